import { describe, expect, it } from 'vitest'
import { RefusedError } from '../../src/errors.js'
import { readTokenResponse, tokenRequest } from '../../src/protocol/token-endpoint.js'
import { codeOf, failureOf } from '../support/failure.js'
import { jsonResponse } from '../support/responses.js'

const ENDPOINT = 'https://test.maskinporten.no/token'
const GOOD = { access_token: 'aa.bb.cc', token_type: 'Bearer', expires_in: 119, scope: 'a:b c:d' }

describe('tokenRequest', () => {
  it('is a form with the grant type and the assertion, and nothing else', () => {
    expect(tokenRequest(ENDPOINT, 'aa.bb-_.cc')).toEqual({
      method: 'POST',
      url: ENDPOINT,
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=aa.bb-_.cc',
    })
  })

  it('keeps the assertion out of the address, which ends up in logs', () => {
    expect(tokenRequest(ENDPOINT, 'aa.bb.cc').url).toBe(ENDPOINT)
  })
})

describe('readTokenResponse', () => {
  it('gives the token and what came with it', () => {
    expect(readTokenResponse(ENDPOINT, jsonResponse({ ...GOOD, more: true }))).toEqual({
      accessToken: 'aa.bb.cc',
      tokenType: 'Bearer',
      expiresIn: 119,
      scope: 'a:b c:d',
    })
  })

  it.each(['bearer', 'BEARER', 'Bearer'])('takes the type %s', (type) => {
    expect(readTokenResponse(ENDPOINT, jsonResponse({ ...GOOD, token_type: type })).tokenType).toBe('Bearer')
  })

  it.each([[undefined], [null], [7], [['a']]])('takes the scope %j for none', (scope) => {
    expect(readTokenResponse(ENDPOINT, jsonResponse({ ...GOOD, scope })).scope).toBe('')
  })

  it.each(['opaque', 'aGVp==', 'a._~+/-b', 'x'])('takes the token %j', (accessToken) => {
    const response = jsonResponse({ ...GOOD, access_token: accessToken })
    expect(readTokenResponse(ENDPOINT, response).accessToken).toBe(accessToken)
  })

  it.each([
    ['access_token', undefined],
    ['access_token', null],
    ['access_token', ''],
    ['access_token', 7],
    ['access_token', ['aa.bb.cc']],
    ['access_token', 'aa bb'],
    ['access_token', 'aa\r\nSet-Cookie: x'],
    ['access_token', 'aa\n'],
    ['access_token', "aa'; rm"],
    ['access_token', 'aa=bb'],
    ['access_token', 'blåbær'],
    ['token_type', undefined],
    ['token_type', 'DPoP'],
    ['token_type', 7],
    ['token_type', 'Bearer '],
    ['expires_in', undefined],
    ['expires_in', '119'],
    ['expires_in', 0],
    ['expires_in', -1],
    ['expires_in', 1.5],
    ['expires_in', 366 * 24 * 3600 + 1],
    ['expires_in', 1e12],
    ['expires_in', 1e300],
    ['expires_in', null],
  ])('finds an answer malformed whose %s is %j', (name, value) => {
    const response = jsonResponse({ ...GOOD, [name]: value })
    expect(codeOf(() => readTokenResponse(ENDPOINT, response))).toBe('MP_RESPONSE_MALFORMED')
  })

  it.each([201, 204, 302, 400, 404, 429, 500, 503])('finds a token with status %i malformed', (status) => {
    expect(codeOf(() => readTokenResponse(ENDPOINT, jsonResponse(GOOD, status)))).toBe(
      'MP_RESPONSE_MALFORMED',
    )
  })

  it.each([429, 500, 502, 503])('takes an OAuth error with status %i for no answer', (status) => {
    const response = jsonResponse({ error: 'server_error' }, status)
    expect(codeOf(() => readTokenResponse(ENDPOINT, response))).toBe('MP_RESPONSE_MALFORMED')
  })

  it('never repeats the token of an answer it cannot use', () => {
    const response = jsonResponse({ ...GOOD, access_token: 'geheim', token_type: 'DPoP' })
    const error = failureOf(() => readTokenResponse(ENDPOINT, response))
    expect(`${error.message}${error.stack}`).not.toContain('geheim')
  })

  it('gives a refusal with its endpoint and its facts', () => {
    const description =
      'Invalid assertion. Client authentication failed. Expired key (MP-121). (trace_id: abc123)'
    const error = failureOf(() =>
      readTokenResponse(
        ENDPOINT,
        jsonResponse({ error: 'invalid_grant', error_description: description }, 400),
      ),
    )
    expect(error).toBeInstanceOf(RefusedError)
    expect(error).toMatchObject({
      code: 'MP_REFUSED',
      endpoint: ENDPOINT,
      refusal: { code: 'MP-121', error: 'invalid_grant', errorDescription: description, traceId: 'abc123' },
    })
    expect(error.message).toBe(`${ENDPOINT} refused (400 invalid_grant MP-121): ${description}`)
  })

  it('says a refusal without a description in fewer words', () => {
    const response = jsonResponse({ error: 'invalid_client' }, 401)
    expect(failureOf(() => readTokenResponse(ENDPOINT, response)).message).toBe(
      `${ENDPOINT} refused (401 invalid_client)`,
    )
  })
})
