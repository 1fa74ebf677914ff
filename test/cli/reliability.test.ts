import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { directoryWith } from '../support/directory.js'
import { mp } from '../support/host.js'
import { privateKey } from '../support/keys.js'
import { claimsOf } from '../support/sandbox-files.js'
import { tlsPath } from '../support/servers.js'
import { FAULTS, type Fault, TIMEOUT, TOKEN } from './support/token-faults.js'

const ARGV = ['token', '--profile', 'one', '--timeout', `${TIMEOUT}`]

function filesFor(origin: string): Record<string, string> {
  const profile = { environment: 'here', clientId: 'c', scopes: ['a:b'], key: { file: 'key.json' } }
  const environments = { here: { issuer: `${origin}/`, tokenEndpoint: `${origin}/token` } }
  return {
    'key.json': JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: 'a-kid' }),
    'maskinporten.config.json': JSON.stringify({ profiles: { one: profile }, environments }),
  }
}

/** One line against that server: what came of it, what was sent, and for how long it would have waited at the most. */
async function asked(origin: string, more: readonly string[] = []) {
  let waited = 0
  const pause = async (milliseconds: number) => {
    waited += milliseconds
  }
  const outcome = await mp([...ARGV, ...more], {
    files: filesFor(origin),
    host: { pause, random: () => 0.9999 },
  })
  const grants = outcome.sent.map(({ body }) => new URLSearchParams(body).get('assertion') ?? '')
  return { ...outcome, grants, waited }
}

/** The same by a process that was started with another authority to trust. */
function askedTrusting(origin: string, argv: readonly string[] = []) {
  const bin = join(import.meta.dirname, '..', '..', 'bin', 'mp.cjs')
  const cwd = directoryWith(filesFor(origin))
  const env = { PATH: process.env.PATH, HOME: cwd, NODE_EXTRA_CA_CERTS: tlsPath('authority.crt') }
  const child = spawn(process.execPath, [bin, ...ARGV, ...argv], { cwd, env, stdio: 'pipe' })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (text) => {
    said.stdout += text
  })
  child.stderr.on('data', (text) => {
    said.stderr += text
  })
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, ...said })),
  )
}

/** The most that is waited between the tries, in seconds, by what the table says. */
const WAITS: Readonly<Record<string, number>> = {
  'at once': 0,
  'at most 0.5 s': 0.45,
  'at most 1.4 s': 1.35,
  '3 × timeout + at most 1.4 s': 1.35,
  '2 s': 2,
  '2 × 2 s': 4,
  'until then': 4,
}

function wordsOf({ says }: Fault, origin: string): string {
  return says
    .replace('<endpoint>', `${origin}/token`)
    .replace('<host>', new URL(origin).host)
    .replace('<timeout>', `${TIMEOUT}`)
}

describe('mp token, where something is wrong', () => {
  it.each(FAULTS.filter(({ trusted }) => !trusted))('$fault', async (fault) => {
    const origin = await fault.serve()
    const { code, stdout, stderr, grants, waited } = await asked(origin)
    expect({ code, tries: grants.length }).toEqual({ code: fault.exit, tries: fault.tries })
    expect(stdout).toBe(fault.exit === 0 ? `${TOKEN}\n` : '')
    const kind = fault.exit === 0 ? 'warning' : 'error'
    expect(stderr.split('\n')[0]).toBe(fault.says && `mp: ${kind}: ${wordsOf(fault, origin)}`)
    expect(Math.ceil(waited / 10) / 100).toBe(WAITS[fault.time])
    expectNoSecret(stderr, grants)
  })

  it.each(FAULTS.filter(({ exit, trusted }) => exit !== 0 && !trusted))('$fault, as JSON', async (fault) => {
    const origin = await fault.serve()
    const { code, stdout, stderr, grants } = await asked(origin, ['--json'])
    expect({ code, stdout }).toEqual({ code: fault.exit, stdout: '' })
    expect(stderr.split('\n')).toHaveLength(2)
    const { message, exit, hints } = JSON.parse(stderr)
    expect({ message, exit }).toEqual({ message: wordsOf(fault, origin), exit: fault.exit })
    expect(hints.includes(`it was tried ${fault.tries} times`)).toBe(fault.tries > 1)
    expectNoSecret(stderr, grants)
  })

  it.each(FAULTS.filter(({ trusted }) => trusted))('$fault', async (fault) => {
    const origin = await fault.serve()
    const { code, stdout, stderr } = await askedTrusting(origin, ['-v'])
    expect({ code, stdout }).toEqual({ code: fault.exit, stdout: '' })
    expect(stderr).toContain(`mp: error: ${wordsOf(fault, origin)}\n`)
    expect(stderr).not.toContain('trying again')
  })
})

/** No grant is sent twice, and none is told to anyone else; nor is a token. */
function expectNoSecret(stderr: string, grants: readonly string[]): void {
  expect(new Set(grants.map((grant) => grant.split('.')[2])).size).toBe(grants.length)
  expect(new Set(grants.map((grant) => claimsOf(grant).jti)).size).toBe(grants.length)
  for (const secret of [TOKEN, ...grants.flatMap((grant) => grant.split('.'))])
    expect(stderr).not.toContain(secret)
}

it('docs/reliability.md has these faults, and no others', () => {
  const text = readFileSync(new URL('../../docs/reliability.md', import.meta.url), 'utf8')
  const rows = text.split('\n').filter((line) => /^\| .*\| [0-9] \|/.test(line))
  expect(rows).toEqual(
    FAULTS.map(({ fault, exit, tries, time, says }) => {
      return `| ${fault} | ${exit} | ${tries} | ${time} | ${says && `\`${says}\``} |`
    }),
  )
})
