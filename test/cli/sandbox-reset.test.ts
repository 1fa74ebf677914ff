import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { directoryWith } from '../support/directory.js'
import { mp, type Outcome, type World } from '../support/host.js'

/** A state of its own, with one more client than a new one. */
async function changed(): Promise<{ world: World; clients(): Promise<number> }> {
  const home = directoryWith({})
  cpSync(inject('stateHome'), home, { recursive: true })
  const world: World = { env: { XDG_STATE_HOME: home }, host: { now: () => Math.floor(Date.now() / 1000) } }
  const clients = async () => {
    const { stdout } = await mp(['admin', 'client', 'list', '--env', 'sandbox', '--json'], world)
    return JSON.parse(stdout).length
  }
  const about = ['--name', 'x', '--description', 'x', '-s', 'brreg:losore/utlegg', '--env', 'sandbox']
  expect(await mp(['admin', 'client', 'create', ...about], world)).toMatchObject({ code: 0 })
  return { world, clients }
}

/** The same while a sandbox runs on it. */
async function whileRunning<T>(world: World, work: (issuer: string) => Promise<T>): Promise<T> {
  let end = () => {}
  const ended = new Promise<number>((resolve) => {
    end = () => resolve(130)
  })
  let outcome: Promise<Outcome> | undefined
  const said = await new Promise<string>((resolve) => {
    const stdout = (text: string | Uint8Array) => resolve(`${text}`)
    const host = { ...world.host, stdout, interrupted: () => ended }
    outcome = mp(['sandbox', '--port', '0', '--json'], { ...world, host })
  })
  try {
    return await work(JSON.parse(said).issuer)
  } finally {
    end()
    await outcome
  }
}

describe('mp sandbox --reset', () => {
  it('puts what was changed back, and ends', async () => {
    const { world, clients } = await changed()
    const before = await clients()
    const { code, stdout, stderr } = await mp(['sandbox', '--reset', '--yes'], world)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(
      /^what is kept in .*sandbox is as it was new; keys, certificates and CA are the same\n$/,
    )
    expect(await clients()).toBe(before - 1)
    const token = await mp(['token', '--env', 'sandbox', '-s', 'brreg:losore/utlegg', '--no-cache'], world)
    expect(token.code).toBe(0)
  })

  it('does nothing that nobody confirmed, and says what confirms it', async () => {
    const { world, clients } = await changed()
    const before = await clients()
    for (const [argv, more] of [
      [[], {}],
      [['--no-input'], { typed: 'y' }],
      [[], { typed: 'n' }],
    ] as const) {
      const { code, stdout, stderr } = await mp(['sandbox', '--reset', ...argv], {
        ...world,
        ...more,
        env: { ...world.env, NO_COLOR: '1' },
      })
      expect({ code, stdout }).toEqual({ code: 10, stdout: '' })
      expect(stderr).toMatch(
        /^mp: error: what is kept in ".*" is to be put back .*\nmp: hint: --yes confirms it\n$/,
      )
    }
    expect(await clients()).toBe(before)
  })

  it('asks a person, and does it for a y', async () => {
    const { world, clients } = await changed()
    const before = await clients()
    expect(await mp(['sandbox', '--reset'], { ...world, typed: 'y' })).toMatchObject({ code: 0 })
    expect(await clients()).toBe(before - 1)
  })

  it('does nothing under a sandbox that runs on it, with --yes or without', async () => {
    const { world, clients } = await changed()
    const before = await clients()
    await whileRunning(world, async (issuer) => {
      for (const yes of [[], ['--yes']]) {
        expect(await mp(['sandbox', '--reset', ...yes], world)).toMatchObject({
          code: 3,
          stdout: '',
          stderr: `mp: error: the sandbox at ${issuer} runs on what is to be put back\nmp: hint: end it first, with Ctrl-C where it runs\n`,
        })
      }
    })
    expect(await clients()).toBe(before)
    expect(await mp(['sandbox', '--reset', '--yes'], world)).toMatchObject({ code: 0 })
  })

  it('does it beside a sandbox that runs on another state', async () => {
    const [one, other] = await Promise.all([changed(), changed()])
    await whileRunning(one.world, async () => {
      expect(await mp(['sandbox', '--reset', '--yes'], other.world)).toMatchObject({ code: 0 })
    })
  })

  it('has nothing to do where nothing is kept, and makes nothing', async () => {
    const home = directoryWith({})
    const env = { XDG_STATE_HOME: join(home, 'state') }
    const { code, stdout } = await mp(['sandbox', '--reset', '--json'], { env })
    expect({ code, stdout }).toEqual({ code: 0, stdout: '{"schema":"mp.sandbox-reset/1","state":null}\n' })
    expect((await mp(['sandbox', '--reset'], { env })).stdout).toMatch(/^nothing is kept in /)
  })

  it.each([
    [['--yes'], '--yes is for --reset'],
    [['--reset', '--port', '0'], '--reset starts no sandbox, and --port is for one'],
    [['--reset', '--scenario', 'slow'], '--reset starts no sandbox, and --scenario is for one'],
    [['--reset', '--config', 'x.yaml'], '--reset starts no sandbox, and --config is for one'],
  ])('is a usage error with what is for another: %j', async (argv, message) => {
    expect(await mp(['sandbox', ...argv])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `mp: error: ${message}\n`,
    })
  })
})
