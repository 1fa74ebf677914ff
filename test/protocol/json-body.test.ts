import { describe, expect, it } from 'vitest'
import { isObject, readJsonObject } from '../../src/protocol/json-body.js'
import { failureOf } from '../support/failure.js'
import { jsonResponse } from '../support/responses.js'

const URL = 'https://test.maskinporten.no/token'

describe('readJsonObject', () => {
  it('gives the object, whatever status and type it came with', () => {
    expect(readJsonObject(URL, { status: 500, headers: {}, body: ' {"a":{"b":[1]}} ' })).toEqual({
      a: { b: [1] },
    })
  })

  it.each(['', 'null', '[]', '"text"', '1', 'true', '{"a":', '<html>', '{"a":1}{"a":2}'])(
    'refuses the body %j',
    (body) => {
      const error = failureOf(() => readJsonObject(URL, { status: 200, headers: {}, body }))
      expect(error.code).toBe('MP_RESPONSE_MALFORMED')
      expect(error.message).toContain(`${URL} answered 200`)
    },
  )

  it('never repeats the body, which may hold a token', () => {
    const body = '{"access_token":"geheim'
    const error = failureOf(() => readJsonObject(URL, { ...jsonResponse(null), body }))
    expect(`${error.message}${error.stack}${error.cause}`).not.toContain('geheim')
  })

  it('says that the body was empty', () => {
    const error = failureOf(() => readJsonObject(URL, { status: 502, headers: {}, body: '' }))
    expect(error.message).toBe(`${URL} answered 502 with an empty body`)
  })

  it('says that it was a redirect, whatever stood in the body', () => {
    const headers = { location: 'https://elsewhere.example/', 'content-type': 'text/html' }
    const error = failureOf(() => readJsonObject(URL, { status: 302, headers, body: '' }))
    expect(error.message).toMatch(/redirect/)
    expect(error.message).not.toContain('elsewhere')
  })

  it('names the type of a body that is no JSON, without its parameters', () => {
    const headers = { 'content-type': 'text/html; charset=utf-8' }
    const error = failureOf(() => readJsonObject(URL, { status: 503, headers, body: '<h1>' }))
    expect(error.message).toBe(`${URL} answered 503 with a body of type text/html`)
  })

  it.each([{}, { 'content-type': 'application/json; charset=utf-8' }])(
    'says of JSON that is something else that it is no object: %j',
    (headers) => {
      const error = failureOf(() => readJsonObject(URL, { status: 200, headers, body: '[]' }))
      expect(error.message).toBe(`${URL} answered 200 with a body that is not a JSON object`)
    },
  )

  it('lets nothing of the type reach the terminal but printable characters', () => {
    const headers = { 'content-type': 'text/\u009b31mred\u0007' }
    const error = failureOf(() => readJsonObject(URL, { status: 200, headers, body: 'x' }))
    expect(error.message).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
  })
})

describe('isObject', () => {
  it.each([[{}], [{ a: 1 }], [Object.create(null)]])('takes %j', (value) => {
    expect(isObject(value)).toBe(true)
  })

  it.each([[null], [undefined], [[]], ['text'], [1], [true]])('refuses %j', (value) => {
    expect(isObject(value)).toBe(false)
  })
})
