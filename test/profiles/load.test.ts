import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeFiles } from '../../src/platform/files.js'
import { loadConfig, problemText, readConfig, SEARCH_PLACES } from '../../src/profiles/load.js'
import { directoryWith } from '../support/directory.js'
import { codeOfRejection, rejectionOf } from '../support/failure.js'

/** The configuration seen from `project/` in a directory with these files; the user's own is in `user/`. */
function load(
  files: Record<string, string>,
  { from = 'project', named }: { from?: string; named?: string } = {},
) {
  const root = directoryWith(files)
  mkdirSync(join(root, from), { recursive: true })
  return loadConfig({ named, cwd: join(root, from), userDir: join(root, 'user') }, nodeFiles)
}

const config = (clientId: string) => JSON.stringify({ profiles: { test: { clientId } } })

async function clientIds(...given: Parameters<typeof load>) {
  return (await load(...given)).map(({ config }) => config.profiles?.test?.clientId)
}

describe('where the configuration is looked for', () => {
  it.each(SEARCH_PLACES.filter((name) => name !== 'package.json'))('in %s', async (name) => {
    expect(await clientIds({ [`project/${name}`]: config('found') })).toEqual(['found'])
  })

  it('in that order within one directory', () => {
    expect(SEARCH_PLACES).toEqual([
      'maskinporten.config.json',
      'maskinporten.config.yaml',
      'maskinporten.config.yml',
      '.maskinportenrc',
      '.maskinportenrc.json',
      '.maskinportenrc.yaml',
      '.maskinportenrc.yml',
      'package.json',
    ])
  })

  it('takes the first of two neighbours', async () => {
    const files = {
      'project/maskinporten.config.yaml': config('second'),
      'project/maskinporten.config.json': config('first'),
    }
    expect(await clientIds(files)).toEqual(['first'])
  })

  it('in the directories above', async () => {
    expect(
      await clientIds({ 'maskinporten.config.json': config('above') }, { from: 'project/a/b/c' }),
    ).toEqual(['above'])
  })

  it('in the nearest directory first, whatever its file is called', async () => {
    const files = { 'maskinporten.config.json': config('far'), 'project/.maskinportenrc.yml': config('near') }
    expect(await clientIds(files, { from: 'project/a' })).toEqual(['near'])
  })

  it('does not add the file of a directory to that of another above it', async () => {
    const files = { 'maskinporten.config.json': config('far'), 'project/maskinporten.config.json': '{}' }
    expect(await clientIds(files)).toEqual([undefined])
  })

  it('in the key "maskinporten" of a package.json', async () => {
    const text = JSON.stringify({ name: 'x', maskinporten: JSON.parse(config('found')) })
    expect(await clientIds({ 'project/package.json': text })).toEqual(['found'])
  })

  it.each([
    ['has no such key', '{"name":"x"}'],
    ['has the word elsewhere', '{"dependencies":{"maskinporten":"1"}}'],
    ['is not valid, and not about Maskinporten', '{"name":'],
    ['is empty', ''],
  ])('goes on above a package.json that %s', async (_, text) => {
    const files = { 'project/package.json': text, 'maskinporten.config.json': config('above') }
    expect(await clientIds(files)).toEqual(['above'])
  })

  it('says of a broken package.json that it is broken where it has the key', async () => {
    const files = { 'project/package.json': '{"maskinporten": {' }
    expect(await codeOfRejection(load(files))).toBe('MP_CONFIG_UNREADABLE')
  })

  it('nowhere: then there is none', async () => {
    expect(await load({})).toEqual([])
  })

  it('in the user’s own file, after the project’s', async () => {
    const files = {
      'user/config.json': config('user'),
      'project/maskinporten.config.json': config('project'),
    }
    const sources = await load(files)
    expect(sources.map(({ found }) => found)).toEqual(['walked', 'user'])
    expect(sources.map(({ config }) => config.profiles?.test?.clientId)).toEqual(['project', 'user'])
  })

  it('in the user’s own file alone', async () => {
    expect((await load({ 'user/config.json': config('user') })).map(({ found }) => found)).toEqual(['user'])
  })

  it('takes an empty file for an empty configuration', async () => {
    expect((await load({ 'project/.maskinportenrc': ' \n' })).map(({ config }) => config)).toEqual([{}])
  })
})

describe('a file that is named', () => {
  it('is read instead of the one that would be found', async () => {
    const files = {
      'project/maskinporten.config.json': config('found'),
      'project/other.json': config('named'),
    }
    const sources = await load(files, { named: 'other.json' })
    expect(sources.map(({ found, label }) => [found, label])).toEqual([['named', 'other.json']])
    expect(sources[0]?.config).toEqual(JSON.parse(config('named')))
  })

  it('stands before the user’s own', async () => {
    const files = { 'user/config.json': config('user'), 'project/other.yaml': config('named') }
    expect(await clientIds(files, { named: 'other.yaml' })).toEqual(['named', 'user'])
  })

  it('is read once where it is the user’s own', async () => {
    const files = { 'user/config.json': config('user') }
    expect((await load(files, { named: '../user/config.json' })).map(({ found }) => found)).toEqual(['named'])
  })

  it('may stand anywhere, and may be a package.json', async () => {
    const files = { 'elsewhere/package.json': `{"maskinporten":${config('named')}}` }
    expect(await clientIds(files, { named: '../elsewhere/package.json' })).toEqual(['named'])
  })

  it.each(['missing.json', 'missing/missing.json', '../project/package.json'])(
    'must be there: %s',
    async (named) => {
      const error = await rejectionOf(load({ 'project/package.json': '{}' }, { named }))
      expect(error.code).toBe('MP_CONFIG_NOT_FOUND')
      expect(error.message).toContain(`"${named}"`)
    },
  )

  it('must be a file', async () => {
    const error = await rejectionOf(load({ 'project/dir/x': '' }, { named: 'dir' }))
    expect(error.code).toBe('MP_CONFIG_UNREADABLE')
    expect(error.message).toBe('"dir" cannot be read: it is a directory')
  })

  it('must be readable', async ({ skip }) => {
    if (process.getuid?.() === 0) skip()
    const root = directoryWith({ 'x.json': '{}' })
    chmodSync(join(root, 'x.json'), 0)
    const error = await rejectionOf(loadConfig({ named: 'x.json', cwd: root, userDir: root }, nodeFiles))
    expect(error.message).toBe('"x.json" cannot be read: permission denied')
  })
})

describe('a file’s name in messages', () => {
  it.each([
    ['project', 'maskinporten.config.json'],
    ['project/a', '../maskinporten.config.json'],
  ])('is short from %s: %s', async (from, label) => {
    const [source] = await load({ 'project/maskinporten.config.json': '{}' }, { from })
    expect(source?.label).toBe(label)
  })

  it('is whole where that is shorter', async () => {
    const from = 'project/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z/a/b/c/d/e/f/g/h/i'
    const [source] = await load({ 'project/maskinporten.config.json': '{}' }, { from })
    expect(source?.label).toBe(source?.path)
  })
})

describe('a file that is wrong', () => {
  it.each([
    [
      '{"profiles":{"t":{"sopes":[]}}}',
      'MP_CONFIG_INVALID',
      /"profiles\.t\.sopes" in "maskinporten\.config\.json" is not/,
    ],
    ['"text"', 'MP_CONFIG_INVALID', /^"maskinporten\.config\.json" must be an object/],
    [
      '{"profiles"',
      'MP_CONFIG_UNREADABLE',
      /^"maskinporten\.config\.json" is not valid JSON: line 1, column/,
    ],
  ])('%s', async (text, code, message) => {
    const error = await rejectionOf(load({ 'project/maskinporten.config.json': text }))
    expect(error.code).toBe(code)
    expect(error.message).toMatch(message)
  })

  it('carries the setting that may have been meant', async () => {
    const error = await rejectionOf(
      load({ 'project/maskinporten.config.json': '{"profiles":{"t":{"sopes":[]}}}' }),
    )
    expect(error.suggestion).toBe('scopes')
  })

  it('may be the user’s, and is named as such', async () => {
    const files = { 'project/maskinporten.config.json': '{}', 'user/config.json': '{"x":1}' }
    expect((await rejectionOf(load(files))).message).toContain('"x" in "../user/config.json"')
  })

  it('is not judged by those who want to judge it themselves', async () => {
    const root = directoryWith({ '.maskinportenrc': 'sopes: 1' })
    const [raw] = await readConfig({ cwd: root, userDir: join(root, 'user') }, nodeFiles)
    expect(raw).toMatchObject({ data: { sopes: 1 }, label: '.maskinportenrc', found: 'walked' })
    expect(Buffer.from(raw?.bytes ?? []).toString()).toBe('sopes: 1')
  })
})

it('names the place of a problem, or the file alone', () => {
  expect(problemText('f', { path: 'a.b', message: 'is wrong' })).toBe('"a.b" in "f" is wrong')
  expect(problemText('f', { path: '', message: 'is wrong' })).toBe('"f" is wrong')
})

it('executes nothing that stands in a directory', async () => {
  const canary = join(directoryWith(), 'was-executed')
  const script = `require('node:fs').writeFileSync(${JSON.stringify(canary)}, ''); module.exports = {}`
  const module = script
    .replace("require('node:fs')", "(await import('node:fs'))")
    .replace(/module.exports =/, 'export default')
  const scripts = Object.fromEntries(
    [
      'maskinporten.config',
      '.maskinportenrc',
      '.config/maskinporten',
      '.config/maskinportenrc',
      '.config/config',
      '.config/maskinporten.config',
    ].flatMap((name) => [
      [`project/${name}.js`, script],
      [`project/${name}.cjs`, script],
      [`project/${name}.mjs`, module],
      [`project/${name}.ts`, module],
    ]),
  )
  expect(await load({ ...scripts, 'project/.config/config.json': config('foreign') })).toEqual([])
  for (const named of ['maskinporten.config.js', '.maskinportenrc.mjs']) {
    expect(await codeOfRejection(load(scripts, { named }))).toMatch(/^MP_CONFIG_/)
  }
  expect(existsSync(canary)).toBe(false)
})
