import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { directoryWith } from '../support/directory.js'
import { mp } from '../support/host.js'
import { CLIENT_IDS } from '../support/sandbox-files.js'

const UTLEGG = ['token', '--env', 'sandbox', '--scope', 'brreg:losore/utlegg']
const ALTINN = ['token', '--env', 'sandbox', '--scope', 'altinn:instances.read', '--altinn']
const SUPPLIER = [...UTLEGG, '--client-id', CLIENT_IDS.supplier, '--consumer-org', '310904473']
const NAME = 'a'.repeat(64)

/** A home with these tokens in its cache. */
async function homeWith(...lines: string[][]) {
  const cwd = directoryWith()
  const tokens: string[] = []
  for (const line of lines) tokens.push((await mp(line, { cwd })).stdout.trim())
  return { cwd, cache: join(cwd, '.cache', 'maskinporten'), tokens }
}

const list = (cwd: string, flags: string[] = [], later = 0) =>
  mp(['cache', 'list', ...flags], {
    cwd,
    ...(later > 0 && { host: { now: () => Math.floor(Date.now() / 1000) + later } }),
  })
const clear = (cwd: string, flags: string[] = []) => mp(['cache', 'clear', ...flags], { cwd })

/** The first line of its cache that is about that scope, taken apart. */
function row(stdout: string, scope: string): string[] {
  const line = stdout.split('\n').find((text) => text.includes(scope)) ?? ''
  return line.split(/ {2,}/)
}

function ofKind(cache: string, end: string): string[] {
  return readdirSync(cache).filter((name) => name.endsWith(end))
}

describe('mp cache list', () => {
  it('shows what each token is for, and how long it is good', async () => {
    const { cwd, cache } = await homeWith(UTLEGG, ALTINN, SUPPLIER)
    const { code, stdout, stderr } = await list(cwd)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const lines = stdout.split('\n')
    expect(lines[0]?.split(/ {2,}/)).toEqual(['ISSUER', 'CLIENT', 'SCOPE', 'ALTINN', 'GOOD', 'FOR'])
    expect(lines.slice(4)).toEqual(['', `3 tokens are kept in ${cache}`, ''])
    const [issuer, client, scope, altinn, good] = row(stdout, 'altinn:instances.read')
    expect({ issuer, client, scope, altinn }).toEqual({
      issuer: 'http://127.0.0.1:8473',
      client: CLIENT_IDS.certificate,
      scope: 'altinn:instances.read',
      altinn: 'yes',
    })
    expect(good).toMatch(/^for (30 min 0|29 min 5\d) s$/)
    expect(stdout).toMatch(new RegExp(`${CLIENT_IDS.supplier} .* for 1 min 5\\d s +consumer 310904473\n`))
  })

  it('never shows a token, nor a part of one', async () => {
    const { cwd, tokens } = await homeWith(UTLEGG, ALTINN)
    const said = await Promise.all([list(cwd), list(cwd, ['--json']), list(cwd, ['-v']), clear(cwd, ['-v'])])
    const text = said.map(({ stdout, stderr }) => stdout + stderr).join('')
    for (const part of tokens.flatMap((token) => token.split('.')))
      expect(text).not.toContain(part.slice(0, 12))
  })

  it('marks those that have ended, and those that are not given any more', async () => {
    const { cwd } = await homeWith(UTLEGG)
    expect(row((await list(cwd, [], 100)).stdout, 'utlegg')[4]).toMatch(/^for \d+ s$/)
    expect(row((await list(cwd, [], 112)).stdout, 'utlegg')[4]).toBe('no longer')
    expect(row((await list(cwd, [], 130)).stdout, 'utlegg')[4]).toBe('ended')
    expect(JSON.parse((await list(cwd, ['--json'], 112)).stdout).tokens[0].good).toBe(false)
  })

  it('is one line of JSON with --json', async () => {
    const { cwd, cache } = await homeWith(UTLEGG, [...SUPPLIER, '--resource', 'https://one.example/'])
    const { stdout } = await list(cwd, ['--json'])
    expect(stdout.split('\n')).toHaveLength(2)
    const token = {
      issuer: 'http://127.0.0.1:8473',
      scope: 'brreg:losore/utlegg',
      on_behalf_of: null,
      altinn: false,
      expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      good: true,
    }
    const { tokens, ...others } = JSON.parse(stdout)
    expect(others).toEqual({ schema: 'mp.cache/1', directory: cache, passed_over: 0 })
    expect(tokens).toHaveLength(2)
    expect(tokens).toContainEqual({
      ...token,
      client_id: CLIENT_IDS.certificate,
      resource: [],
      consumer_org: null,
    })
    expect(tokens).toContainEqual({
      ...token,
      client_id: CLIENT_IDS.supplier,
      resource: ['https://one.example/'],
      consumer_org: '310904473',
    })
  })

  it('says that nothing is kept, and makes no folder for it', async () => {
    const cwd = directoryWith()
    const cache = join(cwd, '.cache', 'maskinporten')
    expect(await list(cwd)).toMatchObject({ code: 0, stdout: `no token is kept in ${cache}\n`, stderr: '' })
    expect(JSON.parse((await list(cwd, ['--json'])).stdout).tokens).toEqual([])
    expect(readdirSync(cwd)).toEqual([])
  })

  it('looks where MP_CACHE_DIR says', async () => {
    const cwd = directoryWith()
    const world = { cwd, env: { MP_CACHE_DIR: 'kept' } }
    await mp(UTLEGG, world)
    expect((await mp(['cache', 'list'], world)).stdout).toContain(`1 token is kept in ${join(cwd, 'kept')}\n`)
  })

  it('passes over what is damaged or open to others, and says how many there are', async () => {
    const { cwd, cache } = await homeWith(UTLEGG, ALTINN)
    const [open = ''] = ofKind(cache, '.json')
    chmodSync(join(cache, open), 0o644)
    writeFileSync(join(cache, `${NAME}.json`), '{"schema":"mp.cached-tok', { mode: 0o600 })
    writeFileSync(join(cache, 'notes.txt'), 'mine')
    const { stdout } = await list(cwd)
    expect(stdout.split('\n').slice(-4)).toEqual([
      '',
      `1 token is kept in ${cache}`,
      '2 files there are passed over: damaged, or not closed to others',
      '',
    ])
    expect(JSON.parse((await list(cwd, ['--json'])).stdout)).toMatchObject({ passed_over: 2 })
  })

  it('shows a file’s words without what would turn a terminal about', async () => {
    const { cwd, cache } = await homeWith(UTLEGG)
    const path = join(cache, ofKind(cache, '.json')[0] ?? '')
    const text = readFileSync(path, 'utf8').replace('"http://127.0.0.1:8473"', '"\\u001b[2J\\u202eevil"')
    writeFileSync(path, text)
    const { stdout } = await list(cwd)
    expect(stdout).toContain('evil')
    expect(stdout).not.toMatch(/[\u001b\u202e]/)
  })

  it('says that its folder cannot be read', async () => {
    const cwd = directoryWith({ file: '' })
    for (const verb of ['list', 'clear']) {
      const { code, stdout, stderr } = await mp(['cache', verb], { cwd, env: { MP_CACHE_DIR: 'file' } })
      expect({ code, stdout, stderr }).toEqual({
        code: 3,
        stdout: '',
        stderr: `mp: error: the cache's folder "${join(cwd, 'file')}" cannot be read (ENOTDIR)\n`,
      })
    }
  })
})

describe('mp cache clear', () => {
  it('takes away tokens and shortcuts, and says how many tokens', async () => {
    const { cwd, cache } = await homeWith(UTLEGG, ALTINN)
    expect(ofKind(cache, '.line')).toHaveLength(2)
    expect(await clear(cwd)).toMatchObject({
      code: 0,
      stdout: `removed 2 tokens from ${cache}\n`,
      stderr: '',
    })
    expect(readdirSync(cache)).toEqual([])
    expect((await mp(UTLEGG, { cwd })).sent).toHaveLength(1)
    expect((await clear(cwd)).stdout).toBe(`removed 1 token from ${cache}\n`)
  })

  it('does so where there is nothing, and no folder', async () => {
    const cwd = directoryWith()
    expect(await clear(cwd)).toMatchObject({ code: 0, stderr: '' })
    expect((await clear(cwd, ['--json'])).stdout).toBe('{"schema":"mp.cache-cleared/1","removed":0}\n')
    expect(readdirSync(cwd)).toEqual([])
  })

  it('takes damaged tokens and what dead processes have left, and nothing that is not its own', async () => {
    const { cwd, cache } = await homeWith(UTLEGG)
    const dead = JSON.stringify({ host: hostname(), pid: 2 ** 30, born: null })
    const leftovers = {
      [`${NAME}.json`]: 'damaged',
      [`${NAME}.line`]: '',
      [`${NAME}.json.failed`]: '{}',
      [`${NAME}.json.failed.4711.4.part`]: '',
      [`${NAME}.json.lock`]: dead,
      [`${NAME}.json.lock.guard`]: '',
      [`${NAME}.json.4711.1.part`]: '{"schema"',
      [`${NAME}.json.lock.4711.2.part`]: '',
      [`${NAME}.line.4711.3.part`]: '',
    }
    const others = ['notes.txt', `${NAME}.json.bak`, `${NAME}.txt`, `x${NAME}.json`, 'other.json']
    for (const [name, text] of Object.entries(leftovers))
      writeFileSync(join(cache, name), text, { mode: 0o600 })
    for (const name of others) writeFileSync(join(cache, name), '')
    mkdirSync(join(cache, 'folder'))
    utimesSync(join(cache, `${NAME}.json.lock.guard`), 1, 1)
    expect(JSON.parse((await clear(cwd, ['--json'])).stdout).removed).toBe(2)
    expect(readdirSync(cache).sort()).toEqual([...others, 'folder'].sort())
  })

  it('leaves the lock of a process that lives', async () => {
    const { cwd, cache } = await homeWith(UTLEGG)
    const living = JSON.stringify({ host: hostname(), pid: process.pid, born: null })
    const names = [`${NAME}.json.lock`, `${NAME}.json.lock.guard`]
    for (const name of names) writeFileSync(join(cache, name), living, { mode: 0o600 })
    expect((await clear(cwd)).code).toBe(0)
    expect(readdirSync(cache).sort()).toEqual(names)
  })

  it('says which file cannot be removed, and removes the others', async () => {
    const { cwd, cache } = await homeWith(UTLEGG, ALTINN)
    const [first = ''] = ofKind(cache, '.json').sort()
    renameSync(join(cache, first), join(cwd, 'elsewhere'))
    mkdirSync(join(cache, first))
    const { code, stdout, stderr } = await clear(cwd)
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toBe(`mp: error: "${first}" of the cache cannot be removed (EISDIR)\n`)
    expect(readdirSync(cache)).toEqual([first])
    expect(existsSync(join(cwd, 'elsewhere'))).toBe(true)
    expect(statSync(cache).mode & 0o777).toBe(0o700)
  })
})
