import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../src/protocol/json-body.js'
import {
  readKeySet,
  toRegisteredKey,
  viewKeys,
  withKey,
  withoutKey,
} from '../../../src/protocol/selfservice/key-set.js'
import { codeOf, failureOf } from '../../support/failure.js'
import { HARMFUL } from './support/harmful.js'

const KEY = { kty: 'RSA', use: 'sig', alg: 'RS256', kid: 'ny', n: 'sXchDA', e: 'AQAB' }
const GET = { method: 'GET', path: ['clients', 'a', 'jwks'] } as const

/** A set of keys with these kids, each another key, the last to expire first. */
const setOf = (...kids: string[]) => ({
  keys: kids.map((kid, i) => ({ ...KEY, kid, n: `sXch${'ABCDEFG'[i]}A`, exp: 2000 - i })),
  created: 'then',
})
const kidsOf = ({ keys }: { keys: JsonObject[] }) => keys.map(({ kid }) => kid)

describe('toRegisteredKey', () => {
  it('takes what Digdir takes and nothing beside', () => {
    const jwk = {
      ...KEY,
      exp: 1800000000,
      x5c: ['MII'],
      d: 'x',
      p: 'x',
      q: 'x',
      dp: 'x',
      dq: 'x',
      qi: 'x',
      key_ops: ['sign'],
    }
    expect(toRegisteredKey(jwk)).toEqual({ ...KEY, exp: 1800000000, x5c: ['MII'] })
  })

  it('says use and alg where the key says neither', () => {
    const { use: _, alg: __, ...bare } = KEY
    expect(toRegisteredKey(bare)).toEqual(KEY)
  })

  it.each(['RS384', 'RS512'])('keeps the algorithm %s', (alg) => {
    expect(toRegisteredKey({ ...KEY, alg }).alg).toBe(alg)
  })

  it.each([
    ['kty', 'EC'],
    ['kty', 'oct'],
    ['kty', undefined],
    ['n', undefined],
    ['n', 7],
    ['e', null],
    ['use', 'enc'],
    ['alg', 'PS256'],
    ['alg', 'none'],
    ['alg', 7],
  ])('refuses a key whose %s is %j', (name, value) => {
    expect(codeOf(() => toRegisteredKey({ ...KEY, [name]: value }))).toBe('MP_KEY_UNSUPPORTED')
  })

  it.each([...HARMFUL, 'a b', 'a:b', 7, undefined, null])('refuses the kid %j', (kid) => {
    expect(codeOf(() => toRegisteredKey({ ...KEY, kid }))).toBe('MP_USAGE')
  })

  it('leaves out an expiry and certificates that are none', () => {
    expect(toRegisteredKey({ ...KEY, exp: '2026', x5c: [7] })).toEqual(KEY)
  })
})

describe('withKey', () => {
  it('puts it behind those that are there, and keeps what else the set says', () => {
    const set = { ...setOf('a', 'b'), more: 1 }
    expect(withKey(set, KEY, 'c')).toEqual({ ...set, keys: [...set.keys, KEY] })
  })

  it('takes a fifth key and no sixth', () => {
    expect(kidsOf(withKey(setOf('a', 'b', 'c', 'd'), KEY, 'x'))).toEqual(['a', 'b', 'c', 'd', 'ny'])
    const error = failureOf(() => withKey(setOf('a', 'b', 'c', 'd', 'e'), KEY, 'x'))
    expect(error.code).toBe('MP_KEY_ROOM')
    expect(error.message).toBe(
      'client "x" has 5 keys, and 5 is all: "a", "b", "c", "d", "e"; "e" expires first',
    )
  })

  it('names no first to expire where no key says when', () => {
    const keys = setOf('a', 'b', 'c', 'd', 'e').keys.map(({ exp: _, ...key }) => key)
    expect(failureOf(() => withKey({ keys }, KEY, 'x')).message).toMatch(/"d", "e"$/)
  })

  it('renews the same key of the same kid in a full set, in its old place and without its old expiry', () => {
    const set = setOf('a', 'ny', 'c', 'd', 'e')
    const old = { ...KEY, n: 'AACxdyEM', exp: 1, x5c: ['MII'] } // the same number, with leading zeros
    const renewed = withKey({ keys: set.keys.with(1, old) }, KEY, 'x')
    expect(renewed.keys).toEqual(set.keys.with(1, { ...KEY, x5c: ['MII'] } as never))
    expect(withKey({ keys: [old] }, { ...KEY, exp: 9 }, 'x').keys).toEqual([{ ...KEY, x5c: ['MII'], exp: 9 }])
  })

  it.each([
    ['n', 'sXchAA'],
    ['e', 'AAAD'],
    ['kty', 'EC'],
  ])('does not put a key in the place of another whose %s differs', (name, value) => {
    const error = failureOf(() => withKey({ keys: [{ ...KEY, [name]: value }] }, KEY, 'x'))
    expect(error.code).toBe('MP_KEY_KID_TAKEN')
    expect(error.message).toBe('kid "ny" is another key\'s at client "x"')
  })
})

describe('withoutKey', () => {
  it('takes one away and keeps the others', () => {
    expect(withoutKey(setOf('a', 'b', 'c'), 'b', 'x')).toEqual({
      ...setOf('a', 'b', 'c'),
      keys: [setOf('a', 'b', 'c').keys[0], setOf('a', 'b', 'c').keys[2]],
    })
  })

  it.each([
    [setOf('a', 'b'), 'client "x" has no key "z": it has "a", "b"'],
    [setOf(), 'client "x" has no key "z": it has none'],
  ])('says what there is where the kid is not', (set, message) => {
    const error = failureOf(() => withoutKey(set, 'z', 'x'))
    expect(error.code).toBe('MP_NOT_FOUND')
    expect(error.message).toBe(message)
  })
})

describe('readKeySet', () => {
  it('takes an object with nothing in it for an empty set', () => {
    expect(readKeySet(GET, {})).toEqual({ keys: [] })
  })

  it.each([
    [undefined],
    [null],
    [[]],
    ['x'],
    [{ keys: {} }],
    [{ keys: ['x'] }],
    [{ created: 'then' }],
    [{ keys: null }],
  ])('takes %j for no set at all: it would be written back wrongly', (answer) => {
    expect(codeOf(() => readKeySet(GET, answer))).toBe('MP_RESPONSE_MALFORMED')
    expect(codeOf(() => readKeySet({ ...GET, method: 'POST' }, answer))).toBe('MP_UNANSWERED')
  })
})

describe('viewKeys', () => {
  it('tells keys apart, and not what the API says of them', () => {
    const { keys } = setOf('a', 'b')
    const dressed = keys.map((key) => ({ ...key, exp: 7, created: 'now' }))
    expect(viewKeys({ keys: dressed })).toEqual(viewKeys({ keys }))
    expect(viewKeys({ keys })).not.toEqual(viewKeys({ keys: keys.slice(1) }))
  })
})
