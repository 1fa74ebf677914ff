import { describe, expect, it } from 'vitest'
import { changedFields, isSameValue } from '../../../src/protocol/selfservice/same-value.js'

describe('isSameValue', () => {
  it.each([
    [1, 1],
    [null, null],
    ['a', 'a'],
    [
      { a: 1, b: [1, 2] },
      { b: [2, 1], a: 1 },
    ],
    [
      [{ kid: 'a' }, { kid: 'b' }],
      [{ kid: 'b' }, { kid: 'a' }],
    ],
    [undefined, undefined],
  ])('finds %j the same as %j', (one, other) => {
    expect(isSameValue(one, other)).toBe(true)
  })

  it.each([
    [1, '1'],
    [1, true],
    [null, undefined],
    [null, 'null'],
    [[], {}],
    [['a'], ['a', 'a']],
    [['a', 'b'], ['a,b']],
    [
      ['a"', 'b'],
      ['a', '"b'],
    ],
    [{ a: 1 }, { a: 1, b: null }],
    [{ a: [1] }, { a: [2] }],
    ['', undefined],
    [[[1], [2]], [[1, 2]]],
  ])('finds %j another than %j', (one, other) => {
    expect(isSameValue(one, other)).toBe(false)
  })
})

describe('changedFields', () => {
  it('names what is other, gone or new', () => {
    expect(changedFields({ a: 1, b: 2, c: [1, 2] }, { a: 1, b: 3, c: [2, 1], d: 0 })).toEqual(['b', 'd'])
    expect(changedFields({ a: 1, b: 2 }, { a: 1 })).toEqual(['b'])
    expect(changedFields({}, {})).toEqual([])
  })
})
