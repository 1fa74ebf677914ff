import { describe, expect, it } from 'vitest'
import { isToken } from '../../src/protocol/http-token.js'

describe('isToken', () => {
  it('takes the letters of RFC 9110 section 5.6.2 and no other of the first 256', () => {
    const taken = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code))
      .filter(isToken)
      .join('')
    expect(taken).toBe("!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~")
  })

  it.each(['', 'A B', 'A\n', '\nA', 'GET /', 'Å'])('does not take %j', (text) => {
    expect(isToken(text)).toBe(false)
  })
})
