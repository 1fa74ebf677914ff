import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { directoryWith } from '../support/directory.js'
import { privateKey } from '../support/keys.js'
import { httpServer } from '../support/servers.js'

const BIN = join(import.meta.dirname, '..', '..', 'bin', 'mp.cjs')

interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

function start(argv: readonly string[], cwd: string, more: Record<string, string> = {}): ChildProcess {
  const { PATH = '' } = process.env
  const env = { PATH, HOME: cwd, XDG_STATE_HOME: inject('stateHome'), ...more }
  return spawn(process.execPath, [BIN, ...argv], { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] })
}

function ended(child: ChildProcess): Promise<Ended> {
  const said = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream]?.on('data', (text) => {
      said[stream] += text
    })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...said })))
}

async function runningSandbox(): Promise<string> {
  const sandbox = start(['sandbox', '--port', '0', '--json'], directoryWith())
  onTestFinished(() => void sandbox.kill('SIGKILL'))
  const [announced] = await once(sandbox.stdout ?? sandbox, 'data')
  return /"issuer":"([^"]+)"/.exec(String(announced))?.[1] ?? ''
}

/** A directory with a profile for a token endpoint of the test's own. */
function profileFor(origin: string): string {
  const profile = { environment: 'here', clientId: 'c', scopes: ['a:b'], key: { file: 'key.json' } }
  const environments = { here: { issuer: `${origin}/`, tokenEndpoint: `${origin}/token` } }
  return directoryWith({
    'key.json': JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: 'a-kid' }),
    'maskinporten.config.json': JSON.stringify({ profiles: { one: profile }, environments }),
  })
}

describe('many that want the same token at once', () => {
  it('ask once: a hundred processes have one token of a sandbox, which gives another for each request', async () => {
    const MP_SANDBOX = await runningSandbox()
    const cwd = directoryWith()
    const line = ['token', '--env', 'sandbox', '-s', 'brreg:losore/utlegg']
    const all = Array.from({ length: 100 }, () => ended(start(line, cwd, { MP_SANDBOX })))
    const outcomes = await Promise.all(all)
    expect(new Set(outcomes.map(({ code, stderr }) => `${code}${stderr}`))).toEqual(new Set(['0']))
    const tokens = new Set(outcomes.map(({ stdout }) => stdout))
    expect(tokens.size).toBe(1)
    const next = await ended(start(line, cwd, { MP_SANDBOX }))
    expect(tokens).toContain(next.stdout)
    const another = await ended(start([...line, '--refresh'], cwd, { MP_SANDBOX }))
    expect(tokens).not.toContain(another.stdout)
  }, 60_000)

  it('learn from the one that asks that nobody answers, and do not ask one after another', async () => {
    let requests = 0
    const origin = await httpServer((_, response) => {
      requests++
      response.writeHead(503).end()
    })
    const cwd = profileFor(origin)
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => ended(start(['token', '-p', 'one'], cwd))),
    )
    expect(outcomes.map(({ code, stdout }) => [code, stdout])).toEqual(Array(8).fill([5, '']))
    expect(new Set(outcomes.map(({ stderr }) => stderr)).size).toBe(1)
    expect(requests).toBeLessThan(8 * 3)
  }, 60_000)

  it('go on where the one that asks is killed', async () => {
    const paths: string[] = []
    let hanging = () => {}
    const isHanging = new Promise<void>((resolve) => {
      hanging = resolve
    })
    const origin = await httpServer((request, response) => {
      paths.push(`${request.method} ${request.url}`)
      if (paths.length === 1) return hanging()
      const token = { access_token: `t${paths.length}`, token_type: 'Bearer', expires_in: 119 }
      response.end(JSON.stringify(token))
    })
    const cwd = profileFor(origin)
    const line = ['token', '-p', 'one']
    const holder = start(line, cwd)
    await isHanging
    const others = Array.from({ length: 8 }, () => ended(start(line, cwd)))
    await new Promise((resolve) => setTimeout(resolve, 300))
    holder.kill('SIGKILL')
    expect(await Promise.all(others)).toEqual(Array(8).fill({ code: 0, stdout: 't2\n', stderr: '' }))
    expect(paths).toEqual(['POST /token', 'POST /token'])
    expect(
      readdirSync(join(cwd, '.cache', 'maskinporten'))
        .map((name) => extname(name))
        .sort(),
    ).toEqual(['.json', '.line'])
  }, 60_000)
})
