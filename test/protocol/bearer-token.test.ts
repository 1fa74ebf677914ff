import { expect, it } from 'vitest'
import { isBearerToken } from '../../src/protocol/bearer-token.js'

it.each(['a', 'aa.bb-c_c.dd', 'A0-._~+/', 'base64==', 'x'.repeat(5000)])('%j is a token', (token) => {
  expect(isBearerToken(token)).toBe(true)
})

it.each([
  ...['', '=', 'a b', 'a=b', 'a\n', '\na', 'a\r\nX: y', 'a\u0000', "a'b", 'a"b', 'a\\b', 'a$b', 'a`b', 'å'],
  ...[7, null, undefined, {}, ['a'], true],
])('%j is none', (value) => {
  expect(isBearerToken(value)).toBe(false)
})
