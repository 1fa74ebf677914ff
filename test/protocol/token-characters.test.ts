import { expect, it } from 'vitest'
import { isToken } from '../../src/protocol/token-characters.js'

it.each(['a', 'aa.bb-c_c.dd', 'A0-._~+/', 'base64==', 'x'.repeat(5000)])('%j is a token', (token) => {
  expect(isToken(token)).toBe(true)
})

it.each([
  ...['', '=', 'a b', 'a=b', 'a\n', '\na', 'a\r\nX: y', 'a\u0000', "a'b", 'a"b', 'a\\b', 'a$b', 'a`b', 'å'],
  ...[7, null, undefined, {}, ['a'], true],
])('%j is none', (value) => {
  expect(isToken(value)).toBe(false)
})
