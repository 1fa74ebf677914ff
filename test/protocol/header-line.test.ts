import { describe, expect, it } from 'vitest'
import { parseHeaderLine } from '../../src/protocol/header-line.js'
import { failureOf } from '../support/failure.js'

const FORM = '--header is not of the form "Name: value", "Name:" or "Name;"'
const HOP = 'it changes how the request travels (RFC 9110 section 7.6.1)'

describe('parseHeaderLine', () => {
  it.each([
    ['Accept: text/csv', { name: 'Accept', value: 'text/csv' }],
    ['accept:text/csv', { name: 'accept', value: 'text/csv' }],
    ['X-A: \t b  c \t', { name: 'X-A', value: 'b  c' }],
    ['X-A: b\tc', { name: 'X-A', value: 'b\tc' }],
    ['X-Url: https://a.no:1/?b=c;d', { name: 'X-Url', value: 'https://a.no:1/?b=c;d' }],
    ['X-A: ~!"', { name: 'X-A', value: '~!"' }],
    ["!#$%&'*+.^_`|~-09azAZ: 1", { name: "!#$%&'*+.^_`|~-09azAZ", value: '1' }],
    ['X-A: b;', { name: 'X-A', value: 'b;' }],
    ['Content-Type:', { name: 'Content-Type', remove: true }],
    ['Content-Type: \t ', { name: 'Content-Type', remove: true }],
    ['X-Empty;', { name: 'X-Empty', value: '' }],
  ])('reads %j', (text, line) => {
    expect(parseHeaderLine(text)).toEqual(line)
  })

  it.each([
    ['', 'nothing'],
    ['eyJhbGciOi', 'a value alone'],
    [': secret', 'no name'],
    [';', 'a semicolon alone'],
    ['X A: b', 'a space in the name'],
    ['X-A : b', 'a space before the colon, which servers read differently'],
    [' X-A: b', 'a space before the name, which would continue the line above'],
    ['X-A;b: c', 'a semicolon in the name'],
    ['X-Æ: b', 'a letter beyond ASCII'],
    ['X-A\r\nX-B: c', 'a line break in the name'],
    ['X-A\r\nX-B;', 'a line break in an empty header'],
    ['X-A\u0000: b', 'a NUL in the name'],
    ['@headers.txt', "curl's file of headers"],
    ['"X-A": b', 'quotes around the name'],
  ])('refuses %j: %s', (text) => {
    expect(failureOf(() => parseHeaderLine(text))).toMatchObject({ code: 'MP_USAGE', message: FORM })
  })

  it.each([
    'a\r\nAuthorization: Bearer x',
    'a\nb',
    'a\rb',
    '\r\n',
    'a\n',
    '\u00a0',
    'a\u0000',
    'a\u0001b',
    '\u001b[31m',
    'a\u007f',
    'a\u0080',
    'blåbær',
    'a\u2028b',
    '\u{1f600}',
    '\u010d\u010a',
  ])('refuses the value %j, and does not repeat it', (value) => {
    const error = failureOf(() => parseHeaderLine(`X-A: ${value}`))
    expect(error).toMatchObject({
      code: 'MP_USAGE',
      message: '--header "X-A" holds other characters than visible ASCII, spaces and tabs',
    })
  })

  it.each([
    ['Authorization', 'mp puts the token there'],
    ['Host', 'mp sets it by the URL and the body'],
    ['Content-Length', 'mp sets it by the URL and the body'],
    ['Transfer-Encoding', 'mp sets it by the URL and the body'],
    ['Connection', HOP],
    ['Keep-Alive', HOP],
    ['Upgrade', HOP],
    ['Expect', HOP],
    ['TE', HOP],
    ['Trailer', HOP],
    ['Proxy-Connection', HOP],
    ['Proxy-Authorization', "a proxy's credentials belong to the proxy's own URL"],
  ])('refuses %s, set, emptied or taken away, however it is written', (name, reason) => {
    for (const spelt of [name, name.toUpperCase(), name.toLowerCase()]) {
      for (const rest of [': s3cret', ':', ';'])
        expect(failureOf(() => parseHeaderLine(spelt + rest))).toMatchObject({
          code: 'MP_USAGE',
          message: `--header "${spelt}" is refused: ${reason}`,
        })
    }
  })

  it.each(['Accept', 'Content-Type', 'User-Agent', 'X-Authorization', 'Hosts', 'Range'])(
    'leaves %s to the person',
    (name) => {
      expect(parseHeaderLine(`${name}: x`)).toEqual({ name, value: 'x' })
    },
  )
})
