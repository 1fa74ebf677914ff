import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/profiles/parse-config.js'
import { rejectionOf } from '../support/failure.js'
import { oneOf, randomFrom } from '../support/random.js'

const LABEL = 'the/file'

describe('which language a file is in', () => {
  it.each([
    ['a.json', '{"a":1}'],
    ['a.json', '\ufeff{"a":1}'],
    ['a.json', ' \n{"a":1}\r\n'],
    ['a.yaml', 'a: 1'],
    ['a.yml', 'a: 1 # a comment'],
    ['a.yaml', '{"a":1}'],
    ['a.yaml', '---\na: 1\n'],
    ['a.yml', '{a: 1}'],
    ['.maskinportenrc', '{"a":1}'],
    ['.maskinportenrc', '\n  {"a":1}'],
    ['.maskinportenrc', 'a: 1'],
    ['config', 'a: 1'],
  ])('reads %s with %j', async (path, text) => {
    expect(await parseConfig(text, path, LABEL)).toEqual({ a: 1 })
  })

  it.each([
    ['a.json', 'a: 1'],
    ['a.json', '{a: 1}'],
    ['a.json', '{"a": 1,}'],
    ['a.json', '{"a": 1} // a comment'],
    ['.maskinportenrc', '{a: 1}'],
  ])('does not read %s with %j', async (path, text) => {
    const error = await rejectionOf(parseConfig(text, path, LABEL))
    expect(error.code).toBe('MP_CONFIG_UNREADABLE')
    expect(error.message).toContain('"the/file" is not valid JSON')
  })
})

describe('what is wrong with JSON', () => {
  it.each([
    ['{\n  "a": 1,\n}', 3, 1],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ['{"a"', 1, 5],
    ['{\n"a": "never closed', 2, 19],
    ['{"a": 1}}', 1, 9],
    ['{\r\n  "a": ,\r\n}', 2, 8],
    ['{"a": "x}", "b": }', 1, 18],
    ['{"a": tru\n}', 1, 10],
    ['[1, 2', 1, 6],
    ['[', 1, 2],
    ['{\n"a":', 2, 5],
    ['a', 1, 1],
    ['{"a": }', 1, 7],
    ["{'a': 1}", 1, 2],
  ])('stands in %j at line %i, column %i', async (text, line, column) => {
    const { message } = await rejectionOf(parseConfig(text, 'a.json', LABEL))
    expect(message).toBe(`"the/file" is not valid JSON: line ${line}, column ${column}`)
  })

  it('is found wherever one letter of a long file is spoilt', async () => {
    const profiles = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`p${index}`, { clientId: 'abc', scopes: ['a:b', 'a:b'] }]),
    )
    const text = JSON.stringify({ profiles }, null, 2)
    const places = [...text.matchAll(/[:,[\]{}](?=\s)/g)].map(({ index }) => index)
    const random = randomFrom(5)
    for (let round = 0; round < 60; round++) {
      const at = oneOf(random, places)
      const spoilt = `${text.slice(0, at)};${text.slice(at + 1)}`
      const before = text.slice(0, at).split('\n')
      const { message } = await rejectionOf(parseConfig(spoilt, 'a.json', LABEL))
      expect(message).toContain(`line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`)
    }
  })
})

describe('what is wrong with YAML', () => {
  it.each([
    ['a: 1\nb: [1\nc: 2', 3],
    ['a: b: c', 1],
    ['a: 1\nb: 2\na: 3', 3],
    ['a: 1\n\tb: 2', 2],
    ['a: "never closed\n', 2],
    ['password: x\n  y: z', 2],
    ['a: *unknown', 1],
  ])('stands in %j at line %i', async (text, line) => {
    const error = await rejectionOf(parseConfig(text, 'a.yaml', LABEL))
    expect(error.code).toBe('MP_CONFIG_UNREADABLE')
    expect(error.message).toMatch(new RegExp(`^"the/file" is not valid YAML: line ${line}\\b`))
  })

  it('stands in a column, too', async () => {
    const { message } = await rejectionOf(parseConfig('a: 1\nb: c: d', 'a.yaml', LABEL))
    expect(message).toBe('"the/file" is not valid YAML: line 2, column 5')
  })

  it('is more than one document', async () => {
    const { message } = await rejectionOf(parseConfig('--- 1\n--- 2', 'a.yaml', LABEL))
    expect(message).toContain('"the/file" is not valid YAML')
  })
})

describe('what no person wrote down', () => {
  const wide = (aliased: string) => Array(10).fill(aliased).join(', ')
  const laughs = Array.from({ length: 12 }, (_, at) => `a${at + 1}: &a${at + 1} [${wide(`*a${at}`)}]`)

  it.each([
    ['a.json', '['.repeat(200_000) + ']'.repeat(200_000), 'goes deeper than 100 levels'],
    ['a.json', '{"a":'.repeat(101) + 1 + '}'.repeat(101), 'goes deeper than 100 levels'],
    ['a.yaml', 'a: &a\n  b: *a', 'goes deeper than 100 levels'],
    ['a.yaml', ['a0: &a0 x', ...laughs].join('\n'), 'comes to more than can be read'],
  ])('is not read from %s', async (path, text, reason) => {
    const error = await rejectionOf(parseConfig(text, path, LABEL))
    expect(error).toMatchObject({ code: 'MP_CONFIG_UNREADABLE', message: `"the/file" ${reason}` })
  })

  it('begins below a hundred levels, and beyond what aliases are for', async () => {
    const deep = await parseConfig('{"a":'.repeat(100) + 1 + '}'.repeat(100), 'a.json', LABEL)
    expect(JSON.stringify(deep)).toHaveLength(601)
    const shared = await parseConfig('a: &a [1]\nb: *a\nc: [*a, *a]', 'a.yaml', LABEL)
    expect(shared).toEqual({ a: [1], b: [1], c: [[1], [1]] })
  })
})

it.each([
  'a: !!js/function "function () { return 1 }"',
  'a: !!js/regexp /x/',
  'a: !!js/undefined',
  'a: !!python/object/apply:os.system ["true"]',
  '!<tag:yaml.org,2002:js/function> "x"',
])('makes nothing but data of YAML: %s', async (text) => {
  expect((await rejectionOf(parseConfig(text, 'a.yaml', LABEL))).code).toBe('MP_CONFIG_UNREADABLE')
})

it('leaves the prototype of everything alone', async () => {
  const json = await parseConfig('{"__proto__": {"polluted": 1}}', 'a.json', LABEL)
  const yaml = await parseConfig('__proto__:\n  polluted: 1', 'a.yaml', LABEL)
  for (const data of [json, yaml]) {
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  }
})

it('never repeats a letter of what it could not read: it may hold a password', async () => {
  const random = randomFrom(6)
  const good = {
    'a.json': JSON.stringify({ profiles: { t: { key: { password: 'hunter2-geheim' } } } }, null, 1),
    'a.yaml': 'profiles:\n  t:\n    key:\n      password: hunter2-geheim\n',
  }
  for (const [path, text] of Object.entries(good)) {
    for (let round = 0; round < 200; round++) {
      const at = Math.floor(random() * text.length)
      const spoilt =
        text.slice(0, at) + oneOf(random, ['"', '}', ':', '\t', '', '\u0000', '%']) + text.slice(at + 1)
      const outcome = await parseConfig(spoilt, path, LABEL).catch((error: Error) => error)
      if (!(outcome instanceof Error)) continue
      const shown = `${outcome.message} ${outcome.stack} ${outcome.cause}`.replaceAll(import.meta.url, '')
      expect(shown).not.toMatch(/hunter|geheim|profiles:/)
      expect(outcome.message).toMatch(/^"the\/file" is not valid (JSON|YAML)(: line \d+(, column \d+)?)?$/)
    }
  }
})
