import { describe, expect, it } from 'vitest'
import { headerOf } from '../../src/protocol/http-stream.js'

describe('headerOf', () => {
  const headers = [
    ['Content-Type', 'text/plain'],
    ['Link', '<a>'],
    ['X-Empty', ''],
    ['LINK', '<b>'],
  ] as const

  it('finds a header however it was written', () => {
    expect(headerOf(headers, 'content-type')).toBe('text/plain')
  })

  it('joins what came several times, in order', () => {
    expect(headerOf(headers, 'link')).toBe('<a>, <b>')
  })

  it('tells an empty header from none', () => {
    expect([headerOf(headers, 'x-empty'), headerOf(headers, 'constructor')]).toEqual(['', undefined])
  })
})
