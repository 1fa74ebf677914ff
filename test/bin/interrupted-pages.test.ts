import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { nodeFiles } from '../../src/platform/files.js'
import type { HttpRequest, HttpResponse } from '../../src/protocol/http.js'
import { createSandbox } from '../../src/sandbox/routes.js'
import { type Listening, listen } from '../../src/sandbox/server.js'
import { openState } from '../../src/sandbox/store.js'
import { directoryWith } from '../support/directory.js'

/** The whole program, against a sandbox whose register is watched, and through which the test interferes. */

const BIN = join(import.meta.dirname, '..', '..', 'bin', 'mp.cjs')
const REGISTRATIONS = 4321
const TARGET = 'losore-tlg/api/v2/rettsstiftelse/totalbestand'
const BODY = '{"upperCutoff":"2026-01-01T00:00:00.000+01:00","lastSortValues":null}'

/** What happens when the nth page of a run is asked for, before it is answered; an answer stands instead of the register's. */
type Interfere = (page: number, request: HttpRequest) => Promise<HttpResponse | undefined> | undefined

class Register {
  interfere: Interfere = () => undefined
  pages = 0
  readonly tokens = new Set<string>()
  #listening: Listening | undefined

  get origin(): string {
    return this.#listening?.origin ?? ''
  }

  async open({ port = 0, lifetime = 0 } = {}): Promise<this> {
    const now = () => Math.floor(Date.now() / 1000)
    const deps = { now, newId: randomUUID }
    const dir = join(inject('stateHome'), 'maskinporten', 'sandbox')
    const state = await openState(nodeFiles, dir, deps)
    const clients = state.clients.map((client) => ({ ...client, access_token_lifetime: lifetime }))
    const handlerAt = (origin: string) => createSandbox({ ...deps, origin, state: { ...state, clients } })
    this.#listening = await listen(
      (origin) => {
        const sandbox = handlerAt(origin)
        return async (request) => (await this.#watch(request)) ?? sandbox(request)
      },
      { port },
    )
    onTestFinished(() => this.close())
    return this
  }

  async close(): Promise<void> {
    await this.#listening?.close()
  }

  async #watch(request: HttpRequest): Promise<HttpResponse | undefined> {
    if (!request.url.includes('/totalbestand')) return undefined
    this.tokens.add(request.headers.authorization ?? '')
    return this.interfere(++this.pages, request)
  }
}

interface Run {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

class Desk {
  readonly folder = directoryWith()
  readonly home = directoryWith()
  child: ChildProcess | undefined

  /** One process, from its start to its end. */
  run(register: Register, flags: readonly string[]): Promise<Run> {
    register.pages = 0
    const argv = ['call', '--env', 'sandbox', TARGET, '-d', BODY, '--paginate', '--items', '/rettsstiftelse']
    const child = spawn(process.execPath, [BIN, ...argv, ...flags], {
      cwd: this.folder,
      env: {
        PATH: process.env.PATH,
        HOME: this.home,
        XDG_STATE_HOME: inject('stateHome'),
        MP_SANDBOX: register.origin,
      },
    })
    this.child = child
    const said = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        said[stream] += text
      })
    }
    return new Promise((resolve) => {
      child.on('close', (code, signal) => resolve({ code, signal, ...said }))
    })
  }

  kill(signal: NodeJS.Signals): void {
    this.child?.kill(signal)
  }

  path(name: string): string {
    return join(this.folder, name)
  }
}

function numbersIn(lines: string): string[] {
  return lines
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).dokumentnummer)
}

/** Every registration once, and nothing beside them. */
function expectWhole(lines: string): void {
  const numbers = numbersIn(lines)
  expect(numbers.length).toBe(REGISTRATIONS)
  expect(new Set(numbers).size).toBe(REGISTRATIONS)
}

const RESUMED = ['--resume', 'state.json']
const INTO_FILE = [...RESUMED, '-o', 'stock.jsonl']

describe('the whole stock of a register', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'is fetched into a file with every registration once, however often %s interrupts',
    async (signal) => {
      const register = await new Register().open()
      const desk = new Desk()
      const kills = [3, 1, 7, 2]
      for (const [index, at] of kills.entries()) {
        register.interfere = (page) => {
          if (page === at) desk.kill(signal)
          return undefined
        }
        const { code, signal: died, stdout } = await desk.run(register, INTO_FILE)
        expect([index, signal === 'SIGKILL' ? died : code]).toEqual([
          index,
          signal === 'SIGKILL' ? signal : 130,
        ])
        expect(stdout).toBe('')
        expect(existsSync(desk.path('stock.jsonl'))).toBe(false)
      }
      register.interfere = () => undefined
      expect(await desk.run(register, INTO_FILE)).toMatchObject({ code: 0, stdout: '', stderr: '' })
      expectWhole(readFileSync(desk.path('stock.jsonl'), 'utf8'))
      expect(statSync(desk.path('stock.jsonl')).mode & 0o777).toBe(0o600)
      expect(readdirSync(desk.folder)).toEqual(['stock.jsonl'])
    },
  )

  it('survives being killed at moments of chance', async () => {
    const register = await new Register().open()
    const desk = new Desk()
    let code: number | null = null
    for (let runs = 0; code !== 0 && runs < 30; runs++) {
      const timer = setTimeout(() => desk.kill('SIGKILL'), 110 + runs * 18)
      code = (await desk.run(register, INTO_FILE)).code
      clearTimeout(timer)
    }
    // A machine may be so slow that every run was killed: the last is left alone.
    if (code !== 0) code = (await desk.run(register, INTO_FILE)).code
    expect(code).toBe(0)
    expectWhole(readFileSync(desk.path('stock.jsonl'), 'utf8'))
  })

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'goes to standard output with nothing lost and nothing twice, whatever %s interrupts',
    async (signal) => {
      const register = await new Register().open()
      const desk = new Desk()
      let lines = ''
      for (const at of [2, 5, 4]) {
        register.interfere = (page) => {
          if (page === at) desk.kill(signal)
          return undefined
        }
        const { code, stdout, stderr } = await desk.run(register, RESUMED)
        expect(code).toBe(130)
        expect(stderr).toBe(
          'mp: error: interrupted\nmp: hint: the same command goes on where this one stopped\n',
        )
        expect(stdout === '' || stdout.endsWith('\n')).toBe(true)
        lines += stdout
      }
      register.interfere = () => undefined
      const last = await desk.run(register, RESUMED)
      expect(last.code).toBe(0)
      expectWhole(lines + last.stdout)
      expect(readdirSync(desk.folder)).toEqual([])
    },
  )

  it('is not done when its reader goes away with pages left, and goes on', async () => {
    const register = await new Register().open()
    const desk = new Desk()
    const run = desk.run(register, RESUMED)
    desk.child?.stdout?.once('data', () => desk.child?.stdout?.destroy())
    const { code, stderr } = await run
    expect(code).toBe(130)
    expect(stderr).toBe(
      'mp: error: nobody reads standard output any more, and pages are left\n' +
        'mp: hint: the same command goes on where this one stopped\n',
    )
    expect((await desk.run(register, RESUMED)).code).toBe(0)
  })

  it('goes on when the server comes back', async () => {
    const register = await new Register().open()
    const port = Number(new URL(register.origin).port)
    const desk = new Desk()
    register.interfere = (page) => (page === 6 ? register.close().then(() => undefined) : undefined)
    const cut = await desk.run(register, INTO_FILE)
    expect(cut.code).toBe(5)
    expect(cut.stderr).toMatch(/totalbestand (was cut off|found nobody listening)/)
    expect((await desk.run(register, INTO_FILE)).code).toBe(5)
    await register.open({ port })
    register.interfere = () => undefined
    expect(await desk.run(register, INTO_FILE)).toMatchObject({ code: 0, stderr: '' })
    expectWhole(readFileSync(desk.path('stock.jsonl'), 'utf8'))
  })

  it('is fetched with tokens that the register gives up on after a few pages', async () => {
    const register = await new Register().open()
    const uses = new Map<string, number>()
    register.interfere = async (_, { headers }) => {
      const token = headers.authorization ?? ''
      uses.set(token, (uses.get(token) ?? 0) + 1)
      if ((uses.get(token) ?? 0) <= 5) return undefined
      return { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' }, body: '' }
    }
    const desk = new Desk()
    const { code, stdout, stderr } = await desk.run(register, [])
    expect([code, stderr]).toEqual([0, ''])
    expectWhole(stdout)
    expect(register.tokens.size).toBe(5)
  })

  it('is fetched with tokens that end on the way, each renewed before it has', async () => {
    const register = await new Register().open({ lifetime: 3 })
    const statuses: number[] = []
    register.interfere = async (page) => {
      if (page <= 5) await new Promise((resolve) => setTimeout(resolve, 500))
      statuses.push(page)
      return undefined
    }
    const { code, stdout, stderr } = await new Desk().run(register, [])
    expect([code, stderr]).toEqual([0, ''])
    expectWhole(stdout)
    expect(register.tokens.size).toBeGreaterThan(1)
    expect(statuses.length).toBe(23)
  })
})
