import { describe, expect, it } from 'vitest'
import { harmless, printable } from '../src/printable.js'

describe('printable', () => {
  it.each([
    ['as it is', 'as it is'],
    ['blåbær € 😀', 'blåbær € 😀'],
    ['', ''],
    ['one\r\ntwo', 'one two'],
    ['a\u0000\u0007\u001b[31mb', 'a [31mb'],
    ['a\u007f\u0080\u009b2Jb', 'a 2Jb'],
    ['a\u2028b\u2029c', 'a b c'],
    ['\u00a0', '\u00a0'],
  ])('makes %j into %j', (text, shown) => {
    expect(printable(text)).toBe(shown)
  })

  it('ends after a thousand letters', () => {
    expect(printable('x'.repeat(1000))).toHaveLength(1000)
    expect(printable('x'.repeat(1001))).toHaveLength(1000)
  })
})

describe('harmless', () => {
  it('steers no terminal, and cuts nothing off', () => {
    expect(harmless(`a\u001b[31m\r\nb${'x'.repeat(2000)}`)).toBe(`a [31m b${'x'.repeat(2000)}`)
  })
})
