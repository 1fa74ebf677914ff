import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { directoryWith } from '../support/directory.js'
import { mp } from '../support/host.js'
import { sandboxFile } from '../support/sandbox-files.js'
import { httpServer } from '../support/servers.js'

const TOKEN = ['token', '--env', 'sandbox', '--scope', 'brreg:losore/utlegg']
const REFUSED = [...TOKEN, '--client-id', 'nobody']
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/

/** The token in two formats: as it is, and in the one that is tried. */
async function inFormat(format: string): Promise<{ raw: string; text: string; cwd: string }> {
  const { stdout: raw, cwd } = await mp(TOKEN)
  const { stdout: text, code, stderr } = await mp([...TOKEN, '--format', format], { cwd })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return { raw: raw.trim(), text, cwd }
}

/** What a line of the shell prints that is given a text to read. */
async function shell(line: string, stdin = '', env: Record<string, string> = {}): Promise<string> {
  const { PATH = '' } = process.env
  const child = spawn('sh', ['-c', line], { env: { PATH, ...env }, stdio: ['pipe', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  child.stdin.on('error', () => {}) // not every line reads
  child.stdin.end(stdin)
  const [code] = await once(child, 'close')
  expect(code).toBe(0)
  return said
}

describe('a token in a format', () => {
  it('raw is the token and one newline, and what stands without a format', async () => {
    const { raw, text } = await inFormat('raw')
    expect(raw).toMatch(JWT)
    expect(text).toBe(`${raw}\n`)
  })

  it('env is a file of variables that sh reads, and env splits', async () => {
    const { raw, text } = await inFormat('env')
    const file = join(directoryWith({ 'token.env': text }), 'token.env')
    expect(await shell('set -a; . "$FILE"; printenv MASKINPORTEN_TOKEN', '', { FILE: file })).toBe(`${raw}\n`)
    if (spawnSync('env', ['-S', 'true']).status !== 0) return
    const split = spawnSync('env', ['-S', text.trim(), 'printenv', 'MASKINPORTEN_TOKEN'], {
      encoding: 'utf8',
    })
    expect(split.stdout).toBe(`${raw}\n`)
  })

  it('export is a line for eval, and for programs that the shell starts after it', async () => {
    const { raw, text } = await inFormat('export')
    expect(await shell('eval "$(cat)"; printenv MASKINPORTEN_TOKEN', text)).toBe(`${raw}\n`)
  })

  it('json is what --json prints', async () => {
    const { raw, text, cwd } = await inFormat('json')
    const { stdout } = await mp([...TOKEN, '--json'], { cwd })
    const [one, other] = [JSON.parse(text), JSON.parse(stdout)]
    expect({ ...one, expires_in: 0 }).toEqual({ ...other, expires_in: 0 })
    expect(one).toMatchObject({ schema: 'mp.token/1', access_token: raw, cached: true })
  })

  const withCurl = spawnSync('curl', ['--version']).status === 0
  it.runIf(withCurl).each([
    ['header', 'curl -sS -H @- "$URL"'],
    ['curl', 'curl -sS -K - "$URL"'],
  ])('%s goes to curl by standard input: %s', async (format, line) => {
    const { raw, text } = await inFormat(format)
    const URL = await httpServer((request, response) => response.end(request.headers.authorization))
    expect(await shell(line, text, { URL, NO_PROXY: '*', HOME: directoryWith() })).toBe(`Bearer ${raw}`)
  })

  it.each([
    [['--format', 'hex'], '--format "hex" is none of raw, json, header, env, export and curl'],
    [['--format', ''], '--format is empty'],
    [['--json', '--format', 'header'], '--json and --format header exclude each other'],
    [['--format', 'raw', '--json'], '--json and --format raw exclude each other'],
    [['-o', ''], '--output is empty'],
  ])('is refused for %j, and nothing is sent', async (flags, message) => {
    const { code, stdout, stderr, sent } = await mp([...TOKEN, ...flags])
    expect({ code, stdout, sent }).toEqual({ code: 2, stdout: '', sent: [] })
    const said = flags.includes('--json') ? JSON.parse(stderr).message : stderr.split('\n')[0]
    expect(said).toBe(flags.includes('--json') ? message : `mp: error: ${message}`)
  })

  it('takes --json beside --format json', async () => {
    expect(JSON.parse((await mp([...TOKEN, '--json', '--format', 'json'])).stdout).schema).toBe('mp.token/1')
  })

  it('prints a failure as JSON with --format json too', async () => {
    const { code, stdout, stderr } = await mp([...REFUSED, '--format', 'json'])
    expect({ code, stdout, schema: JSON.parse(stderr).schema }).toEqual({
      code: 4,
      stdout: '',
      schema: 'mp.error/1',
    })
  })
})

describe('a token in a file', () => {
  it('has the bytes that would be printed, is its owner’s alone, and nothing is printed', async () => {
    for (const flags of [[], ['--format', 'export'], ['--format', 'curl']]) {
      const { cwd, stdout: printed } = await mp([...TOKEN, ...flags])
      const { code, stdout, stderr } = await mp([...TOKEN, ...flags, '-o', 'token'], { cwd })
      expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' })
      expect(readFileSync(join(cwd, 'token'), 'utf8')).toBe(printed)
      expect(statSync(join(cwd, 'token')).mode & 0o777).toBe(0o600)
      expect(readdirSync(cwd).sort()).toEqual(['.cache', 'token'])
    }
  })

  it('takes the place of the file that was there, whatever its mode, and leaves its other names the old bytes', async () => {
    const cwd = directoryWith({ token: 'old' })
    chmodSync(join(cwd, 'token'), 0o644)
    linkSync(join(cwd, 'token'), join(cwd, 'another name'))
    expect((await mp([...TOKEN, '--output', 'token'], { cwd })).code).toBe(0)
    expect(readFileSync(join(cwd, 'token'), 'utf8').trim()).toMatch(JWT)
    expect(statSync(join(cwd, 'token')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(cwd, 'another name'), 'utf8')).toBe('old')
  })

  it('goes where a link leads, and the link stays', async () => {
    const cwd = directoryWith({ 'there/token': 'old' })
    symlinkSync('there/token', join(cwd, 'link'))
    expect((await mp([...TOKEN, '-o', 'link'], { cwd })).code).toBe(0)
    expect(readlinkSync(join(cwd, 'link'))).toBe('there/token')
    expect(lstatSync(join(cwd, 'there/token')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(cwd, 'there/token'), 'utf8').trim()).toMatch(JWT)
    expect(readdirSync(join(cwd, 'there'))).toEqual(['token'])
  })

  it('is printed with -o -', async () => {
    const { stdout, cwd } = await mp([...TOKEN, '-o', '-', '--format', 'header'])
    expect(stdout).toMatch(/^Authorization: Bearer [\w-]+\.[\w-]+\.[\w-]+\n$/)
    expect(existsSync(join(cwd, '-'))).toBe(false)
  })

  it.each([
    ['is refused', REFUSED, 4],
    ['cannot be signed', [...TOKEN, '--key', sandboxFile('consumer.p12'), '--no-input'], 3],
  ])('leaves the old file, and nothing beside it, when the token %s', async (_, line, expected) => {
    const cwd = directoryWith({ token: 'old' })
    const { code, stdout } = await mp([...line, '-o', 'token', '--no-cache'], { cwd })
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' })
    expect(readFileSync(join(cwd, 'token'), 'utf8')).toBe('old')
    const fresh = await mp([...line, '-o', 'new', '--no-cache'], { cwd })
    expect(fresh.code).toBe(expected)
    expect(readdirSync(cwd)).toEqual(['token'])
  })

  it('leaves the old file, and nothing beside it, when a person interrupts', async () => {
    const cwd = directoryWith({ token: 'old' })
    const world = { cwd, host: { interrupted: async () => 130 } }
    expect(await mp([...TOKEN, '-o', 'token', '--no-cache'], world)).toMatchObject({
      code: 130,
      stdout: '',
      stderr: 'mp: error: interrupted\n',
    })
    expect(readFileSync(join(cwd, 'token'), 'utf8')).toBe('old')
    expect(readdirSync(cwd)).toEqual(['token'])
  })

  const isRoot = process.getuid?.() === 0
  it.each([
    ['none/token', 'there is no such folder', true],
    ['file/token', 'a part of its path is no folder', true],
    ['folder', 'it is a directory', true],
    ['/proc/token', 'there is no such folder', existsSync('/proc/self') && isRoot],
    ['closed/token', 'permission denied', !isRoot],
  ])('is refused for %s, and nothing is sent', async (output, why, applies) => {
    if (!applies) return
    const cwd = directoryWith({ file: '' })
    mkdirSync(join(cwd, 'folder'))
    mkdirSync(join(cwd, 'closed'), { mode: 0o500 })
    const { code, stdout, stderr, sent } = await mp([...TOKEN, '-o', output], { cwd })
    expect({ code, stdout, stderr, sent }).toEqual({
      code: 3,
      stdout: '',
      stderr: `mp: error: "${output}" cannot be written: ${why}\n`,
      sent: [],
    })
    expect(readdirSync(cwd).sort()).toEqual(['closed', 'file', 'folder'])
  })

  it.runIf(existsSync('/dev/full'))('is a failure where the disk is full', async () => {
    const { code, stdout, stderr } = await mp([...TOKEN, '-o', '/dev/full'])
    expect({ code, stdout, stderr }).toEqual({
      code: 3,
      stdout: '',
      stderr: 'mp: error: "/dev/full" cannot be written: the disk is full\n',
    })
    expect(statSync('/dev/full').isCharacterDevice()).toBe(true)
  })
})
