import { describe, expect, it } from 'vitest'
import { RefusedError } from '../../../src/errors.js'
import {
  readAnswer,
  type SelfserviceRequest,
  toHttpRequest,
} from '../../../src/protocol/selfservice/request.js'
import { codeOf, failureOf } from '../../support/failure.js'
import { jsonResponse } from '../../support/responses.js'

const BASE = 'https://api.test.samarbeid.digdir.no/api/v1'
const URL_OF_CLIENTS = `${BASE}/clients`

const get = (path: readonly string[], query?: Record<string, string>): SelfserviceRequest => ({
  ...{ method: 'GET', path },
  ...(query && { query }),
})

const urlOf = (base: string, request = get(['clients', 'a'])) => toHttpRequest(base, request).url

describe('toHttpRequest', () => {
  it('asks for JSON, and says nothing of a body where there is none', () => {
    expect(toHttpRequest(BASE, get(['clients']))).toEqual({
      method: 'GET',
      url: URL_OF_CLIENTS,
      headers: { accept: 'application/json' },
    })
  })

  it('sends a body as JSON', () => {
    expect(toHttpRequest(BASE, { method: 'PUT', path: ['clients', 'a'], body: { scopes: ['a:b'] } })).toEqual(
      {
        method: 'PUT',
        url: `${URL_OF_CLIENTS}/a`,
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: '{"scopes":["a:b"]}',
      },
    )
  })

  it.each([
    ['https://a.test/api/v1', 'https://a.test/api/v1/clients/a'],
    ['https://a.test/api/v1/', 'https://a.test/api/v1/clients/a'],
    ['https://a.test/external/api/v1//', 'https://a.test/external/api/v1/clients/a'],
    ['https://a.test', 'https://a.test/clients/a'],
    ['https://a.test/', 'https://a.test/clients/a'],
    ['https://a.test:8443/x', 'https://a.test:8443/x/clients/a'],
    ['http://127.0.0.1:8080/api/v1', 'http://127.0.0.1:8080/api/v1/clients/a'],
    ['http://localhost', 'http://localhost/clients/a'],
  ])('puts the path after that of %s', (base, url) => {
    expect(urlOf(base)).toBe(url)
  })

  it.each([
    'http://api.test.samarbeid.digdir.no/api/v1',
    'ftp://localhost/',
    'api/v1',
    '',
    'https://a.test/?x=1',
    'https://a.test/#x',
    'https://kari:geheim@a.test/',
  ])('does not go to %j, and does not repeat it', (base) => {
    const error = failureOf(() => urlOf(base))
    expect(error.code).toBe('MP_CONFIG_INVALID')
    expect(error.message).not.toContain('geheim')
  })

  it('encodes what has a meaning in an address', () => {
    const query = { scope: 'digdir:a/b.read?x=1&y#z +', inactive: 'true' }
    const { url } = toHttpRequest(BASE, get(['scopes', 'å b?c#d;e&f:g'], query))
    expect(url).toBe(
      `${BASE}/scopes/%C3%A5%20b%3Fc%23d%3Be%26f%3Ag?scope=digdir%3Aa%2Fb.read%3Fx%3D1%26y%23z%20%2B&inactive=true`,
    )
    expect(new URL(url).searchParams.get('scope')).toBe(query.scope)
  })

  it.each([
    '',
    '.',
    '..',
    'a/b',
    '/',
    '../x',
    'a\\b',
    '%2e%2e',
    '%2F',
    'a\u0000',
    'a\n',
    '\r\nx: y',
    '\u009b',
    '\ud800',
  ])('makes no address of the segment %j', (segment) => {
    for (const path of [[segment], ['clients', segment], ['clients', segment, 'jwks']])
      expect(codeOf(() => toHttpRequest(BASE, get(path)))).toBe('MP_USAGE')
  })

  it.each(['a\nb', '\u0000', '\udc00'])('makes no query of %j', (value) => {
    expect(codeOf(() => toHttpRequest(BASE, get(['scopes'], { scope: value })))).toBe('MP_USAGE')
  })

  it.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'])(
    'sends no body with %s in it, however deep',
    (part) => {
      const secret = { [part]: 'geheim' }
      const escaped = JSON.parse(`{"\\u00${part.charCodeAt(0).toString(16)}${part.slice(1)}":"geheim"}`)
      for (const body of [
        secret,
        [secret],
        { keys: [{ kty: 'RSA', ...secret }] },
        { x: { y: [[secret]] } },
        escaped,
      ]) {
        const run = () => toHttpRequest(BASE, { method: 'POST', path: ['clients'], body })
        expect(run).toThrow(`a body with "${part}", a private part of a key, was not sent`)
      }
    },
  )

  it('takes the same letters for values', () => {
    const body = { description: 'd', keys: [{ kid: 'k', e: 'q' }] }
    expect(toHttpRequest(BASE, { method: 'POST', path: ['clients'], body }).body).toBe(JSON.stringify(body))
  })
})

const read = (body: unknown, status = 200) => readAnswer(URL_OF_CLIENTS, jsonResponse(body, status))
const readText = (body: string, status: number, headers: Record<string, string> = {}) =>
  readAnswer(URL_OF_CLIENTS, { status, headers, body })

describe('readAnswer', () => {
  it.each([200, 201, 202, 299])('gives the JSON of a %i', (status) => {
    expect(read([{ a: 1 }], status)).toEqual([{ a: 1 }])
    expect(read(null, status)).toBeNull()
  })

  it.each([200, 201, 204])('gives nothing for a %i without a body', (status) => {
    expect(readText('', status)).toBeUndefined()
    expect(readText(' \r\n', status)).toBeUndefined()
  })

  it('reads a refusal of the API', () => {
    const errors = [
      {
        errorMessage: 'is unknown',
        isFieldError: true,
        objectName: 'clientRegistration',
        fieldIdentifier: 'scopes',
      },
      { errorMessage: 'try another', isFieldError: false, objectName: 'x', fieldIdentifier: null },
      { isFieldError: true, fieldIdentifier: 'nothing' },
      'noise',
    ]
    const error = failureOf(() => read({ status: 400, timestamp: 't', correlation_id: 'c-1', errors }, 400))
    expect(error).toBeInstanceOf(RefusedError)
    expect(error).toMatchObject({
      endpoint: URL_OF_CLIENTS,
      refusal: { status: 400, traceId: 'c-1', errorDescription: 'scopes: is unknown; try another' },
    })
    expect(error.message).toBe(`${URL_OF_CLIENTS} refused (400): scopes: is unknown; try another`)
  })

  it.each([
    [401, { error: 'invalid_token', error_description: 'expired' }, 'refused (401 invalid_token): expired'],
    [403, { error: 'insufficient_scope' }, 'refused (403 insufficient_scope)'],
    [404, { error: 'Not Found' }, 'refused (404 Not Found): there is no such thing there'],
    [
      404,
      { errors: [{ errorMessage: 'no client' }] },
      'refused (404): there is no such thing there: no client',
    ],
    [
      409,
      { errors: [{ errorMessage: 'is there' }], error: 'conflict', error_description: 'already' },
      'refused (409 conflict): is there; already',
    ],
    [400, { message: 'bad' }, 'refused (400): bad'],
    [400, {}, 'refused (400)'],
    [400, { errors: 'x', error: 7, error_description: {}, correlation_id: [] }, 'refused (400)'],
  ])('says of a %i with %j: %s', (status, body, message) => {
    expect(failureOf(() => read(body, status)).message).toBe(`${URL_OF_CLIENTS} ${message}`)
  })

  it.each([
    [401, 'refused (401)'],
    [404, 'refused (404): there is no such thing there'],
  ])('takes a bare %i for a refusal', (status, message) => {
    expect(failureOf(() => readText('', status)).message).toBe(`${URL_OF_CLIENTS} ${message}`)
  })

  it('makes a stranger’s words fit for one line, and not without end', () => {
    const errors = [
      { errorMessage: `one\r\n\u001b[2Jtwo${'x'.repeat(5000)}` },
      { errorMessage: 'y'.repeat(5000) },
    ]
    const { refusal } = failureOf(() => read({ errors, correlation_id: 'a\nb' }, 400)) as RefusedError
    expect(refusal.errorDescription).toMatch(/^one \[2Jtwox+$/)
    expect(refusal.errorDescription).toHaveLength(400)
    expect(refusal.traceId).toBe('a b')
  })

  it.each([
    ['429', 429, { error: 'slow_down' }, 'a failure of its own'],
    ['500', 500, { error: 'x', errors: [{ errorMessage: 'y' }] }, 'a failure of its own'],
    [
      '503 with a correlation id',
      503,
      { correlation_id: 'c-1' },
      'a failure of its own (correlation id: c-1)',
    ],
    ['503 with an odd one', 503, { correlation_id: 'c\n1' }, 'a failure of its own'],
    ['400 with a list', 400, ['x'], 'a failure of its own'],
  ])('takes a %s for no answer', (_, status, body, what) => {
    const error = failureOf(() => read(body, status))
    expect(error).toMatchObject({ code: 'MP_RESPONSE_MALFORMED' })
    expect(error.message).toBe(`${URL_OF_CLIENTS} answered ${status} with ${what}`)
  })

  it.each([
    [200, 'text/html; charset=utf-8', '<p>geheim', 'a body of type text/html'],
    [404, 'text/html', '<p>geheim', 'a body of type text/html'],
    [403, 'text/plain', 'geheim', 'a body of type text/plain'],
    [200, 'application/json', '{"keys":[geheim', 'a body that is not JSON'],
    [400, 'application/problem+json; x', 'geheim', 'a body that is not JSON'],
    [502, 'text/html', '', 'an empty body'],
  ])('never repeats what it cannot read: %i %s', (status, type, body, what) => {
    const error = failureOf(() => readText(body, status, { 'content-type': type }))
    expect(error.code).toBe('MP_RESPONSE_MALFORMED')
    expect(error.message).toBe(`${URL_OF_CLIENTS} answered ${status} with ${what}`)
    expect(`${error.stack}`).not.toContain('geheim')
  })

  it.each([301, 302, 307, 308])('follows no redirect: %i', (status) => {
    expect(failureOf(() => readText('', status, { location: 'https://evil.test/' })).message).toBe(
      `${URL_OF_CLIENTS} answered ${status} with a redirect, which a token never follows`,
    )
  })
})
