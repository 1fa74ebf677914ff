import { describe, expect, it } from 'vitest'
import { readKeptEntry, readKeptToken, writeKeptToken } from '../../../src/flows/token-cache/kept-token.js'
import { NOW } from '../../support/keys.js'
import { anIdentity, aToken } from './support/kept.js'

const file = (text: string) => Buffer.from(text)
const WRITTEN = writeKeptToken(anIdentity(), aToken())

/** The file with one member of its token changed, or without it. */
function changed(member: string, value: unknown): Uint8Array {
  const { token, ...rest } = JSON.parse(WRITTEN)
  return file(JSON.stringify({ ...rest, token: { ...token, [member]: value } }))
}

describe('a kept token', () => {
  it('is read as it was written, for the same request', () => {
    expect(readKeptToken(file(WRITTEN), anIdentity(), NOW)).toEqual(aToken())
  })

  it.each([
    [NOW + 106, true],
    [NOW + 107, true],
    [NOW + 108, false],
    [NOW + 119, false],
    [NOW + 9999, false],
    [NOW - 1, false],
    [NOW - 3600, false],
  ])('at %i is good: %s', (now, good) => {
    expect(readKeptToken(file(WRITTEN), anIdentity(), now) !== undefined).toBe(good)
  })

  it('is not given to another request, although it is found under its name', () => {
    for (const other of [anIdentity({ clientId: 'other' }), anIdentity({ scopes: ['c:d'] })])
      expect(readKeptToken(file(WRITTEN), other, NOW)).toBeUndefined()
  })

  it('is not believed where it says that it lives longer than it was given for', () => {
    const forever = changed('expires_at', NOW + 1_000_000)
    expect(readKeptToken(forever, anIdentity(), NOW)).toBeUndefined()
  })

  it('is none at any length that its file was cut to', () => {
    for (let length = 0; length < WRITTEN.length - 1; length++)
      expect(readKeptEntry(file(WRITTEN.slice(0, length)))).toBeUndefined()
  })

  it.each([
    ...['', 'null', '[]', '"x"', '7', '{}', '\u0000\u0001', WRITTEN.replace('token/1', 'token/2')],
    ...[WRITTEN.replace('"request":{', '"request":[{').replace('},"token"', '}],"token"'), `${WRITTEN}x`],
  ])('is none in a file that holds something else: %j', (text) => {
    expect(readKeptEntry(file(text))).toBeUndefined()
  })

  it.each([
    ['access_token', ['', 'a b', 'a\nb', 7, null, undefined]],
    ['expires_in', ['119', 0, -1, 1.5, 1e12, null, undefined]],
    ['expires_at', ['2026', 1.5, null, undefined]],
    ['scope', [7, null, undefined]],
    ['client_id', [7, null, undefined]],
    ['altinn', [0, 'true', null, undefined]],
  ])('is none with a damaged %s', (member, values) => {
    for (const value of values) expect(readKeptEntry(changed(member, value))).toBeUndefined()
  })

  it('is none where there is no file', () => {
    expect(readKeptToken(undefined, anIdentity(), NOW)).toBeUndefined()
  })
})
