import { describe, expect, it } from 'vitest'
import { readJwt } from '../../src/protocol/jwt.js'
import { part, signJws } from '../sandbox/support/grants.js'
import { failureOf } from '../support/failure.js'
import { privateKey } from '../support/keys.js'

const GOOD = signJws({ alg: 'RS256', kid: 'a-kid' }, { iss: 'x' }, privateKey)

describe('readJwt', () => {
  it('takes a JWT apart', () => {
    expect(readJwt(GOOD)).toEqual({
      header: { alg: 'RS256', kid: 'a-kid' },
      claims: { iss: 'x' },
      signature: Buffer.from(GOOD.split('.')[2] ?? '', 'base64url'),
      signingInput: GOOD.replace(/\.[^.]*$/, ''),
      faults: [],
      repeated: [],
    })
  })

  it.each([
    ['a line break', `${GOOD.slice(0, 30)}\r\n${GOOD.slice(30)}`, 'there are line breaks or spaces in it'],
    ['padding', `${GOOD}==`, 'it has base64 padding'],
    ['a fourth part', `${GOOD}.e30`, 'it has 4 parts, and not three'],
    ['no third part', GOOD.replace(/\.[^.]*$/, ''), 'it has 2 parts, and not three'],
    [
      'plain base64',
      [part({ a: 1 }), Buffer.from('{"b":"~~~>>>?"}').toString('base64').replaceAll('=', ''), 'AA'].join('.'),
      'it is in plain base64, and not in base64url',
    ],
    ['a foreign character', `${GOOD}!`, 'there are characters in it that base64url does not have'],
    [
      'bytes that are not UTF-8',
      [Buffer.from('{"a":"\xe6"}', 'latin1').toString('base64url'), 'e30', 'AA'].join('.'),
      'bytes of the header are not UTF-8',
    ],
  ])('sees through %s, and tells it', (_, text, fault) => {
    expect(readJwt(text).faults).toEqual([fault])
  })

  it('tells names that stand twice, and takes the last', () => {
    const text = [part({}), Buffer.from('{"a":{"b":1,"b":2}}').toString('base64url'), ''].join('.')
    expect(readJwt(text)).toMatchObject({ claims: { a: { b: 2 } }, repeated: ['claims.a.b'] })
  })

  it('keeps a member called __proto__ a member', () => {
    const text = [Buffer.from('{"__proto__":{"alg":"none"}}').toString('base64url'), 'e30', ''].join('.')
    expect(readJwt(text).header.alg).toBeUndefined()
  })

  it.each([
    ['text', 'hemmelig', /form header\.claims\.signature/],
    ['dots', '...', /form header/],
    ['two JWTs', `${GOOD}\n${GOOD}`, /several JWTs/],
    ['a JWE', 'hemmelig.b.c.d.e', /JWE/],
    ['a header that is no JSON', 'hemmelig.e30.AA', /its header cannot be read/],
    ['a header that is null', [part(null), 'e30', 'AA'].join('.'), /its header is no JSON object/],
    ['claims that are an array', [part({}), part([]), 'AA'].join('.'), /its claims are no JSON object/],
    ['claims without a bottom', [part({}), deep(100_000), 'AA'].join('.'), /its claims go too deep/],
    ['a header without a bottom', [deep(65), 'e30', 'AA'].join('.'), /its header goes too deep/],
    ['a nested JWT', [part({ cty: 'JWT' }), 'hemmelig', 'AA'].join('.'), /nested/],
    [
      'a nested JWT that does not say so',
      [part({}), Buffer.from(GOOD).toString('base64url'), 'AA'].join('.'),
      /nested/,
    ],
  ])('does not read %s, and does not repeat it', (_, text, message) => {
    const error = failureOf(() => readJwt(text))
    expect(error.code).toBe('MP_JWT_UNREADABLE')
    expect(error.message).toMatch(message)
    expect(error.message).not.toContain('hemmelig')
  })
})

function deep(levels: number): string {
  return Buffer.from('['.repeat(levels) + ']'.repeat(levels)).toString('base64url')
}
