import { describe, expect, it } from 'vitest'
import { readGlobal } from '../../../src/commands/options/global.js'
import { codeOf, failureOf } from '../../support/failure.js'

describe('readGlobal', () => {
  it('has a default for everything', () => {
    expect(readGlobal({})).toEqual({
      wish: { profile: undefined, environment: undefined },
      json: false,
      quiet: false,
      verbose: false,
      input: true,
      timeoutMs: 10_000,
    })
  })

  it('reads what was given', () => {
    const raw = {
      profile: 'p',
      env: 'e',
      config: 'c',
      json: true,
      quiet: true,
      verbose: true,
      input: false,
      timeout: '3',
    }
    expect(readGlobal(raw)).toEqual({
      wish: { profile: 'p', environment: 'e' },
      config: 'c',
      json: true,
      quiet: true,
      verbose: true,
      input: false,
      timeoutMs: 3000,
    })
  })

  it.each([
    ['1', 1000],
    ['0.5', 500],
    ['1.0005', 1001],
    ['0.0001', 1],
    ['3600', 3_600_000],
    ['007', 7000],
  ])('takes a timeout of %s', (timeout, timeoutMs) => {
    expect(readGlobal({ timeout }).timeoutMs).toBe(timeoutMs)
  })

  it.each([
    '0',
    '0.0',
    '-1',
    '3600.1',
    '3601',
    '1e3',
    '0x10',
    '1s',
    ' 1',
    '1 ',
    '.5',
    '1.',
    'NaN',
    'Infinity',
  ])('refuses a timeout of %j', (timeout) => {
    const error = failureOf(() => readGlobal({ timeout }))
    expect(error.code).toBe('MP_USAGE')
    expect(error.message).toContain(`--timeout "${timeout}"`)
  })

  it.each(['profile', 'env', 'config'])(
    'refuses an empty --%s, as an unset shell variable leaves it',
    (name) => {
      expect(codeOf(() => readGlobal({ [name]: '' }))).toBe('MP_USAGE')
    },
  )
})
