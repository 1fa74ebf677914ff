import { describe, expect, it } from 'vitest'
import type { HttpRequest, HttpResponse } from '../../../src/protocol/http.js'
import { createSandbox } from '../../../src/sandbox/routes.js'
import { ALTINN_ISSUER, openApiBench, requestFor } from '../support/api-bench.js'
import { ISSUER, NOW, ORIGIN } from '../support/bench.js'

const bench = openApiBench()
const TOKEN = bench.token()
const consumer = { authority: 'iso6523-actorid-upis', ID: '0192:310904473' }

const sandbox = createSandbox({
  state: {
    ...bench.court.state,
    paths: { state: '', ca: { certificate: '', key: '' }, trusted: '', clients: {} },
  },
  origin: ORIGIN,
  now: () => NOW,
  newId: () => 'id',
})

function reach(
  path: string,
  token: string | undefined = TOKEN,
  more: Partial<HttpRequest> = {},
): Promise<HttpResponse> {
  return sandbox(requestFor(path, token, more))
}

async function seen(
  path: string,
  token?: string,
  more?: Partial<HttpRequest>,
): Promise<Record<string, unknown>> {
  const response = await reach(path, token, more)
  expect(response).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } })
  return JSON.parse(response.body)
}

describe('the mirror', () => {
  it('shows what reached it', async () => {
    const more = {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: 'secret-cookie' },
      body: '{"personidentifikatorer":["21818297804"],"æ":1}',
    }
    expect(await seen('/apis/krr/rest/v2/personer?a=1&b=2&b=3&tom=', TOKEN, more)).toEqual({
      api: 'krr',
      message: 'the sandbox has no sample of this API; this is what reached it',
      method: 'POST',
      path: '/apis/krr/rest/v2/personer',
      query: { a: '1', b: ['2', '3'], tom: '' },
      content_type: 'application/json',
      body_bytes: 48,
      token: {
        kind: 'maskinporten',
        issuer: ISSUER,
        client_id: 'the-client',
        scope: 'brreg:losore/utlegg brreg:losore/tlg',
        consumer,
        exp: NOW + 120,
      },
    })
  })

  it('shows a request without body', async () => {
    expect(await seen('/apis/skatteetaten-inntekt/')).toMatchObject({
      method: 'GET',
      query: {},
      content_type: null,
      body_bytes: 0,
    })
  })

  it('counts the bytes as they were sent, and not as they were read', async () => {
    const more = { method: 'PUT', headers: { 'content-length': '2' }, body: '\ufffd\ufffd' }
    expect(await seen('/apis/krr', TOKEN, more)).toMatchObject({ body_bytes: 2 })
  })

  it('keeps the path as it was sent', async () => {
    expect(await seen('/apis/krr/%2e%2e/a%20b/../c')).toMatchObject({ path: '/apis/krr/%2e%2e/a%20b/../c' })
  })

  it('shows supplier and audience where there are any, and nothing of the person', async () => {
    const supplier = { authority: 'iso6523-actorid-upis', ID: '0192:313725138' }
    const claims = { supplier, aud: 'https://api.example.no', pid: '21818297804', jti: 'one' }
    expect((await seen('/apis/krr/', bench.token({ claims }))).token).toEqual({
      kind: 'maskinporten',
      issuer: ISSUER,
      client_id: 'the-client',
      scope: 'brreg:losore/utlegg brreg:losore/tlg',
      consumer,
      supplier,
      aud: 'https://api.example.no',
      exp: NOW + 120,
    })
  })

  it('takes Altinn’s token as well, and says so', async () => {
    const token = bench.altinnToken('altinn:events.subscribe')
    expect((await seen('/apis/krr/', token)).token).toMatchObject({ kind: 'altinn', issuer: ALTINN_ISSUER })
  })

  it('takes every method', async () => {
    for (const method of ['GET', 'HEAD', 'DELETE', 'PATCH', 'PUT']) {
      expect(await seen('/apis/krr/', TOKEN, { method })).toMatchObject({ method })
    }
  })

  it('never shows the token, nor other headers', async () => {
    const { body } = await reach('/apis/krr/', TOKEN, { headers: { cookie: 'secret-cookie' } })
    for (const it of [TOKEN, ...TOKEN.split('.'), 'secret-cookie', 'authorization'])
      expect(body).not.toContain(it)
  })

  it('refuses whoever has no good token, and does not show that either', async () => {
    const foreign = bench.token({ signer: bench.keys.foreign })
    const old = bench.token({ claims: { exp: NOW } })
    for (const token of [foreign, old, 'abc', '']) {
      const response = await reach('/apis/krr/', token)
      expect(response).toMatchObject({
        status: 401,
        headers: { 'www-authenticate': 'Bearer error="invalid_token"', 'content-type': 'application/json' },
      })
      expect(JSON.parse(response.body)).toEqual({
        error: 'invalid_token',
        error_description: expect.any(String),
      })
      if (token.length > 3) expect(response.body).not.toContain(token)
    }
    expect((await sandbox(requestFor('/apis/krr/'))).status).toBe(401)
  })

  const names: [path: string, api: string][] = [
    ['/apis/krr', 'krr'],
    ['/apis/skatteetaten-inntekt/v1/310904473', 'skatteetaten-inntekt'],
    ['/events/api/v1/subscriptions', 'altinn-events'],
    ['/notifications/api/v1/orders', 'altinn-notifications'],
    ['/correspondence/api/v1/correspondence', 'altinn-correspondence'],
    ['/broker/api/v1/filetransfer', 'altinn-broker'],
    ['/dialogporten/api/v1/serviceowner/dialogs', 'altinn-dialogporten'],
    ['/resourceregistry/api/v1/resource', 'altinn-resourceregistry'],
    ['/accessmanagement/api/v1/resourceowner', 'altinn-accessmanagement'],
    ['/register/api/v1/parties', 'altinn-register'],
    ['/authentication/api/v1/systemregister/313725138_sandkasse/rights', 'altinn-systemregister'],
    ['/authentication/api/v1/systemuser/agent/51000001', 'altinn-systemuser'],
    ['/authentication/api/v1/enduser/systemuser/clients', 'altinn-systemuser'],
  ]
  for (const [path, api] of names) {
    it(`is ${api} at ${path}`, async () => expect(await seen(path)).toMatchObject({ api, path }))
  }

  it('is nowhere else', async () => {
    for (const path of [
      '/apis',
      '/apis/',
      '/apis/KRR/',
      '/apis/a_b/',
      '/x/apis/krr/',
      '/events/api/v2/x',
      '/events/api/v10',
      '/storage/api/v1/applications',
      '/profile/api/v1/users',
      '/authentication/api/v1/introspection',
      '/authentication/api/v1/systemusers',
    ]) {
      expect((await reach(path)).status).toBe(404)
    }
  })
})
