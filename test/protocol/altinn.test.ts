import { describe, expect, it } from 'vitest'
import { RefusedError } from '../../src/errors.js'
import { exchangeRequest, readExchangeResponse } from '../../src/protocol/altinn.js'
import type { HttpResponse } from '../../src/protocol/http.js'
import { failureOf } from '../support/failure.js'
import { NOW } from '../support/keys.js'

const PLATFORM = 'https://platform.tt02.altinn.no'
const URL = `${PLATFORM}/authentication/api/v1/exchange/maskinporten`
const CLAIMS = { iat: NOW, nbf: NOW, exp: NOW + 1800, scope: 'altinn:instances.read a:b' }

function jwt(claims: unknown): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${encode({ alg: 'RS256' })}.${encode(claims)}.c2lnbmF0dXJl`
}

function answer(body: string, status = 200, type = 'text/plain; charset=utf-8'): HttpResponse {
  return { status, headers: type === '' ? {} : { 'content-type': type }, body }
}

function read(response: HttpResponse, now = NOW) {
  return readExchangeResponse(URL, response, now)
}

describe('exchangeRequest', () => {
  it('is a GET with the token in its header and nothing else', () => {
    expect(exchangeRequest(PLATFORM, 'aa.bb.cc', { test: false })).toEqual({
      method: 'GET',
      url: URL,
      headers: { accept: 'text/plain', authorization: 'Bearer aa.bb.cc' },
    })
  })

  it('asks for the service owner ttd with test=true', () => {
    expect(exchangeRequest(PLATFORM, 'aa.bb.cc', { test: true }).url).toBe(`${URL}?test=true`)
  })

  it("bears a closing slash in the platform's address", () => {
    expect(exchangeRequest(`${PLATFORM}/`, 'aa.bb.cc', { test: false }).url).toBe(URL)
  })
})

describe('readExchangeResponse', () => {
  const token = jwt(CLAIMS)

  it.each([
    ['bare', answer(token)],
    ['quoted', answer(`"${token}"`, 200, 'application/json; charset=utf-8')],
    ['quoted, whatever its type', answer(`"${token}"`)],
    ['with white space about it', answer(`\r\n ${token}\n`)],
    ['quoted, with white space inside and about', answer(` " ${token} "\n`)],
    ['with a byte order mark', answer(`\ufeff${token}`)],
    ['without a type', answer(token, 200, '')],
  ])('gives a token that is %s', (_, response) => {
    expect(read(response)).toEqual({
      accessToken: token,
      tokenType: 'Bearer',
      expiresIn: 1800,
      scope: 'altinn:instances.read a:b',
    })
  })

  it.each([NOW - 7200, NOW + 7200])('takes its life from its own claims where our clock says %i', (now) => {
    expect(read(answer(token), now).expiresIn).toBe(1800)
  })

  it.each([
    [{ iat: undefined }, 1500],
    [{ iat: null }, 1500],
    [{ iat: NOW - 0.5 }, 1500],
    [{ exp: NOW + 1 }, 1],
  ])('knows the life of a token with %j', (claims, expiresIn) => {
    expect(read(answer(jwt({ ...CLAIMS, exp: NOW + 1500, ...claims }))).expiresIn).toBe(expiresIn)
  })

  it.each([[undefined], [null], [['a:b']], [7]])('takes the scope %j for none', (scope) => {
    expect(read(answer(jwt({ ...CLAIMS, scope }))).scope).toBe('')
  })

  it.each([
    [{ exp: undefined }],
    [{ exp: null }],
    [{ exp: `${NOW + 60}` }],
    [{ exp: NOW }],
    [{ exp: NOW - 1 }],
    [{ exp: NOW + 0.9 }],
    [{ exp: NOW + 400 * 24 * 3600 }],
    [{ iat: `${NOW}` }],
  ])('finds a token malformed with %j', (claims) => {
    const error = failureOf(() => read(answer(jwt({ ...CLAIMS, ...claims }))))
    expect(error).toMatchObject({
      code: 'MP_RESPONSE_MALFORMED',
      message: `${URL} answered with a token that has no usable exp`,
    })
  })

  it('finds a life without end malformed', () => {
    const payload = Buffer.from(`{"iat":${NOW},"exp":1e400}`).toString('base64url')
    expect(failureOf(() => read(answer(`aa.${payload}.cc`))).code).toBe('MP_RESPONSE_MALFORMED')
  })

  it.each([
    ['', 'text/plain', 'answered 200 with an empty body'],
    ['hemmelig', 'text/plain', 'answered 200 with a body that is not a token'],
    ['', 'text/html', 'answered 200 with an empty body'],
    ['<html>hemmelig</html>', 'text/html; charset=utf-8', 'answered 200 with a body of type text/html'],
    ['{"token":"hemmelig"}', 'application/json', 'answered 200 with a body that is not a token'],
    ['hemmelig.hemmelig.hemmelig', 'text/plain', 'answered 200 with a body that is not a token'],
    [`${token}.hemmelig`, 'text/plain', 'answered 200 with a body that is not a token'],
    [`"${token}`, 'text/plain', 'answered 200 with a body that is not a token'],
    [`${token}\r\nx: y`, 'text/plain', 'answered 200 with a body that is not a token'],
    [`"${token}\n${token}"`, 'text/plain', 'answered 200 with a body that is not a token'],
    [jwt('hemmelig'), 'text/plain', 'answered 200 with a body that is not a token'],
    [jwt(['hemmelig']), 'text/plain', 'answered 200 with a body that is not a token'],
    [token.replace(/\.[^.]*$/, '.'), 'text/plain', 'answered 200 with a body that is not a token'],
  ])('finds %j of type %s malformed, and does not repeat it', (body, type, what) => {
    const error = failureOf(() => read(answer(body, 200, type)))
    expect(error).toMatchObject({ code: 'MP_RESPONSE_MALFORMED', message: `${URL} ${what}` })
    expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toMatch(
      new RegExp(`hemmelig|${CLAIMS.iat}|${token}`),
    )
  })

  it.each([201, 204, 302, 404, 406, 429, 500, 502, 503])(
    'finds a token with status %i malformed',
    (status) => {
      expect(failureOf(() => read(answer(token, status)))).toMatchObject({
        code: 'MP_RESPONSE_MALFORMED',
        message: `${URL} answered ${status} with a body that is not a token`,
      })
    },
  )

  it.each([400, 401, 403, 410])(
    'takes a page with status %i for something between us and Altinn',
    (status) => {
      expect(failureOf(() => read(answer('<html></html>', status, 'Text/HTML; charset=utf-8'))).message).toBe(
        `${URL} answered ${status} with a body of type text/html`,
      )
    },
  )

  it('follows no redirect', () => {
    const response = { status: 302, headers: { location: 'https://elsewhere.example/' }, body: '' }
    expect(failureOf(() => read(response)).message).toBe(
      `${URL} answered 302 with a redirect, which a token never follows`,
    )
  })

  const GONE = {
    status: 410,
    title: 'Virksomhetsbruker is no longer available',
    type: 'https://docs.altinn.studio',
  }
  it.each([
    { status: 401, body: '', type: '', said: '(401)', title: undefined },
    {
      status: 400,
      body: 'Trusted providers are: hemmelig',
      type: 'text/plain',
      said: '(400)',
      title: undefined,
    },
    { status: 403, body: '', type: '', said: '(403)', title: undefined },
    { status: 403, body: '["hemmelig"]', type: 'application/json', said: '(403)', title: undefined },
    {
      status: 403,
      body: '{"title":7,"a":"hemmelig"}',
      type: 'application/json',
      said: '(403)',
      title: undefined,
    },
    {
      status: 410,
      body: JSON.stringify(GONE),
      type: 'application/problem+json; charset=utf-8',
      said: `(410): ${GONE.title}`,
      title: GONE.title,
    },
  ])('gives a refusal with $status of $body', ({ status, body, type, said, title }) => {
    const error = failureOf(() => read(answer(body, status, type))) as RefusedError
    expect(error).toBeInstanceOf(RefusedError)
    expect(error.refusal).toEqual({ ...(title !== undefined && { errorDescription: title }), status })
    expect(error.message).toBe(`${URL} refused ${said}`)
    expect(JSON.stringify(error)).not.toContain('hemmelig')
  })

  it.each([
    [404, 'MP_REFUSED', 'refused (404 AUTH-00010): Title'],
    [409, 'MP_REFUSED', 'refused (409 AUTH-00010): Title'],
    [500, 'MP_UNAVAILABLE', 'answered 500 (AUTH-00010)'],
  ])('takes %i for an answer where a code stands by it: %s', (status, code, said) => {
    const body = JSON.stringify({ title: 'Title', code: 'AUTH-00010' })
    const error = failureOf(() => read(answer(body, status, 'application/problem+json')))
    expect({ code: error.code, refusal: (error as RefusedError).refusal.code }).toEqual({
      code,
      refusal: 'AUTH-00010',
    })
    expect(error.message).toMatch(`${URL} ${said}`)
    expect(failureOf(() => read(answer('{}', status, 'application/json'))).code).toBe('MP_RESPONSE_MALFORMED')
  })

  it('makes a title fit for one line of a terminal', () => {
    const body = JSON.stringify({ title: 'a\u001b[31m\nb' })
    expect(failureOf(() => read(answer(body, 403, 'application/json'))).message).toBe(
      `${URL} refused (403): a [31m b`,
    )
  })
})
