import { describe, expect, it } from 'vitest'
import { isUnavailable, retryAfterOf, unavailable } from '../../src/protocol/unavailable.js'
import { NOW } from '../support/keys.js'

const date = (second: number) => new Date(second * 1000).toUTCString()

it.each([
  [[429, 502, 503, 504], true],
  [[200, 301, 400, 401, 403, 404, 408, 500, 501, 505], false],
])('of %j it is %s that the same may be answered later', (statuses, later) => {
  for (const status of statuses) expect(isUnavailable({ status })).toBe(later)
})

describe('retryAfterOf', () => {
  it.each([
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '7' }, 7],
    [{ 'retry-after': ' 120 ' }, 120],
    [{ 'retry-after': date(NOW + 9) }, 9],
    [{ 'retry-after': date(NOW - 9) }, 0],
    [{ 'retry-after': date(NOW + 3609), date: date(NOW + 3600) }, 9],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '' }, undefined],
    [{}, undefined],
  ])('is read from %j as %s', (headers, seconds) => {
    expect(retryAfterOf({ headers }, NOW)).toBe(seconds)
  })

  it.each(['-5', '1.5', '5s', '1e3', '99999999999'])('takes no number from %j', (text) => {
    expect(retryAfterOf({ headers: { 'retry-after': text } }, NOW) ?? 0).toBe(0)
  })
})

it('says who answered with what, and for how long it wants to be left alone', () => {
  const request = { method: 'POST', url: 'https://a.example/token', headers: {}, body: 'assertion=geheim' }
  const failure = (headers = {}) => unavailable(request, { status: 503, headers, body: 'x' }, NOW)
  expect(failure()).toMatchObject({
    code: 'MP_UNAVAILABLE',
    message: 'POST https://a.example/token answered 503',
  })
  expect(failure({ 'retry-after': '90' }).message).toBe(
    'POST https://a.example/token answered 503, and asks to be left alone for 90 s',
  )
})

it("says Altinn's code where the answer has one", () => {
  const request = { method: 'GET', url: 'https://a.example/x' }
  const body = '{"title":"Too Many Requests","code":"AUTH-00073"}'
  expect(unavailable(request, { status: 429, headers: {}, body }, NOW)).toMatchObject({
    message: 'GET https://a.example/x answered 429 (AUTH-00073)',
    refusal: { code: 'AUTH-00073', status: 429 },
  })
})
