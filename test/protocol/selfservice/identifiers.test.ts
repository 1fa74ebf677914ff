import { describe, expect, it } from 'vitest'
import {
  readId,
  readListedKid,
  readOrgnr,
  readScopeName,
} from '../../../src/protocol/selfservice/identifiers.js'
import { codeOf, failureOf } from '../../support/failure.js'
import { HARMFUL } from './support/harmful.js'

describe('an organisation number', () => {
  it.each(['310904473', '310 904 473', '0192:310904473', 'NO310904473MVA'])('is read from %j', (text) => {
    expect(readOrgnr(text)).toBe('310904473')
  })

  it.each([
    ...HARMFUL,
    '310904474',
    '123456789',
    '31090447',
    '3109044730',
    '310904473/..',
    '../310904473',
    '310904473?x',
  ])('is not %j', (text) => {
    expect(codeOf(() => readOrgnr(text))).toBe('MP_USAGE')
  })

  it('is named in the message as it was typed', () => {
    expect(failureOf(() => readOrgnr('310904474')).message).toBe(
      'organisation number "310904474" is not one: nine digits, the last a check digit',
    )
  })
})

describe.each(['client id', 'onbehalfof id', 'kid'] as const)('a %s', (kind) => {
  it.each([
    '6f0d1b9e-1c2d-4e3f-8a9b-0123456789ab',
    'oidc_310904473_api',
    'a',
    '...',
    'a..b',
    '-',
    'x'.repeat(255),
  ])('may be %j', (text) => {
    expect(readId(text, kind)).toBe(text)
  })

  it.each([...HARMFUL, 'a b', 'blåbær', 'a:b', 'a?b', 'a#b', 'a;b', 'a@b', 'x'.repeat(256)])(
    'is not %j',
    (text) => {
      const error = failureOf(() => readId(text, kind))
      expect(error.code).toBe('MP_USAGE')
      expect(error.message).toContain(kind)
    },
  )
})

describe('a registered kid', () => {
  it.each(['a-kid', 'my key 2019', 'blåbær:1'])('may be %j, which no new one is', (kid) => {
    expect(readListedKid(kid)).toBe(kid)
  })

  it.each(HARMFUL)('is not %j', (kid) => {
    expect(codeOf(() => readListedKid(kid))).toBe('MP_USAGE')
  })
})

describe('a scope', () => {
  it.each([
    'brreg:losore/tlg',
    'idporten:dcr/onbehalfof:write',
    'brreg:data:enhetsregisteret:Roller.read',
    'altinn:serviceowner/instances.read',
    'ks:fiks-x_y',
  ])('may be %s', (name) => {
    expect(readScopeName(name)).toBe(name)
  })

  it.each([
    ...HARMFUL,
    ...[
      'brreg',
      ':x',
      'brreg:',
      'a b:c',
      'a:b c',
      'a:..',
      'a:../..',
      'a:b/..',
      'a:b/../c',
      '..:a',
      'a:.',
      'a:b/./c',
      'a:b\tc',
      'a:%2e',
    ],
  ])('is not %j', (name) => {
    expect(codeOf(() => readScopeName(name))).toBe('MP_USAGE')
  })
})
