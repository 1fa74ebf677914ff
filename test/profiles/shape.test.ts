import { describe, expect, it } from 'vitest'
import { problemsOf, type Shape } from '../../src/profiles/shape.js'

const TEXT: Shape = { kind: 'text' }
const ANIMAL: Shape = { kind: 'text', holds: (text) => text === 'cat', otherwise: 'must be a cat' }
const EVEN: Shape = { kind: 'text', holds: (text) => text.length % 2 === 1 }
const EITHER: Shape = {
  kind: 'either',
  of: [
    { kind: 'object', fields: { one: TEXT } },
    { kind: 'object', fields: { two: { kind: 'list', of: TEXT, ifEmpty: 'must name something' } } },
    TEXT,
  ],
  otherwise: 'must be one of the three',
}
const OBJECT: Shape = {
  kind: 'object',
  fields: { name: TEXT, size: { kind: 'seconds', least: 1, most: 9 } },
  required: ['name'],
}
const OPEN: Shape = { kind: 'object', fields: { type: TEXT }, required: ['type'], open: true }

function messages(shape: Shape, value: unknown): string[] {
  return problemsOf(shape, value).map(({ path, message }) => (path === '' ? message : `${path} ${message}`))
}

describe('problemsOf', () => {
  it.each([
    [TEXT, 'x'],
    [ANIMAL, 'cat'],
    [{ kind: 'boolean' }, false],
    [{ kind: 'seconds', least: 1, most: 9 }, 1],
    [{ kind: 'seconds', least: 1, most: 9 }, 9],
    [{ kind: 'one-of', values: ['a', 'b'], otherwise: '' }, 'b'],
    [{ kind: 'list', of: TEXT }, []],
    [{ kind: 'list', of: TEXT }, ['x', 'y']],
    [{ kind: 'record', of: TEXT }, { anything: 'x' }],
    [OBJECT, { name: 'x' }],
    [OBJECT, { name: 'x', size: 3 }],
    [OPEN, { type: 'x', more: [1] }],
    [EITHER, { one: 'x' }],
    [EITHER, { two: ['x'] }],
    [EITHER, 'x'],
  ] as [Shape, unknown][])('finds none with %j: %j', (shape, value) => {
    expect(problemsOf(shape, value)).toEqual([])
  })

  it.each([
    [TEXT, '', ['must not be empty']],
    [TEXT, 7, ['must be a string: put it in quotes']],
    [TEXT, true, ['must be a string']],
    [TEXT, null, ['must be a string']],
    [ANIMAL, 'dog', ['must be a cat']],
    [EVEN, '', ['must not be empty']],
    [{ kind: 'boolean' }, 'true', ['must be a boolean']],
    [{ kind: 'boolean' }, 0, ['must be a boolean']],
    [{ kind: 'seconds', least: 1, most: 9 }, '1', ['must be a number']],
    [{ kind: 'seconds', least: 1, most: 9 }, 0, ['must be at least 1 second']],
    [{ kind: 'seconds', least: 1, most: 9 }, 10, ['must be at most 9 seconds']],
    [{ kind: 'seconds', least: 1, most: 9 }, 1.5, ['must be whole seconds']],
    [{ kind: 'seconds', least: 1, most: 9 }, Number.NaN, ['must be whole seconds']],
    [{ kind: 'one-of', values: ['a'], otherwise: 'must be a' }, 'b', ['must be a']],
    [{ kind: 'one-of', values: ['a'], otherwise: 'must be a' }, ['a'], ['must be a string']],
    [{ kind: 'list', of: TEXT }, 'x', ['must be a list']],
    [{ kind: 'list', of: TEXT }, { 0: 'x' }, ['must be a list']],
    [
      { kind: 'list', of: TEXT },
      ['x', 7, ''],
      ['1 must be a string: put it in quotes', '2 must not be empty'],
    ],
    [{ kind: 'list', of: TEXT, ifEmpty: 'must name something' }, [], ['must name something']],
    [{ kind: 'record', of: TEXT }, ['x'], ['must be an object']],
    [
      { kind: 'record', of: TEXT },
      { a: 1, b: 'x', c: 2 },
      ['a must be a string: put it in quotes', 'c must be a string: put it in quotes'],
    ],
    [OBJECT, null, ['must be an object']],
    [OBJECT, [], ['must be an object']],
    [OBJECT, {}, ['name is missing']],
    [
      OBJECT,
      { size: 'x', nme: 'x' },
      ['size must be a number', 'nme is not a setting that mp knows', 'name is missing'],
    ],
    [OBJECT, { name: 'x', toString: 'x' }, ['toString is not a setting that mp knows']],
    [OBJECT, JSON.parse('{"name":"x","__proto__":{}}'), ['__proto__ is not a setting that mp knows']],
    [OPEN, { more: 1 }, ['type is missing']],
    [EITHER, { three: 'x' }, ['must be one of the three']],
    [EITHER, { one: 'x', two: ['x'] }, ['must be one of the three']],
    [EITHER, { one: 7 }, ['must be one of the three']],
    [EITHER, {}, ['must be one of the three']],
    [EITHER, 7, ['must be one of the three']],
    [EITHER, { one: '' }, ['one must not be empty']],
    [EITHER, { two: [] }, ['two must name something']],
    [EITHER, { two: ['x', ''] }, ['two.1 must not be empty']],
    [EITHER, '', ['must not be empty']],
  ] as [Shape, unknown, string[]][])('finds in %j with %j: %j', (shape, value, found) => {
    expect(messages(shape, value)).toEqual(found)
  })

  it('names the place with dots, from where it was told to begin', () => {
    const deep: Shape = { kind: 'record', of: { kind: 'list', of: OBJECT } }
    expect(problemsOf(deep, { a: [{ name: 'x' }, { name: 7 }] }, 'top')).toEqual([
      { path: 'top.a.1.name', message: 'must be a string: put it in quotes' },
    ])
  })

  it('suggests a name of the same object', () => {
    expect(problemsOf(OBJECT, { name: 'x', sise: 1 })).toEqual([
      { path: 'sise', message: 'is not a setting that mp knows', suggestion: 'size' },
    ])
    expect(problemsOf(OBJECT, { name: 'x', zzzz: 1 })[0]).not.toHaveProperty('suggestion')
  })
})
