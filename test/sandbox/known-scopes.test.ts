import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { APIS } from '../../src/profiles/apis.js'
import { EDITION } from '../../src/sandbox/catch-up.js'
import { KNOWN_SCOPES } from '../../src/sandbox/known-scopes.js'
import { requestFor } from './support/api-bench.js'
import { type Bench, openBench, sandboxOf } from './support/bench.js'

let bench: Bench

beforeAll(async () => {
  bench = await openBench()
}, 60_000)
afterAll(() => bench.remove())

describe('the scopes that the sandbox knows', () => {
  it('are each in the table once', () => {
    const names = KNOWN_SCOPES.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[a-z]+:[a-z0-9:./]*[a-z]$/i)
  })

  it('can all be had at once, with the certificate and with the key', async () => {
    const scope = KNOWN_SCOPES.map(({ name }) => name).join(' ')
    for (const as of ['certificate', 'key'] as const) {
      const response = await sandboxOf(bench)(bench.ask({ as, claims: { scope } }))
      expect(JSON.parse(response.body)).toMatchObject({ scope })
    }
  })

  it('are brreg’s, Digdir’s, Skatteetaten’s and Altinn’s', () => {
    const names = KNOWN_SCOPES.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining([
        'brreg:data:enhetsregisteret:roller:person:oppslag:fnr',
        'brreg:reelle/media',
        'krr:global/digitalpost.read',
        'folkeregister:deling/utstedereid',
        'skatteetaten:formueinntekt/skattemelding',
        'altinn:serviceowner/notifications.create',
        'altinn:events.subscribe',
        'altinn:resourceregistry/resource.admin',
        'digdir:dialogporten',
        'digdir:dialogporten.serviceprovider.search',
        'idporten:scopes.write',
      ]),
    )
  })

  it('cannot grow without a new edition, or states on disk would never hear of it', () => {
    expect({ edition: EDITION, scopes: KNOWN_SCOPES.length }).toEqual({ edition: 4, scopes: 104 })
  })

  it('are all that the catalogue of APIs asks for', () => {
    const names = KNOWN_SCOPES.map(({ name }) => name)
    const asked = APIS.flatMap(({ scopes }) => scopes.map(({ scope }) => scope))
    expect(asked.filter((scope) => !names.includes(scope))).toEqual([])
  })
})

describe('an API of the catalogue that the sandbox has no sample of', () => {
  const mirrored = APIS.filter(({ name, sample }) => sample === undefined && name !== 'altinn-storage')
  for (const { name, base, scopes } of mirrored) {
    it(`has a mirror: ${name}`, async () => {
      const { access_token } = JSON.parse((await sandboxOf(bench)(bench.ask())).body)
      const root = 'platform' in base ? base.platform : `/apis/${name}`
      const request = requestFor(`${root}${scopes[0]?.when?.path ?? ''}/x`, access_token)
      expect(await sandboxOf(bench)(request)).toMatchObject({ status: 200 })
    })
  }
})
