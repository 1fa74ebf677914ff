import { describe, expect, it } from 'vitest'
import { GLOBAL } from '../../../src/commands/options/global.js'
import { GRANT } from '../../../src/commands/options/grant.js'
import { KEY } from '../../../src/commands/options/key.js'
import { readArgv } from '../../../src/commands/options/read-argv.js'
import { parseWithCommander } from '../../../src/commands/program.js'
import { MpError } from '../../../src/errors.js'
import { nodeHost } from '../../../src/platform/node-host.js'
import { oneOf, randomFrom } from '../../support/random.js'

const GROUPS = [GRANT, KEY, GLOBAL]
const reading = (...argv: string[]) => readArgv(argv, GROUPS)?.raw
const words = (...argv: string[]) => readArgv(argv, GROUPS)?.args

describe('readArgv', () => {
  it.each([
    [[], {}],
    [['--key', 'x'], { key: 'x' }],
    [['--key=x'], { key: 'x' }],
    [['--key='], { key: '' }],
    [['--key', ''], { key: '' }],
    [['--key=a=b'], { key: 'a=b' }],
    [['--key=-x'], { key: '-x' }],
    [['--key', '-'], { key: '-' }],
    [['--key', 'a', '--key', 'b'], { key: 'b' }],
    [['-p', 'x', '-e', 'y'], { profile: 'x', env: 'y' }],
    [['--client-id', 'x', '--key-password-file', 'y'], { clientId: 'x', keyPasswordFile: 'y' }],
    [['-s', 'a', '--scope', 'b', '--scope=c'], { scope: ['a', 'b', 'c'] }],
    [['--resource', 'a'], { resource: ['a'] }],
    [['--json', '-q', '-v'], { json: true, quiet: true, verbose: true }],
    [['--color'], { color: true }],
    [['--no-color'], { color: false }],
    [['--no-color', '--color'], { color: true }],
    [['--no-input'], { input: false }],
    [['--key', '--', 'x'], undefined],
    [['--authorization-details', '[{"type":"x"}]'], { authorizationDetails: '[{"type":"x"}]' }],
  ])('reads %j', (argv, raw) => {
    expect(reading(...argv)).toEqual(raw)
  })

  it.each([
    [['--']],
    [['--', '--json']],
    [['--unknown']],
    [['--unknown=x']],
    [['--scop', 'x']],
    [['--Key', 'x']],
    [['-x']],
    [['-px']],
    [['-p=x']],
    [['-qv']],
    [['-S', 'x']],
    [['--json=true']],
    [['--no-json']],
    [['--input']],
    [['--no-key']],
    [['--key']],
    [['-s']],
    [['--key', '--json']],
    [['--lifetime', '-1']],
    [['--help']],
    [['-h']],
    [['--json', '--help']],
    [['--toString', 'x']],
    [['--__proto__', 'x']],
  ])('leaves %j to others', (argv) => {
    expect(reading(...argv)).toBeUndefined()
  })

  it.each([
    [['word'], ['word']],
    [['-'], ['-']],
    [[''], ['']],
    [
      ['a', '--key', 'x', 'b', '--json', 'true'],
      ['a', 'b', 'true'],
    ],
  ])('keeps the words of %j', (argv, args) => {
    expect(words(...argv)).toEqual(args)
  })

  it('knows only the groups it is given', () => {
    expect(readArgv(['--key', 'x'], [GLOBAL])).toBeUndefined()
    expect(readArgv(['--json'], [])).toBeUndefined()
  })

  it('never reads a line in another way than commander does', async () => {
    const random = randomFrom(8)
    let read = 0
    for (let round = 0; round < 400; round++) {
      const argv = Array.from({ length: Math.floor(random() * 5) }, () => anything(random)).flat()
      const raw = reading(...argv)
      if (raw === undefined || words(...argv)?.length) continue
      read++
      expect(raw, argv.join(' ')).toEqual(await byCommander(argv))
    }
    expect(read).toBeGreaterThan(100)
  })
})

const NAMES = GROUPS.flatMap(({ options }) =>
  options.flatMap(({ long, short, negative, switchable, value }) => [
    { name: negative ? `--no-${long}` : `--${long}`, value },
    ...(switchable ? [{ name: `--no-${long}`, value }] : []),
    ...(short === undefined ? [] : [{ name: `-${short}`, value }]),
  ]),
)
const VALUES = ['x', '', '-', 'a b', 'a=b', '=', 'token', 'blåbær', '@file']

/** A flag and its value, right for the most part. */
function anything(random: () => number): string[] {
  const { name, value } = oneOf(random, NAMES)
  if (random() < 0.05) return [oneOf(random, [...VALUES, '--', '--json=1', '-x', '--no-json', name])]
  if (value === undefined) return [name]
  const given = oneOf(random, VALUES)
  return name.startsWith('--') && random() < 0.5 ? [`${name}=${given}`] : [name, given]
}

async function byCommander(argv: readonly string[]): Promise<unknown> {
  try {
    const host = { ...nodeHost(() => '0'), stdout: () => {}, stderr: () => {} }
    return (await parseWithCommander(['token', ...argv], host))?.raw
  } catch (error) {
    if (error instanceof MpError) return error.message
    throw error
  }
}
