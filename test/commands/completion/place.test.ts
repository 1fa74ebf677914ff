import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../../src/commands/catalogue.js'
import type { CommandSpec } from '../../../src/commands/command.js'
import { placeOf } from '../../../src/commands/completion/place.js'
import type { OptionGroup } from '../../../src/commands/options/option.js'

const FLAGS: OptionGroup = {
  title: 'Flags:',
  options: [
    { long: 'scope', short: 's', value: 'scope', values: 'scope', repeatable: true, description: 'a scope' },
    { long: 'format', short: 'f', value: 'format', values: ['jwk', 'pem'], description: 'a format' },
    { long: 'output', short: 'o', value: 'file', values: 'file', description: 'a file' },
    { long: 'data', value: 'text', values: '@file', description: 'a text' },
    { long: 'name', value: 'name', description: 'a name' },
    { long: 'altinn', switchable: true, description: 'on or off' },
    { long: 'input', negative: true, description: 'no input' },
  ],
}

function command(words: string, args: CommandSpec['args'] = []): CommandSpec {
  const path = words.split(' ')
  return { path, summary: `${words}!`, args, groups: [FLAGS], examples: [], load: () => Promise.reject() }
}

const TREE = [
  command('make'),
  command('send', [
    { name: '<what>', description: '', values: ['this', 'that'] },
    { name: '<client>', description: '' },
  ]),
  command('read', [{ name: '[file...]', description: '', values: 'file' }]),
  command('key list'),
  command('key list old'),
]

const at = (...words: string[]) => placeOf(words, TREE)
const values = (...words: string[]) => at(...words).candidates.map(({ value }) => value)
const LONG = [
  '--scope',
  '--format',
  '--output',
  '--data',
  '--name',
  '--altinn',
  '--no-altinn',
  '--no-input',
  '--help',
]
const BOTH = ['--scope', '-s', '--format', '-f', '--output', '-o', ...LONG.slice(3), '-h']

describe('placeOf', () => {
  it.each([
    [[''], ['make', 'send', 'read', 'key', 'help']],
    [['ma'], ['make', 'send', 'read', 'key', 'help']],
    [['key', ''], ['list']],
    [['key', 'list', ''], ['old']],
    [
      ['help', ''],
      ['make', 'send', 'read', 'key'],
    ],
    [['help', 'key', ''], ['list']],
    [['help', 'make', ''], []],
    [
      ['send', ''],
      ['this', 'that'],
    ],
    [
      ['send', '--format', 'pem', ''],
      ['this', 'that'],
    ],
    [['send', 'this', ''], []],
    [['nope', ''], []],
    [['key', 'nope', ''], []],
    [['key', '--nope', ''], ['list']],
  ])('knows the words after %j', (words, expected) => {
    expect(values(...words)).toEqual(expected)
  })

  it('says what a word is for', () => {
    expect(at('').candidates).toContainEqual({ value: 'make', description: 'make!' })
    expect(at('').candidates).toContainEqual({ value: 'help', description: 'print help for a command' })
    expect(at('help', 'key', '').candidates).toEqual([{ value: 'list', description: 'key list!' }])
  })

  it('offers flags, long and short, where one is begun', () => {
    expect(values('make', '-')).toEqual(BOTH)
    expect(at('make', '--f').candidates).toContainEqual({ value: '--format', description: 'a format' })
  })

  it('offers long ones where no word can come', () => {
    expect(values('make', '')).toEqual(LONG)
    expect(values('make', 'x')).toEqual([])
    expect(values('send', 'this', 'client', '')).toEqual(LONG)
  })

  it('offers none a second time but those that repeat', () => {
    const rest = LONG.filter((flag) => !/format|altinn/.test(flag))
    expect(values('make', '-f', 'pem', '--no-altinn', '-s', 'x', '')).toEqual(rest)
    expect(values('make', '--format=pem', '--altinn', '')).toEqual(rest)
  })

  it('knows the flags that stand before a command, and those of a noun', () => {
    expect(values('--')).toEqual(expect.arrayContaining(['--profile', '--json', '--version', '--help', '-V']))
    expect(values('--')).not.toContain('--scope')
    expect(values('key', '-')).toEqual(['--help', '-h'])
    expect(at('-p', 'prod', '--json', 'make', '-s', '')).toMatchObject({
      lookUp: 'scope',
      raw: { profile: 'prod' },
    })
  })

  it.each([
    [
      ['make', '--format', ''],
      ['jwk', 'pem'],
    ],
    [
      ['make', '-f', 'p'],
      ['jwk', 'pem'],
    ],
    [
      ['make', '--format='],
      ['--format=jwk', '--format=pem'],
    ],
    [
      ['make', '--format=p'],
      ['--format=jwk', '--format=pem'],
    ],
    [
      ['make', '-fp'],
      ['-fjwk', '-fpem'],
    ],
    [['make', '--name', ''], []],
    [
      ['make', '--name', '--', '--format', ''],
      ['jwk', 'pem'],
    ],
    [['make', '--altinn=', ''], LONG.filter((flag) => !flag.includes('altinn'))],
  ])('knows the values in %j', (words, expected) => {
    expect(values(...words)).toEqual(expected)
  })

  it.each([
    [['make', '--scope', 'x'], { lookUp: 'scope', prefix: '' }],
    [['make', '--scope=x:y=z'], { lookUp: 'scope', prefix: '--scope=' }],
    [['make', '-sx'], { lookUp: 'scope', prefix: '-s' }],
    [['make', '--output', ''], { files: '' }],
    [['make', '--output=a'], { files: '--output=' }],
    [['make', '--data', '@a'], { files: '@' }],
    [['make', '--data=@a'], { files: '--data=@' }],
    [['read', ''], { files: '' }],
    [['read', 'a', 'b', 'c'], { files: '' }],
  ])('says what is to be looked up for %j', (words, expected) => {
    expect(at(...words)).toMatchObject({ candidates: [], ...expected })
  })

  it('takes a text for no file', () => {
    expect(at('make', '--data', 'a')).toEqual({ candidates: [], prefix: '', raw: {} })
  })

  it.each([[['--', '']], [['make', '--', '']], [['make', '--', '--f']], [['key', '--', 'l']]])(
    'offers nothing behind --: %j',
    (words) => {
      expect(at(...words).candidates).toEqual([])
    },
  )

  it('says what the flags before it say, the last of two', () => {
    expect(at('make', '--name', 'a', '--name=b', '-fpem', '--altinn', '-').raw).toEqual({
      name: 'b',
      format: 'pem',
    })
  })

  it('survives any words', () => {
    for (const word of [
      '',
      '-',
      '--',
      '---',
      '--=',
      '=',
      '-s',
      '--scope',
      '\u0000',
      '__proto__',
      'constructor',
    ])
      for (const last of ['', '-', '--', '--=', '-=', 'x']) {
        expect(() => placeOf([word, last], COMMANDS)).not.toThrow()
        expect(() => placeOf(['token', word, last], COMMANDS)).not.toThrow()
      }
    expect(placeOf([], TREE).candidates).toEqual(at('').candidates)
  })
})

describe('the tables', () => {
  const options = COMMANDS.flatMap(({ groups }) => groups.flatMap((group) => group.options))

  it.each(['file', 'alg', 'format', 'scope', 'method', 'bits'])(
    'say what the value of each <%s> may be',
    (value) => {
      const untold = options.filter((option) => option.value === value && option.values === undefined)
      expect(untold.map(({ long }) => long)).toEqual([])
    },
  )

  it('give flags nobody else’s short name in one command', () => {
    for (const { path, groups } of COMMANDS) {
      const shorts = groups.flatMap((group) => group.options.flatMap(({ short }) => short ?? []))
      expect({ path, shorts }).toEqual({ path, shorts: [...new Set(shorts)] })
    }
  })
})
