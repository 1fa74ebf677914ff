import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, inject, it } from 'vitest'
import { printedBefore } from '../../src/commands/printed-before.js'
import { MpError } from '../../src/errors.js'
import type { Host } from '../../src/host.js'
import { run } from '../../src/index.js'
import { main } from '../../src/main.js'
import { nodeFiles } from '../../src/platform/files.js'
import { nodeHost } from '../../src/platform/node-host.js'
import { directoryWith } from '../support/directory.js'
import { privateKey } from '../support/keys.js'
import { oneOf, randomFrom } from '../support/random.js'

/** What surrounds a command line, and may change from one call to the next. */
interface World {
  root: string
  env: Record<string, string | undefined>
  cwd: string
  home: string
  now: number
  /** How many tokens have been given: each is another. */
  given: number
}

type Change = (world: World, random: () => number) => void

const KEY = JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: 'one' })
const ISSUERS = ['http://127.0.0.1:9/', 'http://127.0.0.1:99/']
let written = 0

/** Never twice the same length: two writes in one tick of the clock would look alike. */
function lay(path: string, text: string): void {
  nodeFiles.write(path, `${text}${' '.repeat(++written)}`)
}

function config(random: () => number): string {
  const maybe = <T>(value: T, chance = 0.5): T | undefined => (random() < chance ? value : undefined)
  const profile = () => ({
    environment: oneOf(random, ['local', 'local', 'other', 'sandbox']),
    extends: maybe('base', 0.2),
    clientId: maybe(oneOf(random, ['a', 'b']), 0.9),
    scopes: maybe(oneOf(random, [['a:b'], ['a:b', 'c:d'], ['c:d', 'a:b']]), 0.9),
    resource: maybe(['https://x.example/'], 0.2),
    consumerOrg: maybe('310904473', 0.2),
    key: maybe({ file: oneOf(random, ['../key.json', 'env:MP_PASSWORDLESS_KEY']), kid: maybe('two') }, 0.9),
  })
  const [local, other] = random() < 0.5 ? ISSUERS : ISSUERS.toReversed()
  const environments = {
    local: { issuer: local, tokenEndpoint: `${local}token` },
    other: { issuer: other, tokenEndpoint: `${other}token` },
  }
  const base = { clientId: 'base', scopes: ['e:f'], key: { file: 'env:MP_PASSWORDLESS_KEY' } }
  const profiles = { one: profile(), two: profile(), base }
  const text = JSON.stringify({ defaultProfile: oneOf(random, ['one', 'two']), profiles, environments })
  return random() < 0.05 ? text.slice(0, -4) : text
}

const LINES: readonly (readonly string[])[] = [
  ['token'],
  ['token', '--json'],
  ['token', '--format', 'header'],
  ['token', '--format', 'json', '-v'],
  ['token', '-p', 'two'],
  ['token', '--env', 'local', '--client-id', 'c', '-s', 'x:y', '--key', '../key.json'],
  ['token', '--env', 'local', '--client-id', 'c', '-s', 'x:y', '--key', 'env:MP_PASSWORDLESS_KEY', '-o', '-'],
  ['token', '-p', 'one', '--authorization-details', '@details.json'],
  ['token', '--config', 'named.json', '-p', 'one'],
  ['token', '--env', 'sandbox', '-s', 'brreg:losore/utlegg'],
  ['token', '-p', 'one', '--altinn', '--altinn-env', 'tt02'],
  ['token', '-p', 'one', '--no-cache'],
]

const PLACES = [
  'project/a/maskinporten.config.json',
  'project/a/.maskinportenrc',
  'project/maskinporten.config.json',
  'project/b/maskinporten.config.json',
  'project/a/named.json',
  'xdg/maskinporten/config.json',
  'home/.config/maskinporten/config.json',
]

const VARIABLES: Readonly<Record<string, readonly (string | undefined)[]>> = {
  MP_PROFILE: [undefined, 'one', 'two', 'nobody', ''],
  MP_ENV: [undefined, 'local', 'other', 'sandbox'],
  MP_CONFIG: [undefined, 'named.json', 'lost.json'],
  MP_KEY: [undefined, '../key.json', 'env:MP_PASSWORDLESS_KEY', 'lost.json'],
  MP_PASSWORDLESS_KEY: [KEY, KEY.replace('"one"', '"three"'), undefined],
  MASKINPORTEN_CLIENT_ID: [undefined, 'platform'],
  MASKINPORTEN_SCOPES: [undefined, 'p:q', 'p:q r:s'],
  MASKINPORTEN_CLIENT_JWK: [undefined, KEY, KEY.replace('"one"', '"four"')],
  MASKINPORTEN_ISSUER: [undefined, ...ISSUERS],
  MASKINPORTEN_TOKEN_ENDPOINT: [undefined, ...ISSUERS.map((issuer) => `${issuer}elsewhere`)],
  MP_SANDBOX: [undefined, 'http://127.0.0.1:9', 'nonsense'],
  MP_LANG: [undefined, 'nb'],
  XDG_CONFIG_HOME: [undefined, 'XDG'],
  MP_CACHE_DIR: ['cache', 'CACHE', undefined],
}

function kept({ root }: World): string[] {
  const cache = join(root, 'cache')
  return existsSync(cache) ? readdirSync(cache).map((name) => join(cache, name)) : []
}

/** What may come between two calls, each with its name. */
const CHANGES: Readonly<Record<string, Change>> = {
  'a configuration is written': ({ root }, random) => lay(join(root, oneOf(random, PLACES)), config(random)),
  'a configuration goes': ({ root }, random) => rmSync(join(root, oneOf(random, PLACES)), { force: true }),
  'a package.json comes': ({ root }) =>
    lay(join(root, 'project/a/package.json'), '{"maskinporten":{"defaultProfile":"two"}}'),
  'a variable changes': ({ root, env }, random) => {
    const name = oneOf(random, Object.keys(VARIABLES))
    const value = oneOf(random, VARIABLES[name] ?? [])
    env[name] = value === 'XDG' || value === 'CACHE' ? join(root, value.toLowerCase()) : value
  },
  'the key is another': ({ root }, random) =>
    lay(join(root, 'project/key.json'), KEY.replace('one', `kid-${random()}`)),
  'the key goes': ({ root }) => rmSync(join(root, 'project/key.json'), { force: true }),
  'the details are others': ({ root }, random) =>
    lay(join(root, 'project/a/details.json'), JSON.stringify([{ type: `${random()}` }])),
  'the working directory is another': (world, random) => {
    world.cwd = join(world.root, 'project', oneOf(random, ['a', 'b']))
  },
  'the home is another': (world, random) => {
    world.home = join(world.root, oneOf(random, ['home', 'house']))
  },
  'time passes': (world, random) => {
    world.now += oneOf(random, [1, 60, 106, 108, 119, 200])
  },
  'the clock is set back': (world) => {
    world.now -= 60
  },
  'the sandbox is another': ({ root }) => sandbox(root),
  'a kept file is cut short': (world, random) => {
    const path = oneOf(random, kept(world))
    if (path) truncateSync(path, 40)
  },
  'a kept file is opened to all': (world, random) => {
    const path = oneOf(random, kept(world))
    if (path) chmodSync(path, 0o644)
  },
  'a kept file goes': (world, random) => {
    const path = oneOf(random, kept(world))
    if (path) rmSync(path)
  },
  'the cache is emptied': ({ root }) => rmSync(join(root, 'cache'), { recursive: true, force: true }),
  'the cache moves': ({ root, env }) => {
    if (!existsSync(join(root, 'cache'))) return
    rmSync(join(root, 'moved'), { recursive: true, force: true })
    renameSync(join(root, 'cache'), join(root, 'moved'))
    env.MP_CACHE_DIR = join(root, 'moved')
  },
}

function sandbox(root: string): void {
  const state = join(root, 'state/maskinporten/sandbox')
  rmSync(state, { recursive: true, force: true })
  cpSync(join(inject('stateHome'), 'maskinporten/sandbox'), state, { recursive: true })
}

function newWorld(root: string, random: () => number): World {
  const cwd = join(root, 'project/a')
  mkdirSync(join(root, 'project/b'), { recursive: true })
  lay(join(cwd, 'maskinporten.config.json'), config(random))
  lay(join(cwd, 'named.json'), config(random))
  lay(join(cwd, 'details.json'), '[{"type":"x"}]')
  lay(join(root, 'project/key.json'), KEY)
  sandbox(root)
  const env = {
    MP_PASSWORDLESS_KEY: KEY,
    XDG_STATE_HOME: join(root, 'state'),
    MP_CACHE_DIR: join(root, 'cache'),
  }
  return { root, env, cwd, home: join(root, 'home'), now: Math.floor(Date.now() / 1000), given: 0 }
}

function hostIn(world: World): { host: Host; said: { stdout: string; stderr: string } } {
  const said = { stdout: '', stderr: '' }
  const token = () => ({ access_token: `token-${++world.given}`, token_type: 'Bearer', expires_in: 119 })
  const host: Host = {
    ...nodeHost(() => '0'),
    stdout: (text) => {
      said.stdout += text
    },
    stderr: (text) => {
      said.stderr += text
    },
    env: { ...world.env },
    cwd: world.cwd,
    home: world.home,
    now: () => world.now,
    sender: () => async () => ({ status: 200, headers: {}, body: JSON.stringify(token()) }),
    files: nodeFiles,
  }
  return { host, said }
}

it('gives what the long way would give, whatever has changed since the line was run', async () => {
  const random = randomFrom(20261128)
  const seen = { short: 0, asked: 0, refused: 0 }
  const root = directoryWith()
  for (let number = 0; number < 40; number++) {
    const world = newWorld(join(root, `${number}`), random)
    const usual = oneOf(random, LINES)
    const history: string[] = []
    for (let step = 0; step < 16; step++) {
      const change = step > 1 && random() < 0.5 ? oneOf(random, Object.keys(CHANGES)) : 'nothing changes'
      CHANGES[change]?.(world, random)
      const argv = random() < 0.85 ? usual : oneOf(random, LINES)
      history.push(`${change}: ${argv.join(' ')}`)
      const { host, said } = hostIn(world)
      const printed = printedBefore(argv, host)
      const code = await main(argv, host)
      if (printed !== undefined) {
        expect({ history, code, ...said }).toEqual({ history, code: 0, stdout: printed, stderr: '' })
        seen.short++
      } else seen[code === 0 ? 'asked' : 'refused']++
    }
  }
  expect(seen.short).toBeGreaterThan(100)
  expect(seen.asked).toBeGreaterThan(60)
  expect(seen.refused).toBeGreaterThan(30)
})

/** A host in which one token has been asked for, by this line. */
async function afterOneToken(argv: readonly string[]) {
  const world = newWorld(directoryWith(), () => 0.4)
  const { host } = hostIn(world)
  expect(await main(argv, host)).toBe(0)
  return world
}

const LOCAL = ['token', '--env', 'local', '--client-id', 'c', '-s', 'x:y', '--key', '../key.json']

it('is what a line is answered with, without another look at flags or files', async () => {
  const { host, said } = hostIn(await afterOneToken(LOCAL))
  const unread = { ...nodeFiles, read: () => expect.unreachable('a configuration was read') }
  expect(await run(LOCAL, { ...host, files: unread })).toBe(0)
  expect(said).toEqual({ stdout: 'token-1\n', stderr: '' })
})

it('leaves it to the long way to say that standard output takes nothing', async () => {
  const { host, said } = hostIn(await afterOneToken(LOCAL))
  const stdout = () => {
    throw new MpError('MP_FILE', 'standard output cannot be written (ENOSPC)')
  }
  expect(await run(LOCAL, { ...host, stdout })).toBe(3)
  expect(said.stderr).toBe('mp: error: standard output cannot be written (ENOSPC)\n')
})

it('passes over a line that is damaged, another one, or open to others', async () => {
  const world = await afterOneToken(LOCAL)
  const { host } = hostIn(world)
  const [line = ''] = kept(world).filter((path) => path.endsWith('.line'))
  const good = readFileSync(line, 'utf8')
  for (const bad of [
    '',
    '{}',
    'null',
    good.slice(0, -9),
    good.replace('"c"', '"d"'),
    good.replace('/1"', '/0"'),
  ]) {
    nodeFiles.write(line, bad)
    expect(await run(LOCAL, host)).toBe(0)
    expect(readFileSync(line, 'utf8')).toBe(good)
  }
  chmodSync(line, 0o640)
  expect(printedBefore(LOCAL, host)).toBeUndefined()
})
