import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpResponse } from '../../src/protocol/http.js'
import { announcement } from '../../src/sandbox/announcement.js'
import { json } from '../../src/sandbox/answer.js'
import { CLIENT_IDS, TEST_SCOPES } from '../../src/sandbox/registry.js'
import type { SandboxOptions } from '../../src/sandbox/routes.js'
import { type Bench, ISSUER, NOW, ORIGIN, openBench, sandboxOf } from './support/bench.js'

let bench: Bench

beforeAll(async () => {
  bench = await openBench()
}, 60_000)
afterAll(() => bench.remove())

function ask(path: string, method = 'GET', options: Partial<SandboxOptions> = {}): Promise<HttpResponse> {
  return sandboxOf(bench, undefined, options)({ method, url: ORIGIN + path, headers: {} })
}

describe('the sandbox', () => {
  it('publishes Maskinporten’s metadata, and no field more', async () => {
    const response = await ask('/.well-known/oauth-authorization-server')
    expect(response.headers['content-type']).toBe('application/json')
    expect(JSON.parse(response.body)).toEqual({
      issuer: ISSUER,
      token_endpoint: `${ORIGIN}/token`,
      jwks_uri: `${ORIGIN}/jwk`,
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['RS256', 'RS384', 'RS512'],
      grant_types_supported: ['urn:ietf:params:oauth:grant-type:jwt-bearer'],
      authorization_details_types_supported: ['urn:altinn:systemuser', 'urn:altinn:consent'],
    })
  })

  it('publishes the public half of its key and nothing of the private one', async () => {
    const [key] = bench.state.issuer_keys
    expect(JSON.parse((await ask('/jwk')).body)).toEqual({
      keys: [{ kty: 'RSA', use: 'sig', alg: 'RS256', kid: key?.kid, n: key?.n, e: 'AQAB' }],
    })
  })

  it('says that it is alive', async () => {
    expect(await ask('/isalive')).toMatchObject({ status: 200, body: '{"status":"UP"}' })
  })

  it('announces itself', async () => {
    const { body } = await ask('/.well-known/mp-sandbox')
    expect(JSON.parse(body)).toEqual(announcement(bench.state, ORIGIN))
  })

  it('dates every answer by its own clock', async () => {
    for (const path of ['/jwk', '/token', '/nowhere', '/isalive']) {
      expect((await ask(path)).headers.date).toBe('Tue, 14 Nov 2023 22:13:20 GMT')
    }
    expect((await ask('/jwk', 'GET', { now: () => NOW + 60 })).headers.date).toBe(
      'Tue, 14 Nov 2023 22:14:20 GMT',
    )
  })

  it('knows no other paths', async () => {
    for (const path of [
      '/',
      '',
      '/TOKEN',
      '/token/',
      '/jwks',
      '/.well-known/openid-configuration',
      '//token',
    ]) {
      expect(await ask(path)).toMatchObject({ status: 404, headers: { 'content-type': 'application/json' } })
    }
  })

  it('takes no notice of a query', async () => {
    expect((await ask('/jwk?x=/token')).status).toBe(200)
  })

  it('says which methods a path takes', async () => {
    expect(await ask('/jwk', 'POST')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
    expect(await ask('/token', 'GET')).toMatchObject({ status: 405, headers: { allow: 'POST' } })
    expect((await ask('/jwk', 'HEAD')).status).toBe(200)
  })

  it('makes room for more rooms, and keeps their trouble to itself', async () => {
    const routes = [
      { path: /^\/api\/v1\//, methods: ['GET'], handle: async () => json(200, 'more') },
      {
        path: '/trouble',
        handle: async () => {
          throw new Error('a secret')
        },
      },
    ]
    expect(await ask('/api/v1/clients', 'GET', { routes })).toMatchObject({ status: 200, body: '"more"' })
    const trouble = await ask('/trouble', 'GET', { routes })
    expect(trouble.status).toBe(500)
    expect(trouble.body).not.toContain('secret')
  })
})

describe('the announcement', () => {
  it('tells a program in any language what it needs', () => {
    const { state } = bench
    const scopes = expect.arrayContaining(['brreg:losore/utlegg', 'altinn:serviceowner', TEST_SCOPES.open])
    const files = Object.values(state.paths.clients)
    expect(announcement(state, ORIGIN)).toEqual({
      schema: 'mp.sandbox/1',
      issuer: ISSUER,
      altinn: ORIGIN,
      selfservice: `${ORIGIN}/api/v1`,
      clients: [
        { client_id: CLIENT_IDS.certificate, orgnr: '310904473', auth: 'x5c', scopes, ...files[0] },
        {
          client_id: CLIENT_IDS.key,
          orgnr: '310904473',
          auth: 'kid',
          scopes,
          jwk: expect.any(String),
          kid: bench.kid,
        },
        { client_id: CLIENT_IDS.supplier, orgnr: '313725138', auth: 'x5c', scopes, ...files[2] },
      ],
      ca: { certificate: expect.stringMatching(/ca\.pem$/), key: expect.stringMatching(/ca\.key\.pem$/) },
      trusted: expect.stringMatching(/trusted$/),
    })
    expect(Object.keys(announcement(state, ORIGIN).clients[0] ?? {})).toContain('password_file')
  })

  it('leaves out the scopes that are there to be refused', () => {
    const { unregistered, otherIntegration, noAccess, undelegated } = TEST_SCOPES
    const [consumer, , supplier] = announcement(bench.state, ORIGIN).clients.map(
      ({ scopes }) => new Set(scopes),
    )
    for (const scope of [unregistered, otherIntegration, noAccess]) expect(consumer).not.toContain(scope)
    expect(consumer).toContain(undelegated)
    expect(supplier).not.toContain(undelegated)
    expect(bench.state.clients[0]?.scopes).toContain(noAccess)
  })

  it('gives a token for all that it announces at once', async () => {
    const [consumer] = announcement(bench.state, ORIGIN).clients
    const request = bench.ask({ claims: { scope: consumer?.scopes.join(' ') } })
    expect((await sandboxOf(bench)(request)).status).toBe(200)
  })

  it('leaves out who has been deactivated', () => {
    const state = structuredClone(bench.state)
    for (const client of state.clients) client.active = client.auth === 'kid'
    expect(announcement(state, ORIGIN).clients.map(({ client_id }) => client_id)).toEqual([CLIENT_IDS.key])
  })
})
