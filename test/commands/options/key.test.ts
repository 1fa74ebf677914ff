import { describe, expect, it } from 'vitest'
import { readKey } from '../../../src/commands/options/key.js'
import { codeOf, failureOf } from '../../support/failure.js'

const CWD = '/here'

describe('readKey', () => {
  it('says nothing where nothing was given', () => {
    expect(readKey({}, CWD)).toEqual({})
  })

  it('reads everything, with files relative to the working directory', () => {
    const raw = {
      key: 'client.p12',
      keyAlias: 'auth',
      kid: 'k',
      keyPasswordFile: 'pw',
      entryPasswordFile: '../entry',
      alg: 'RS512',
    }
    expect(readKey(raw, CWD)).toEqual({
      key: {
        source: { kind: 'file', path: '/here/client.p12', label: 'client.p12' },
        alias: 'auth',
        kid: 'k',
        password: { kind: 'file', path: '/here/pw', label: 'pw' },
        entryPassword: { kind: 'file', path: '/entry', label: '../entry' },
      },
      alg: 'RS512',
    })
  })

  it('says nothing of the key where only the algorithm was given', () => {
    expect(readKey({ alg: 'RS256' }, CWD)).toEqual({ alg: 'RS256' })
  })

  it('takes - for standard input', () => {
    expect(readKey({ key: '-' }, CWD).key?.source?.kind).toBe('stdin')
    expect(readKey({ keyPasswordFile: '-' }, CWD).key?.password).toEqual({ kind: 'stdin' })
    expect(readKey({ entryPasswordFile: '-' }, CWD).key?.entryPassword).toEqual({ kind: 'stdin' })
  })

  it.each(['RS1', 'rs256', 'ES256', 'none', 'HS256', 'PS256', ''])('refuses the algorithm %j', (alg) => {
    const error = failureOf(() => readKey({ alg }, CWD))
    expect(error.code).toBe('MP_USAGE')
    expect(error.message).toContain('--alg')
  })

  it('refuses a key in a variable that is not named', () => {
    expect(failureOf(() => readKey({ key: 'env:' }, CWD))).toMatchObject({
      code: 'MP_USAGE',
      message: '--key "env:" names no variable',
    })
  })

  it.each(['key', 'keyAlias', 'kid', 'keyPasswordFile', 'entryPasswordFile'])(
    'refuses an empty %s, as an unset shell variable leaves it',
    (name) => {
      expect(codeOf(() => readKey({ [name]: '' }, CWD))).toBe('MP_USAGE')
    },
  )
})
