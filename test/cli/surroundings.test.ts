import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import type { Host } from '../../src/host.js'
import { main } from '../../src/main.js'
import { nodeHost } from '../../src/platform/node-host.js'
import { bundled, ended, startScript } from '../support/bundle.js'
import { directoryWith } from '../support/directory.js'
import { mp } from '../support/host.js'

const TOKEN = ['token', '--env', 'sandbox', '--scope', 'brreg:losore/utlegg']

/** One command line in a process whose working directory has been taken away. */
async function withoutDirectory(argv: readonly string[]) {
  const bundle = await bundled('index.ts')
  return ended(
    startScript(
      `
      const { run, nodeHost } = await import(${JSON.stringify(bundle)})
      const { mkdtempSync, rmdirSync } = await import('node:fs')
      const dir = mkdtempSync(${JSON.stringify(join(directoryWith(), 'gone-'))})
      process.chdir(dir)
      rmdirSync(dir)
      process.exitCode = await run(${JSON.stringify(argv)}, nodeHost(() => '0'))`,
      { XDG_STATE_HOME: inject('stateHome') },
    ),
  )
}

describe('a working directory that is gone', () => {
  const message = 'the working directory is not there any more'

  it('is a failure in words', { timeout: 30_000 }, async () => {
    const { code, stdout, stderr } = await withoutDirectory(TOKEN)
    expect({ code, stdout, stderr }).toEqual({ code: 3, stdout: '', stderr: `mp: error: ${message}\n` })
  })

  it('is one line of JSON with --json', { timeout: 30_000 }, async () => {
    const { code, stdout, stderr } = await withoutDirectory([...TOKEN, '--json'])
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.parse(stderr)).toMatchObject({ code: 'MP_FILE', exit: 3, message })
  })

  it('does not hinder what needs none', async () => {
    const stdout: string[] = []
    const host: Host = {
      ...nodeHost(() => '0'),
      stdout: (text) => void stdout.push(`${text}`),
      get cwd(): string {
        throw new Error('asked')
      },
    }
    const code = await main(['config', 'schema', '--json'], host)
    expect([code, JSON.parse(stdout.join('')).type]).toEqual([0, 'object'])
  })
})

describe('a state folder that cannot be used', () => {
  const unusable = [
    ['is a file', (dir: string) => join(dir, 'file'), 'ENOTDIR'],
    ['leads in a circle', (dir: string) => join(dir, 'circle'), 'ELOOP'],
    ...(existsSync('/proc/self') ? [['can hold nothing', () => '/proc', 'ENOENT'] as const] : []),
  ] as const

  it.each(unusable)('%s', async (_, home, code) => {
    const cwd = directoryWith({ file: '' })
    symlinkSync('circle', join(cwd, 'circle'))
    const env = { XDG_STATE_HOME: home(cwd) }
    expect(await mp(TOKEN, { cwd, env })).toMatchObject({
      code: 3,
      stdout: '',
      stderr: `mp: error: the sandbox's folder "${home(cwd)}/maskinporten/sandbox" cannot be used (${code})\n`,
    })
  })

  it.each(unusable)('%s, where a configuration is to be allowed', async (_, home) => {
    const cwd = directoryWith({ file: '', 'maskinporten.config.json': '{}' })
    symlinkSync('circle', join(cwd, 'circle'))
    const { code, stderr } = await mp(['config', 'allow'], { cwd, env: { XDG_STATE_HOME: home(cwd) } })
    expect(code).toBe(3)
    expect(stderr).toMatch(/^mp: error: ".*\/allowed\/[0-9a-f]{64}" cannot be written: [A-Za-z ]+\n$/)
  })
})

describe('a sandbox that is named by MP_SANDBOX', () => {
  it.each(['http://sandbox.example', 'nowhere', 'ftp://127.0.0.1'])(
    'is not looked for at %s',
    async (url) => {
      const { code, stderr, sent } = await mp(TOKEN, { env: { MP_SANDBOX: url } })
      expect({ code, stderr, sent }).toEqual({
        code: 3,
        stderr: `mp: error: $MP_SANDBOX "${url}" is not an https: URL, nor an http: one of this machine\n`,
        sent: [],
      })
      const { stderr: json } = await mp([...TOKEN, '--json'], { env: { MP_SANDBOX: url } })
      expect(JSON.parse(json)).toMatchObject({ code: 'MP_VARIABLE_INVALID', exit: 3 })
    },
  )
})

describe('a program that is asked for a password', () => {
  const program = (end: string) => [process.execPath, '-e', `console.error('touch\u001bthe key'); ${end}`]
  const world = (end: string) => ({
    files: {
      'mine.json': JSON.stringify({
        profiles: { sandbox: { key: { file: 'k.p12', password: { command: program(end) } } } },
      }),
      'k.p12': '',
    },
  })
  const argv = ['token', '-p', 'sandbox', '--scope', 'a:b', '--config', 'mine.json', '--json']

  it.each([
    ['prints a password', 'console.log("x")', 'MP_KEY_UNREADABLE'],
    ['fails', 'process.exit(3)', 'MP_SECRET_UNAVAILABLE'],
  ])('leaves standard error to one line of JSON when it %s', async (_, end, code) => {
    const quiet = JSON.parse((await mp(argv, world(end))).stderr)
    expect(quiet).toMatchObject({ code })
    expect(quiet).not.toHaveProperty('warnings')
    const verbose = JSON.parse((await mp([...argv, '--verbose'], world(end))).stderr)
    expect(verbose).toMatchObject({ code, warnings: ['touch the key'] })
  })
})
