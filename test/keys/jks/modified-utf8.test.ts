import { describe, expect, it } from 'vitest'
import { fromModifiedUtf8 } from '../../../src/keys/jks/modified-utf8.js'

describe('fromModifiedUtf8', () => {
  it.each([
    ['', ''],
    ['61757468', 'auth'],
    ['6ec3b8', 'nø'],
    ['e282ac', '€'],
    ['c080', '\0'],
    ['00', '\0'],
    ['eda0beedbb90', '🫐'],
    ['eda0be', '\ud83e'],
  ])('reads %s', (hex, text) => {
    expect(fromModifiedUtf8(Buffer.from(hex, 'hex'))).toBe(text)
  })

  it.each(['80', 'c3', 'c361', 'e282', 'e28261', 'f09faB90', 'ff'])('refuses %s', (hex) => {
    expect(() => fromModifiedUtf8(Buffer.from(hex, 'hex'))).toThrow('is damaged: a name is malformed')
  })
})
