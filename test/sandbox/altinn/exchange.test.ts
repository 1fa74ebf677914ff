import { createLocalJWKSet, decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpResponse } from '../../../src/protocol/http.js'
import { CLIENT_IDS, CONSUMER, SUPPLIER } from '../../../src/sandbox/registry.js'
import type { SandboxOptions } from '../../../src/sandbox/routes.js'
import { ALTINN_ISSUER, requestFor } from '../support/api-bench.js'
import { type Bench, NOW, ORIGIN, openBench, sandboxOf, type Wish } from '../support/bench.js'

let bench: Bench

beforeAll(async () => {
  bench = await openBench()
}, 60_000)
afterAll(() => bench.remove())

const EXCHANGE = '/authentication/api/v1/exchange/maskinporten'
const OPENID = '/authentication/api/v1/openid/.well-known/openid-configuration'
const ENTERPRISE_USER = { 'x-altinn-enterpriseuser-authentication': 'YnJ1a2VyOnBhc3NvcmQ=' }

/** A token that the sandbox's own token endpoint has sold. */
async function buy(scope: string, wish: Wish = {}): Promise<string> {
  const request = bench.ask({ ...wish, claims: { scope, ...wish.claims } })
  return JSON.parse((await sandboxOf(bench)(request)).body).access_token
}

interface Ask {
  path?: string
  method?: string
  headers?: Record<string, string>
  options?: Partial<SandboxOptions>
}

function exchange(
  token: string | undefined,
  { path = EXCHANGE, method = 'GET', headers = {}, options }: Ask = {},
) {
  return sandboxOf(bench, undefined, options)(requestFor(path, token, { method, headers }))
}

async function verified(token: string): Promise<JWTPayload> {
  const ask = async (url: string) =>
    JSON.parse((await sandboxOf(bench)({ method: 'GET', url, headers: {} })).body)
  const { jwks_uri, issuer } = await ask(ORIGIN + OPENID)
  const currentDate = new Date(NOW * 1000)
  return (await jwtVerify(token, createLocalJWKSet(await ask(jwks_uri)), { issuer, currentDate })).payload
}

async function claimsFor(scope: string, ask?: Ask, wish?: Wish): Promise<JWTPayload> {
  return verified((await exchange(await buy(scope, wish), ask)).body)
}

function expectEmpty401(response: HttpResponse): void {
  expect(response).toMatchObject({ status: 401, body: '' })
  expect(response.headers).not.toHaveProperty('content-type')
}

describe('Altinn’s token', () => {
  it('has what Maskinporten’s had, less what Altinn drops, and what Altinn adds', async () => {
    const resource = ['https://api.example.no']
    const bought = await buy('brreg:losore/utlegg altinn:instances.read', { claims: { resource } })
    const before = JSON.parse(Buffer.from(bought.split('.')[1] ?? '', 'base64url').toString())
    expect(before).toMatchObject({ aud: resource[0], client_amr: 'virksomhetssertifikat' })
    const { body } = await exchange(bought)
    expect(decodeProtectedHeader(body)).toEqual({
      alg: 'RS256',
      typ: 'JWT',
      kid: bench.state.issuer_keys[0]?.kid,
    })
    expect(await verified(body)).toEqual({
      iss: ALTINN_ISSUER,
      client_id: CLIENT_IDS.certificate,
      consumer: { authority: 'iso6523-actorid-upis', ID: `0192:${CONSUMER}` },
      scope: 'brreg:losore/utlegg altinn:instances.read',
      token_type: 'Bearer',
      jti: before.jti,
      'urn:altinn:orgNumber': CONSUMER,
      'urn:altinn:authenticatemethod': 'maskinporten',
      'urn:altinn:authlevel': 3,
      iat: NOW,
      nbf: NOW,
      exp: NOW + 1800,
    })
  })

  it('lives half an hour from the exchange, however little Maskinporten’s has left', async () => {
    const bought = await buy('altinn:instances.read')
    const later = NOW + 100
    const { body } = await exchange(bought, { options: { now: () => later } })
    expect(JSON.parse(Buffer.from(body.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({
      iat: later,
      nbf: later,
      exp: later + 1800,
    })
  })

  it('keeps the supplier and the system user', async () => {
    const consumer = { authority: 'iso6523-actorid-upis', ID: `0192:${CONSUMER}` }
    const details = [{ type: 'urn:altinn:systemuser', systemuser_org: consumer }]
    const user = await claimsFor('altinn:instances.read', {}, { claims: { authorization_details: details } })
    expect(user.authorization_details).toMatchObject([{ systemuser_id: [expect.any(String)] }])
    const wish: Wish = { as: 'supplier', claims: { consumer_org: CONSUMER } }
    expect(await claimsFor('brreg:mottak', {}, wish)).toMatchObject({
      'urn:altinn:orgNumber': CONSUMER,
      supplier: { ID: `0192:${SUPPLIER}` },
      delegation_source: 'https://tt02.altinn.no/',
    })
  })

  const owners: [scope: string, query: string, owner: string | undefined][] = [
    ['altinn:serviceowner', '', 'digdir'],
    ['altinn:serviceowner/instances.read', '', 'digdir'],
    ['altinn:serviceowner/instances.read', '?test=true', 'ttd'],
    ['altinn:serviceowner/instances.read', '?test=True', 'ttd'],
    ['altinn:serviceowner/instances.read', '?test=false', 'digdir'],
    ['altinn:serviceowner/instances.read', '?tests=true', 'digdir'],
    ['altinn:instances.read', '', undefined],
    ['altinn:instances.read', '?test=true', undefined],
  ]
  for (const [scope, query, owner] of owners) {
    it(`for ${scope}${query} names ${owner ?? 'no service owner'}`, async () => {
      expect((await claimsFor(scope, { path: EXCHANGE + query }))['urn:altinn:org']).toBe(owner)
    })
  }

  it('names no service owner for an organisation that owns no service, test or not', async () => {
    for (const path of [EXCHANGE, `${EXCHANGE}?test=true`]) {
      const claims = await claimsFor('altinn:serviceowner', { path }, { as: 'supplier' })
      expect(claims).toMatchObject({ 'urn:altinn:orgNumber': SUPPLIER })
      expect(claims).not.toHaveProperty('urn:altinn:org')
    }
  })
})

describe('the exchange’s answer', () => {
  const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/
  const QUOTED = /^"[\w-]+\.[\w-]+\.[\w-]+"$/
  const rows: [accept: string | undefined, type: string, body: RegExp][] = [
    [undefined, 'text/plain; charset=utf-8', JWT],
    ['*/*', 'text/plain; charset=utf-8', JWT],
    ['text/plain', 'text/plain; charset=utf-8', JWT],
    ['text/plain, application/json', 'text/plain; charset=utf-8', JWT],
    ['application/json, */*', 'text/plain; charset=utf-8', JWT],
    ['application/xml', 'text/plain; charset=utf-8', JWT],
    ['application/json', 'application/json', QUOTED],
    ['Application/JSON; charset=utf-8', 'application/json', QUOTED],
    ['application/xml, application/json', 'application/json', QUOTED],
  ]
  for (const [accept, type, body] of rows) {
    it(`to ${accept ?? 'no accept'} is ${type}`, async () => {
      const headers = accept === undefined ? {} : { accept }
      const response = await exchange(await buy('altinn:instances.read'), { headers })
      expect(response).toMatchObject({
        status: 200,
        headers: { 'content-type': type, 'cache-control': 'no-store' },
      })
      expect(response.body).toMatch(body)
    })
  }

  it('minds no case in the provider’s name', async () => {
    const path = EXCHANGE.replace('maskinporten', 'MaskinPorten')
    expect((await exchange(await buy('altinn:instances.read'), { path })).status).toBe(200)
  })

  it('is an empty 401 where there is no token, no JWT or no bearer', async () => {
    expectEmpty401(await exchange(undefined))
    expectEmpty401(await exchange('abc'))
    expectEmpty401(await exchange(undefined, { headers: { authorization: 'Basic YTpi' } }))
  })

  it('is an empty 401 to a token of another issuer, another key, or of Altinn’s own', async () => {
    const bought = await buy('altinn:instances.read')
    expectEmpty401(await exchange(bought, { options: { origin: 'http://127.0.0.1:9999' } }))
    expectEmpty401(await exchange(`${bought.slice(0, -8)}AAAAAAAA`))
    expectEmpty401(await exchange((await exchange(bought)).body))
  })

  it('is an empty 401 to a token that ended 10 seconds ago, and no sooner', async () => {
    const bought = await buy('altinn:instances.read')
    const at = (now: number) => exchange(bought, { options: { now: () => now } })
    expect((await at(NOW + 120 + 9)).status).toBe(200)
    expectEmpty401(await at(NOW + 120 + 10))
  })

  it('is an empty 401 to providers that have made no token here', async () => {
    for (const provider of ['id-porten', 'altinnstudio', 'ID-porten']) {
      const path = EXCHANGE.replace('maskinporten', provider)
      expectEmpty401(await exchange(await buy('altinn:instances.read'), { path }))
    }
  })

  it('names the trusted providers to whoever asks for another, but not without a token', async () => {
    const path = EXCHANGE.replace('maskinporten', 'feide')
    expect(await exchange(await buy('altinn:instances.read'), { path })).toMatchObject({
      status: 400,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: 'Unknown token provider. Trusted are: maskinporten, id-porten, altinnstudio.',
    })
    expectEmpty401(await exchange(undefined, { path }))
  })

  it('says that enterprise users are gone, to whoever has a good token', async () => {
    const response = await exchange(await buy('altinn:instances.read'), { headers: ENTERPRISE_USER })
    expect(response).toMatchObject({ status: 410, headers: { 'content-type': 'application/problem+json' } })
    expect(JSON.parse(response.body)).toMatchObject({
      type: 'https://docs.altinn.studio',
      title: 'Virksomhetsbruker is no longer available',
      status: 410,
    })
    expectEmpty401(await exchange('abc', { headers: ENTERPRISE_USER }))
  })

  it('is 405 to other methods than GET', async () => {
    for (const method of ['POST', 'HEAD', 'PUT']) {
      expect(await exchange(await buy('altinn:instances.read'), { method })).toMatchObject({
        status: 405,
        headers: { allow: 'GET' },
      })
    }
  })

  it('is 404 at other paths', async () => {
    for (const path of [
      '/authentication/api/v1/exchange',
      `${EXCHANGE}/x`,
      '/authentication/api/v1/exchange/',
    ]) {
      expect((await exchange(await buy('altinn:instances.read'), { path })).status).toBe(404)
    }
  })
})

describe('Altinn’s metadata', () => {
  it('names issuer and keys, and the keys have no private half', async () => {
    expect(JSON.parse((await exchange(undefined, { path: OPENID })).body)).toEqual({
      issuer: ALTINN_ISSUER,
      jwks_uri: `${ORIGIN}${OPENID}/jwks`,
      id_token_signing_alg_values_supported: ['RS256'],
    })
    const { keys } = JSON.parse((await exchange(undefined, { path: `${OPENID}/jwks` })).body)
    expect(Object.keys(keys[0]).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
  })
})
