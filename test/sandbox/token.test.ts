import { createLocalJWKSet, decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpResponse } from '../../src/protocol/http.js'
import { CLIENT_IDS, CONSENT_ID, CONSUMER, SUPPLIER } from '../../src/sandbox/registry.js'
import type { SandboxState } from '../../src/sandbox/state.js'
import { type Bench, ISSUER, NOW, ORIGIN, openBench, SCOPE, sandboxOf, type Wish } from './support/bench.js'

let bench: Bench

beforeAll(async () => {
  bench = await openBench()
}, 60_000)
afterAll(() => bench.remove())

const ID = '0f0e0d0c-0b0a-4908-8706-050403020100'
const consumer = { authority: 'iso6523-actorid-upis', ID: `0192:${CONSUMER}` }
const supplier = { authority: 'iso6523-actorid-upis', ID: `0192:${SUPPLIER}` }

function obtain(wish: Wish = {}, change?: (state: SandboxState) => void): Promise<HttpResponse> {
  return sandboxOf(bench, change, { newId: () => ID })(bench.ask(wish))
}

/** The token's claims, verified with the keys that the sandbox publishes. */
async function claimsOf(response: HttpResponse): Promise<JWTPayload> {
  const jwks = await sandboxOf(bench)({ method: 'GET', url: `${ORIGIN}/jwk`, headers: {} })
  const { access_token } = JSON.parse(response.body)
  const { payload } = await jwtVerify(access_token, createLocalJWKSet(JSON.parse(jwks.body)), {
    issuer: ISSUER,
    currentDate: new Date(NOW * 1000),
  })
  return payload
}

describe('a token response', () => {
  it('has the members of RFC 6749, and counts a second less than the token lives', async () => {
    const response = await obtain()
    expect(response.status).toBe(200)
    expect(JSON.parse(response.body)).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      token_type: 'Bearer',
      expires_in: 119,
      scope: SCOPE,
    })
  })

  it('may not be stored, and neither may a refusal', async () => {
    for (const wish of [{}, { claims: { aud: 'x' } }]) {
      expect((await obtain(wish)).headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' })
    }
  })
})

describe('an access token', () => {
  it('carries the documented header and claims, and no others', async () => {
    const response = await obtain()
    expect(decodeProtectedHeader(JSON.parse(response.body).access_token)).toEqual({
      alg: 'RS256',
      kid: bench.state.issuer_keys[0]?.kid,
    })
    expect(await claimsOf(response)).toEqual({
      iss: ISSUER,
      client_id: CLIENT_IDS.certificate,
      client_amr: 'virksomhetssertifikat',
      consumer,
      scope: SCOPE,
      token_type: 'Bearer',
      iat: NOW,
      exp: NOW + 120,
      jti: ID,
    })
  })

  it('says that the client used a registered key', async () => {
    expect(await claimsOf(await obtain({ as: 'key' }))).toMatchObject({
      client_amr: 'private_key_jwt',
      consumer,
    })
  })

  it('names supplier and source when the scope was delegated', async () => {
    const wish: Wish = { as: 'supplier', claims: { consumer_org: CONSUMER } }
    expect(await claimsOf(await obtain(wish))).toMatchObject({
      consumer,
      supplier,
      delegation_source: 'https://tt02.altinn.no/',
    })
  })

  it('names the supplier of a sub-client, and no source', async () => {
    const claims = await claimsOf(
      await obtain({ as: 'supplier', claims: { iss_onbehalfof: 'sandkassekunde' } }),
    )
    expect(claims).toMatchObject({ consumer, supplier })
    expect(claims).not.toHaveProperty('delegation_source')
  })

  it('is for one resource, or for several', async () => {
    const one = ['https://api.example.no']
    const two = [...one, 'https://other.example.no']
    expect(await claimsOf(await obtain({ claims: { resource: one } }))).toMatchObject({ aud: one[0] })
    expect(await claimsOf(await obtain({ claims: { resource: two } }))).toMatchObject({ aud: two })
  })

  it('is about a person', async () => {
    expect(await claimsOf(await obtain({ claims: { pid: '21818297804' } }))).toMatchObject({
      pid: '21818297804',
    })
  })

  it('names the system user, and its system', async () => {
    const detail = { type: 'urn:altinn:systemuser', systemuser_org: consumer }
    const [first, second] = bench.state.system_users
    const ask = async (more: object) =>
      (await claimsOf(await obtain({ claims: { authorization_details: [{ ...detail, ...more }] } })))
        .authorization_details
    expect(await ask({})).toEqual([
      { ...detail, systemuser_id: [first?.id], system_id: `${SUPPLIER}_sandkasse` },
    ])
    expect(await ask({ externalRef: 'kontrakt-42' })).toMatchObject([{ systemuser_id: [second?.id] }])
  })

  it('carries the consent', async () => {
    const from = 'urn:altinn:person:identifier-no:21818297804'
    const details = [{ type: 'urn:altinn:consent', id: CONSENT_ID, from }]
    const claims = await claimsOf(await obtain({ claims: { authorization_details: details } }))
    expect(claims.authorization_details).toEqual([
      {
        type: 'urn:altinn:consent',
        id: CONSENT_ID,
        from,
        to: consumer,
        consented: '2023-11-14T22:13:20.000Z',
        validTo: '2024-11-13T22:13:20.000Z',
        consentRights: bench.state.consents[0]?.consentRights,
      },
    ])
  })
})

describe('the life of a token', () => {
  const lives: [client: number, scopes: number[], life: number][] = [
    [0, [0, 0], 120],
    [600, [0, 0], 600],
    [600, [300, 0], 300],
    [600, [300, 200], 200],
    [60, [300, 0], 60],
    [0, [30, 0], 30],
    [0, [3600, 0], 120],
  ]
  for (const [client, scopes, life] of lives) {
    it(`is ${life} s where the client says ${client} and the scopes ${scopes.join(' and ')}`, async () => {
      const names = ['brreg:losore/utlegg', 'brreg:losore/tlg']
      const response = await obtain({ claims: { scope: names.join(' ') } }, (state) => {
        for (const it of state.clients) it.access_token_lifetime = client
        for (const scope of state.scopes) scope.at_max_age = scopes[names.indexOf(scope.name)] ?? 0
      })
      expect(JSON.parse(response.body).expires_in).toBe(life - 1)
      expect(await claimsOf(response)).toMatchObject({ exp: NOW + life })
    })
  }
})

describe('a refusal', () => {
  it('has Maskinporten’s words, a trace id, and a link to the page that explains them', async () => {
    const response = await obtain({ claims: { aud: 'https://test.maskinporten.no/' } })
    expect(response.status).toBe(400)
    expect(response.headers['content-type']).toBe('application/json')
    expect(JSON.parse(response.body)).toEqual({
      error: 'invalid_grant',
      error_description:
        'Invalid assertion. Client authentication failed. Invalid JWT claim aud. (trace_id: 0f0e0d0c0b0a49088706050403020100)',
      error_uri: 'https://docs.digdir.no/docs/Maskinporten/maskinporten_feilsoking#mp-110',
    })
  })

  it('is a server’s error, and no crash, when no rule is left', async () => {
    const response = await sandboxOf(bench, undefined, { rules: [] })({
      method: 'POST',
      url: `${ORIGIN}/token`,
      headers: {},
    })
    expect(response.status).toBe(500)
    expect(JSON.parse(response.body).error).toBe('server_error')
  })
})
