import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/commands/catalogue.js'
import type { CommandSpec } from '../../src/commands/command.js'
import type { Option, RawOptions } from '../../src/commands/options/option.js'
import { parseWithCommander } from '../../src/commands/program.js'
import { type CommandLine, readCommandLine } from '../../src/commands/read-command-line.js'
import { readRequest } from '../../src/commands/read-request.js'
import { MpError } from '../../src/errors.js'
import type { Host } from '../../src/host.js'
import { nodeFiles } from '../../src/platform/files.js'
import { nodeHost } from '../../src/platform/node-host.js'
import { directoryWith } from '../support/directory.js'
import { oneOf, randomFrom } from '../support/random.js'

const SILENT: Host = { ...nodeHost(() => '0'), stdout: () => {}, stderr: () => {} }

const VALUES = [
  'a',
  'a:b c:d',
  'x,y',
  '-',
  '',
  '--json',
  '-s',
  '310904473',
  '0192:310904473',
  '60',
  '200',
  'test',
  'prod',
  'sandbox',
  'one',
  'two',
  'env:KEY',
  'k.p12',
  'a=b',
  '=',
  'é',
]

describe('the quick reader and commander', () => {
  it('read five thousand generated command lines alike, wherever the quick one does not pass', async () => {
    const random = randomFrom(20261121)
    const seen = { quick: 0, passed: 0 }
    for (let line = 0; line < 5000; line++) {
      const argv = commandLine(random)
      const quick = readCommandLine(argv, COMMANDS)
      seen[quick ? 'quick' : 'passed']++
      if (quick)
        expect({ argv, ...plain(quick) }).toEqual({ argv, ...plain(await parseWithCommander(argv, SILENT)) })
    }
    expect(seen.quick).toBeGreaterThan(2000)
    expect(seen.passed).toBeGreaterThan(500)
  })

  it('leave to another program all that stands behind --, and read what stands before it', async () => {
    const random = randomFrom(20261128)
    const exec = COMMANDS.find(({ runsProgram }) => runsProgram) as CommandSpec
    let quick = 0
    for (let line = 0; line < 400; line++) {
      const argv = withProgram(exec, random)
      const read = readCommandLine(argv, COMMANDS)
      if (!read) continue
      quick++
      const program = argv.slice(argv.indexOf('--') + 1)
      expect(read.args.slice(read.args.length - program.length)).toEqual(program)
      expect({ argv, ...plain(read) }).toEqual({ argv, ...plain(await parseWithCommander(argv, SILENT)) })
    }
    expect(quick).toBeGreaterThan(200)
  })

  it('lead to the same request, or the same refusal, under two thousand generated configurations', async () => {
    const random = randomFrom(473904310)
    const seen = { request: 0, refusal: 0 }
    for (let situation = 0; situation < 2000; situation++) {
      const argv = ['token', ...flags(COMMANDS[0] as CommandSpec, random)]
      const quick = readCommandLine(argv, COMMANDS)
      if (!quick) continue
      const whole = await parseWithCommander(argv, SILENT)
      const host = situationFor(random)
      const [one, other] = [await outcome(quick.raw, host), await outcome(whole?.raw ?? {}, host)]
      expect({ argv, outcome: one }).toEqual({ argv, outcome: other })
      seen['code' in one ? 'refusal' : 'request']++
    }
    expect(seen.request).toBeGreaterThan(200)
    expect(seen.refusal).toBeGreaterThan(200)
  })
})

function plain(line: CommandLine | undefined): object {
  return { path: line?.command.path, raw: line?.raw, args: line?.args }
}

async function outcome(raw: RawOptions, host: Host): Promise<object> {
  try {
    return await readRequest(raw, host)
  } catch (error) {
    if (!(error instanceof MpError)) throw error
    return { code: error.code, message: error.message }
  }
}

function commandLine(random: () => number): string[] {
  const spec = oneOf(random, COMMANDS)
  if (spec.runsProgram && random() < 0.8) return withProgram(spec, random)
  const stray = random() < 0.05 ? [oneOf(random, ['extra', '--', '--nope', '-z', '--scop', '--help'])] : []
  return [...spec.path, ...mixed(words(spec, random), flagList(spec, random), random).flat(), ...stray]
}

/** What another program is to have looks like mp's own flags, and may hold another `--`. */
function withProgram(spec: CommandSpec, random: () => number): string[] {
  const flagLike = ['--', '--help', '-p', '-X', '--json', '--scope=x', '-V', 'exec', 'curl']
  const count = Math.floor(random() * 4)
  const program = Array.from({ length: count }, () => oneOf(random, [...flagLike, ...VALUES]))
  const stray = random() < 0.05 ? ['stray'] : []
  return [...spec.path, ...stray, ...flags(spec, random), '--', ...program]
}

/** The words that a command takes, and now and then one too many. */
function words({ args = [] }: CommandSpec, random: () => number): string[][] {
  const count = Math.floor(random() * (args.length + (random() < 0.1 ? 2 : 1)))
  return Array.from({ length: count }, () => [oneOf(random, VALUES)])
}

/** Both lists in their own order, one between the other. */
function mixed<T>(some: readonly T[], others: readonly T[], random: () => number): T[] {
  const [one, other] = [[...some], [...others]]
  const all: T[] = []
  while (one.length + other.length > 0) {
    const next = random() * (one.length + other.length) < one.length ? one.shift() : other.shift()
    if (next !== undefined) all.push(next)
  }
  return all
}

function flags(spec: CommandSpec, random: () => number): string[] {
  return flagList(spec, random).flat()
}

function flagList({ groups }: CommandSpec, random: () => number): string[][] {
  const options = groups.flatMap((group) => group.options)
  const count = Math.floor(random() * 6)
  return Array.from({ length: count }, () => flag(oneOf(random, options), random))
}

function flag({ long, short, value, negative, switchable }: Option, random: () => number): string[] {
  const no = negative || (switchable && random() < 0.5)
  if (value === undefined)
    return [short !== undefined && random() < 0.5 ? `-${short}` : `--${no ? 'no-' : ''}${long}`]
  const text = oneOf(random, VALUES)
  if (short !== undefined && random() < 0.5)
    return random() < 0.1 ? [`-${short}${text}`] : [`-${short}`, text]
  return random() < 0.4 ? [`--${long}=${text}`] : [`--${long}`, text]
}

/** A directory with some configuration in it, and some variables around it. */
function situationFor(random: () => number): Host {
  const maybe = <T>(value: T): T | undefined => (random() < 0.5 ? value : undefined)
  const profile = () => ({
    extends: random() < 0.3 ? oneOf(random, ['one', 'two', 'test']) : undefined,
    environment: maybe(oneOf(random, ['test', 'prod', 'local', 'sandbox'])),
    clientId: maybe('from-file'),
    scopes: maybe(['f:one', 'f:two']),
    key: maybe({ file: maybe('f.p12'), alias: maybe('f') }),
    consumerOrg: random() < 0.2 ? '310904473' : undefined,
  })
  const config = {
    defaultProfile: maybe(oneOf(random, ['one', 'two'])),
    profiles: { one: profile(), two: profile(), test: profile() },
    environments: { local: { issuer: 'http://127.0.0.1:9/' } },
  }
  const cwd = configs(JSON.stringify(random() < 0.9 ? config : {}), random)
  const env = {
    MP_ENV: random() < 0.1 ? 'prod' : undefined,
    MP_PROFILE: random() < 0.1 ? 'two' : undefined,
    MP_KEY: maybe('v.p12'),
    MASKINPORTEN_CLIENT_ID: random() < 0.2 ? 'from-platform' : undefined,
    MASKINPORTEN_ISSUER: random() < 0.1 ? 'https://platform.example/' : undefined,
    XDG_CONFIG_HOME: '/nowhere',
  }
  return { ...SILENT, cwd, env, home: cwd, files: nodeFiles }
}

let laid: { path: string; text: string } | undefined

/** One directory serves many situations: only the file in it changes. */
function configs(text: string, random: () => number): string {
  laid ??= { path: directoryWith(), text: '' }
  const name = `${laid.path}/${oneOf(random, ['a', 'b', 'c'])}`
  nodeFiles.write(`${name}/maskinporten.config.json`, text)
  return name
}
