import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { examine, type Finding } from '../../src/sandbox/page/examine.js'
import { RULES } from '../../src/sandbox/rules.js'
import { limitsOf, rulesOf, type Strictness } from '../../src/sandbox/strictness.js'
import type { TakenApart } from '../../src/sandbox/take-apart.js'
import { type Bench, NOW, openBench, sandboxOf } from './support/bench.js'
import { toX5c } from './support/grants.js'

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

  it.each([
    ['encryption', {}, undefined],
    ['encryption', { keyUsage: 'allow' }, undefined],
    ['encryption', { keyUsage: 'refuse' }, 'certificate.usage'],
    ['sealing', { keyUsage: 'refuse' }, 'certificate.usage'],
    ['own', { keyUsage: 'refuse' }, undefined],
    ['plain', { keyUsage: 'refuse' }, undefined],
    ['otherOrganisation', { keyUsage: 'refuse' }, 'certificate.organisation'],
  ] as const)('judges a certificate for %s by %j', async (chain, strictness, rule) => {
    const wish = { header: { x5c: bench.chains[chain].map(toX5c) }, signer: bench.keys.own }
    const { status, headers } = await sandboxOf(bench, () => {}, { rules: rulesOf(strictness) })(
      bench.ask(wish),
    )
    expect([status, headers['mp-sandbox-rule']]).toEqual([rule === undefined ? 200 : 400, rule])
  })

  it('tells on the page what to do about a certificate for another use', async () => {
    const rules = rulesOf({ keyUsage: 'refuse' })
    let found: Finding[] = []
    const witness = (_: unknown, context: TakenApart) => {
      found = examine(context, rules)
    }
    const wish = { header: { x5c: bench.chains.encryption.map(toX5c) }, signer: bench.keys.own }
    await sandboxOf(bench, () => {}, { rules, witness })(bench.ask(wish))
    expect(found.filter(({ standing }) => standing === 'broken')).toMatchObject([
      { id: 'certificate.usage', group: 'Who sent it', remedy: expect.stringContaining('digitalSignature') },
    ])
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
