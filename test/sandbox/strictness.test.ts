import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RULES } from '../../src/sandbox/rules.js'
import { limitsOf, rulesOf, type Strictness } from '../../src/sandbox/strictness.js'
import { type Bench, NOW, openBench, sandboxOf } from './support/bench.js'

let bench: Bench

beforeAll(async () => {
  bench = await openBench()
}, 60_000)
afterAll(() => bench.remove())

async function ask(strictness: Strictness, claims: Record<string, unknown>) {
  const judging = { rules: rulesOf(strictness), limits: limitsOf(strictness) }
  const { status, body } = await sandboxOf(bench, () => {}, judging)(bench.ask({ claims }))
  return { status, ...JSON.parse(body) }
}

describe('strictness', () => {
  it.each<[Strictness, Record<string, unknown>, number]>([
    [{}, { nbf: NOW }, 400],
    [{ undocumentedClaims: 'refuse' }, { nbf: NOW }, 400],
    [{ undocumentedClaims: 'allow' }, { nbf: NOW }, 200],
    [{ undocumentedClaims: 'allow' }, { nbf: null }, 400],
    [{}, { resource: 'https://a.example' }, 400],
    [{ textResource: 'allow' }, { resource: 'https://a.example' }, 200],
    [{ textResource: 'allow' }, { resource: '' }, 400],
    [{ textResource: 'allow' }, { resource: ['https://a.example'] }, 200],
    [{ maxLifetime: 180 }, { exp: NOW + 180 }, 200],
    [{ maxLifetime: 180 }, { exp: NOW + 181 }, 400],
    [{ clockAhead: 0 }, { iat: NOW + 1 }, 400],
    [{ clockAhead: 60 }, { iat: NOW + 60, exp: NOW + 70 }, 200],
    [{ clockBehind: 0 }, { iat: NOW - 1 }, 400],
    [{ clockBehind: 60 }, { iat: NOW - 60 }, 200],
    [{ clockBehind: 60 }, { iat: NOW - 61 }, 400],
  ])('%j judges %j with %i', async (strictness, claims, status) => {
    expect((await ask(strictness, claims)).status).toBe(status)
  })

  it('puts a resource that is a string into the token’s audience', async () => {
    const { access_token } = await ask({ textResource: 'allow' }, { resource: 'https://a.example' })
    const claims = JSON.parse(Buffer.from(access_token.split('.')[1], 'base64url').toString())
    expect(claims.aud).toBe('https://a.example')
  })

  it('is as published where nothing is said, and has titles that are true', () => {
    expect(rulesOf({}).map(({ id, title }) => [id, title])).toEqual(RULES.map(({ id, title }) => [id, title]))
    const titles = rulesOf({ maxLifetime: 7, clockAhead: 8, clockBehind: 9 }).map(({ title }) => title)
    expect(titles).toEqual(
      expect.arrayContaining([
        'exp - iat is at most 7 seconds',
        'iat is at most 8 seconds ahead of the server',
        'iat is at most 9 seconds behind the server',
      ]),
    )
  })
})
