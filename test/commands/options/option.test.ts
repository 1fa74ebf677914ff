import { describe, expect, it } from 'vitest'
import { GLOBAL } from '../../../src/commands/options/global.js'
import { GRANT } from '../../../src/commands/options/grant.js'
import { KEY } from '../../../src/commands/options/key.js'
import { flagOf, ifGiven, listOf, optionKey, textOf } from '../../../src/commands/options/option.js'
import { SANDBOX } from '../../../src/commands/options/sandbox.js'
import { failureOf } from '../../support/failure.js'

describe('optionKey', () => {
  it.each([
    ['key', 'key'],
    ['client-id', 'clientId'],
    ['key-password-file', 'keyPasswordFile'],
    ['no-x-y', 'noXY'],
  ])('keeps --%s under %s', (long, key) => {
    expect(optionKey(long)).toBe(key)
  })
})

describe('textOf', () => {
  it.each([
    [{ a: 'x' }, 'x'],
    [{ a: true }, undefined],
    [{ a: ['x'] }, undefined],
    [{}, undefined],
  ])('of %j is %j', (raw, text) => {
    expect(textOf(raw, 'a')).toBe(text)
  })
})

describe('a flag that is empty', () => {
  it('is refused by the name it was typed with: a variable of the shell was not set', () => {
    expect(failureOf(() => textOf({ keyPasswordFile: '' }, 'keyPasswordFile'))).toMatchObject({
      code: 'MP_USAGE',
      message: '--key-password-file is empty',
    })
    expect(failureOf(() => listOf({ scope: ['a:b', ' '] }, 'scope'))).toMatchObject({
      code: 'MP_USAGE',
      message: '--scope is empty',
    })
  })
})

describe('ifGiven', () => {
  it('reads what was given, and nothing else', () => {
    expect(ifGiven({ a: 'x' }, 'a', (text) => ({ of: text }))).toEqual({ of: 'x' })
    expect(ifGiven({}, 'a', (text) => ({ of: text }))).toBeUndefined()
    expect(ifGiven({ a: true }, 'a', (text) => ({ of: text }))).toBeUndefined()
  })
})

describe('flagOf', () => {
  it.each(['key', 'client-id', 'key-password-file'])('spells --%s as it was typed', (long) => {
    expect(flagOf(optionKey(long))).toBe(`--${long}`)
  })
})

describe('listOf', () => {
  it.each([
    [{ a: ['x', 'y'] }, ['x', 'y']],
    [{ a: [] }, []],
    [{ a: 'x' }, undefined],
    [{ a: true }, undefined],
    [{}, undefined],
  ])('of %j is %j', (raw, list) => {
    expect(listOf(raw, 'a')).toEqual(list)
  })
})

describe('the option groups', () => {
  const spelt = [GLOBAL, GRANT, KEY, SANDBOX].flatMap(({ options }) =>
    options.flatMap(({ long, short, value, repeatable, negative, switchable }) => {
      const name = `${negative ? '--no-' : '--'}${long}${repeatable ? '…' : ''}${value === undefined ? '' : ' <>'}`
      return [...(short ? [`-${short}`] : []), name, ...(switchable ? [`--no-${long}`] : [])]
    }),
  )

  it('hold what people and scripts rely on', () => {
    expect(spelt).toEqual(
      [
        '-p, --profile <>, -e, --env <>, --config <>, --json, -q, --quiet, -v, --verbose, --color, --no-color',
        '--lang <>, --no-input, --timeout <>',
        '--client-id <>, -s, --scope… <>, --resource… <>, --consumer-org <>, --on-behalf-of <>, --pid <>',
        '--systemuser-org <>, --external-ref <>, --authorization-details <>, --lifetime <>',
        '--key <>, --key-alias <>, --kid <>, --key-password-file <>, --entry-password-file <>, --alg <>',
        '--port <>',
        '--scenario… <>, --reset, --yes',
      ]
        .join(', ')
        .split(', '),
    )
  })

  it('spell nothing twice', () => {
    expect(new Set(spelt).size).toBe(spelt.length)
  })

  it('take no secret for a value', () => {
    expect(spelt.filter((name) => /password|secret|token/.test(name) && !name.includes('-file'))).toEqual([])
  })
})
