import { describe, expect, it } from 'vitest'
import { isObject } from '../../src/protocol/json-body.js'
import { itemSlices, oneLine, sliceAt, withMember } from '../../src/protocol/json-slices.js'
import { jsonText } from '../support/json-documents.js'
import { randomFrom } from '../support/random.js'

const DOCUMENTS = Array.from({ length: 800 }, (_, seed) => jsonText(randomFrom(seed)))

/** The text without the spaces between its tokens. */
function tokens(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|[ \t\r\n]+/g, (found) => (found.startsWith('"') ? found : ''))
}

describe('oneLine', () => {
  it.each([
    ['{"a":1}', '{"a":1}'],
    ['{\n  "a": 1,\r\n  "b": [\n    2\n  ]\n}\n', '{"a": 1,"b": [2]}'],
    ['  [1,\n\n\n2]  ', '[1,2]'],
    ['"\\n"', '"\\n"'],
    ['[1250000.50,9007199254740993,1E400,-0,"\\u00e5"]', '[1250000.50,9007199254740993,1E400,-0,"\\u00e5"]'],
    ['{"b":1,"a":2,"b":3}', '{"b":1,"a":2,"b":3}'],
    ['\ufeff{"a":1}', '{"a":1}'],
  ])('makes one line of %j', (text, line) => {
    expect(oneLine(text)).toBe(line)
  })

  it('changes no token of any document, and leaves no line break', () => {
    for (const text of DOCUMENTS) {
      expect(oneLine(text)).not.toMatch(/[\r\n]/)
      expect(tokens(oneLine(text))).toBe(tokens(text))
      expect(JSON.parse(oneLine(text))).toEqual(JSON.parse(text))
    }
  })
})

/** Every place in a document as JSON.parse sees it. */
function* places(value: unknown, path: string[] = []): Generator<{ path: string[]; value: unknown }> {
  yield { path, value }
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* places(item, [...path, `${index}`])
  else if (isObject(value))
    for (const [name, child] of Object.entries(value)) yield* places(child, [...path, name])
}

describe('sliceAt', () => {
  it('finds in every document what JSON.parse finds, as it is written there', () => {
    let count = 0
    for (const text of DOCUMENTS) {
      for (const { path, value } of places(JSON.parse(text))) {
        const slice = sliceAt(text, path) ?? 'nothing'
        expect(JSON.parse(slice)).toEqual(value)
        expect(text).toContain(slice)
        expect(slice.trim()).toBe(slice)
        count++
      }
    }
    expect(count).toBeGreaterThan(3000)
  })

  it.each([
    [['a'], '{"a":1,"a":2}', '2'],
    [['a'], '{"\\u0061":1}', '1'],
    [['a', '1', 'b'], '{"a":[0,{"b" : "x" }]}', '"x"'],
    [[''], '{"":[]}', '[]'],
    [['__proto__'], '{"__proto__":1}', '1'],
    [[], ' \ufeff{} ', '{}'],
    [['a'], '{"b":{"a":1}}', undefined],
    [['a', 'a'], '{"a":{},"a":1}', undefined],
    [['01'], '[1,2]', undefined],
    [['-'], '[1,2]', undefined],
    [['2'], '[1,2]', undefined],
    [['length'], '[1,2]', undefined],
    [['0'], '"text"', undefined],
    [['toString'], '{}', undefined],
    [['0'], '[]', undefined],
  ])('finds %j in %s: %s', (path, text, slice) => {
    expect(sliceAt(text, path)).toBe(slice)
  })
})

describe('itemSlices', () => {
  it('gives items as they are written, each on one line', () => {
    const text = '{"a":[\r\n{"belop": 1250000.50,\n "x":1,"x":2} ,9007199254740993,\n"]", [\n1\n]\n]}'
    expect(itemSlices(text, ['a'])).toEqual([
      '{"belop": 1250000.50,"x":1,"x":2}',
      '9007199254740993',
      '"]"',
      '[1]',
    ])
  })

  it('takes every list of every document apart into its items and nothing else', () => {
    let count = 0
    for (const text of DOCUMENTS) {
      for (const { path, value } of places(JSON.parse(text))) {
        if (!Array.isArray(value)) continue
        const items = itemSlices(text, path)
        if (!Array.isArray(items)) throw new Error(`${path} is ${items}`)
        expect(items.map((item) => JSON.parse(item))).toEqual(value)
        expect(tokens(`[${items.join(',')}]`)).toBe(tokens(sliceAt(text, path) ?? ''))
        expect(items.join('')).not.toMatch(/[\r\n]/)
        count++
      }
    }
    expect(count).toBeGreaterThan(800)
  })

  it.each([
    ['{"a":null}', []],
    ['{"a":[]}', []],
    ['{"a":[ ]}', []],
    ['{"a":{}}', 'no list'],
    ['{"a":"[]"}', 'no list'],
    ['{"a":0}', 'no list'],
    ['{"a":false}', 'no list'],
    ['{}', 'absent'],
    ['[]', 'absent'],
    ['1', 'absent'],
  ])('says of /a in %s: %j', (text, items) => {
    expect(itemSlices(text, ['a'])).toEqual(items)
  })

  it('takes its time by the length of the text, and minds no depth', () => {
    const deep = `${'['.repeat(300_000)}${']'.repeat(300_000)}`
    const escapes = JSON.stringify('\\'.repeat(300_000) + '"'.repeat(300_000))
    const spaces = `"${' '.repeat(300_000)}"${' \n'.repeat(300_000)}`
    const text = `{"a":[${[deep, escapes, spaces, '1'].join(',')}]}`
    JSON.parse(text)
    const started = performance.now()
    expect(itemSlices(text, ['a'])).toHaveLength(4)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('withMember', () => {
  it.each([
    ['{}', '{"a":[1]}'],
    ['{ }', '{"a":[1] }'],
    ['{"b":1}', '{"b":1,"a":[1]}'],
    ['{\n  "b": 1.50\n}\n', '{\n  "b": 1.50,"a":[1]\n}\n'],
    ['{"b":"{"}', '{"b":"{","a":[1]}'],
    ['{"b":{}}', '{"b":{},"a":[1]}'],
    ['{"a":null}', '{"a":[1]}'],
    ['{ "a" : null , "b":9007199254740993}', '{ "a" : [1] , "b":9007199254740993}'],
    ['{"a":1,"a":2}', '{"a":1,"a":[1]}'],
    ['{"b":{"a":1}}', '{"b":{"a":1},"a":[1]}'],
  ])('puts it into %j', (text, expected) => {
    expect(withMember(text, 'a', '[1]')).toBe(expected)
  })

  it('takes the value as it is', () => {
    expect(withMember('{"a":0}', 'a', '["$&","$1"]')).toBe('{"a":["$&","$1"]}')
  })
})
