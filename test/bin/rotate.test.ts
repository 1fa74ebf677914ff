import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeFiles } from '../../src/platform/files.js'
import type { HttpRequest } from '../../src/protocol/http.js'
import { createSandbox } from '../../src/sandbox/routes.js'
import { type Listening, listen } from '../../src/sandbox/server.js'
import { openState, rereadState, saveState } from '../../src/sandbox/store.js'
import { type AdminBench, adminBench } from '../cli/support/admin-bench.js'

/** The whole program, killed while it rotates a key, against a sandbox on whose wire the test kills it. */

const BIN = join(import.meta.dirname, '..', '..', 'bin', 'mp.cjs')
const SCOPE = 'brreg:losore/utlegg'

/** What a whole rotation sends after it has found the sandbox, in order. */
const REQUESTS = [
  'POST /token',
  'GET /clients/<client>',
  'GET /clients/<client>/jwks',
  'GET /clients/<client>/jwks',
  'GET /clients/<client>/jwks',
  'POST /clients/<client>/jwks',
  'POST /token',
  'GET /clients/<client>/jwks',
  'GET /clients/<client>/jwks',
  'POST /clients/<client>/jwks',
  'POST /token',
] as const

interface Run {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

const seconds = () => Math.floor(Date.now() / 1000)

/** A sandbox that is watched, and a client in it whose key is rotated by processes. */
class Desk {
  readonly bench: AdminBench = adminBench()
  client = ''
  /** Is called before and after the nth request of a process is met. */
  interfere: (nth: number, when: 'before' | 'after') => void = () => {}
  requests: string[] = []
  child: ChildProcess | undefined
  #listening: Listening | undefined

  async open(): Promise<this> {
    const { bench } = this
    this.client = await bench.client(SCOPE)
    await bench.run(['key', 'generate', '-o', 'old.json'])
    await bench.admin(['key', 'add', this.client, '--key', 'old.json'])
    const deps = { now: seconds, newId: randomUUID }
    const dir = join(bench.env.XDG_STATE_HOME ?? '', 'maskinporten', 'sandbox')
    const state = await openState(nodeFiles, dir, deps)
    const save = () => saveState(nodeFiles, state)
    const reload = () => rereadState(nodeFiles, state)
    this.#listening = await listen(
      (origin) => {
        const sandbox = createSandbox({ ...deps, origin, state, save, reload })
        return (request) => this.#watch(request, sandbox)
      },
      { port: 0 },
    )
    return this
  }

  async #watch(request: HttpRequest, sandbox: ReturnType<typeof createSandbox>) {
    if (this.child === undefined || request.url.includes('/.well-known/')) return sandbox(request)
    const { pathname } = new URL(request.url)
    this.requests.push(
      `${request.method} ${pathname.replace('/api/v1', '').replace(this.client, '<client>')}`,
    )
    const nth = this.requests.length
    this.interfere(nth, 'before')
    // What a process had sent when it was killed has come here: as if it had not, it is passed over.
    if (this.child.killed && this.#diedBefore) return { status: 503, headers: {}, body: '' }
    const answer = await sandbox(request)
    this.interfere(nth, 'after')
    return answer
  }

  #diedBefore = false

  kill(when: 'before' | 'after'): void {
    this.#diedBefore = when === 'before'
    this.child?.kill('SIGKILL')
  }

  get world() {
    return { env: { MP_SANDBOX: this.#listening?.origin ?? '' }, host: { now: seconds } }
  }

  /** One process, from its start to its end. */
  rotate(): Promise<Run> {
    this.requests = []
    const argv = ['admin', 'key', 'rotate', this.client, '-o', 'new.json', '--remove-old', '--yes', '--quiet']
    const child = spawn(process.execPath, [BIN, ...argv], {
      cwd: this.bench.cwd,
      env: { PATH: process.env.PATH, HOME: this.bench.cwd, ...this.bench.env, ...this.world.env },
    })
    this.child = child
    const said = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        said[stream] += text
      })
    }
    return new Promise((resolve) => {
      child.on('close', (code, signal) => {
        this.child = undefined
        resolve({ code, signal, ...said })
      })
    })
  }

  /** The files whose key gives a token now. */
  async working(): Promise<string[]> {
    const { cwd, run } = this.bench
    const there = ['old.json', 'new.json'].filter((file) => existsSync(join(cwd, file)))
    const token = ['token', '--no-cache', '--client-id', this.client, '-s', SCOPE, '--key']
    const codes = await Promise.all(there.map(async (file) => (await run([...token, file], this.world)).code))
    return there.filter((_, at) => codes[at] === 0)
  }

  async kids(): Promise<string[]> {
    const { stdout } = await this.bench.admin(['key', 'list', this.client, '--json'], this.world)
    return JSON.parse(stdout).keys.map(({ kid }: { kid: string }) => kid)
  }

  kid(file: string): string {
    return JSON.parse(readFileSync(join(this.bench.cwd, file), 'utf8')).kid
  }

  /** The same command ends well, with the new key alone, which is the one that lies on the disk. */
  async expectGoodEnd(): Promise<void> {
    this.interfere = () => {}
    expect(await this.rotate()).toMatchObject({ code: 0, stderr: '' })
    expect(await this.kids()).toEqual([this.kid('new.json')])
    expect(await this.working()).toEqual(['new.json'])
  }

  async close(): Promise<void> {
    await this.#listening?.close()
  }
}

const ROWS: readonly [nth: number, when: 'before' | 'after'][] = [
  [1, 'before'],
  [3, 'after'],
  [6, 'before'],
  [6, 'after'],
  [7, 'before'],
  [7, 'after'],
  [10, 'before'],
  [10, 'after'],
  [11, 'before'],
  [11, 'after'],
]

describe('a rotation that is killed', { timeout: 60_000 }, () => {
  it('has all its requests in the table', async () => {
    const desk = await new Desk().open()
    expect(await desk.rotate()).toMatchObject({ code: 0, stderr: '' })
    expect(desk.requests).toEqual(REQUESTS)
    await desk.expectGoodEnd()
    await desk.close()
  })

  it.each(ROWS)(
    'by SIGKILL at request %i, %s it is done, leaves a working key and goes on',
    async (nth, when) => {
      const desk = await new Desk().open()
      desk.interfere = (at, moment) => {
        if (at === nth && moment === when) desk.kill(when)
      }
      expect((await desk.rotate()).signal).toBe('SIGKILL')
      expect(desk.requests).toHaveLength(nth)
      const done = when === 'after' ? nth : nth - 1
      expect(await desk.kids()).toHaveLength(done >= 6 && done < 10 ? 2 : 1)
      const working = await desk.working()
      expect(working).toEqual(done < 6 ? ['old.json'] : done < 10 ? ['old.json', 'new.json'] : ['new.json'])
      await desk.expectGoodEnd()
      await desk.close()
    },
  )

  it('at moments of chance always leaves a working key, and ends well', async () => {
    const desk = await new Desk().open()
    let code: number | null = null
    for (let runs = 0; code !== 0 && runs < 40; runs++) {
      const timer = setTimeout(() => desk.kill('after'), 100 + runs * 40)
      code = (await desk.rotate()).code
      clearTimeout(timer)
      expect(await desk.working()).not.toEqual([])
    }
    expect(code).toBe(0)
    await desk.expectGoodEnd()
    await desk.close()
  })
})
