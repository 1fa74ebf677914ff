import { describe, expect, it } from 'vitest'
import type { RawOptions } from '../../../src/commands/options/option.js'
import { altinnFlag, readToken } from '../../../src/commands/options/token.js'
import type { Settings } from '../../../src/profiles/settings.js'
import { failureOf } from '../../support/failure.js'

describe('readToken', () => {
  it.each<[RawOptions, Settings, string | undefined]>([
    [{}, {}, undefined],
    [{ altinn: true }, { altinn: true }, '--altinn'],
    [{ altinn: false }, { altinn: false }, '--no-altinn'],
    [{ altinnEnv: 'at22' }, { altinn: true, altinnEnv: 'at22' }, '--altinn-env'],
    [{ altinnTest: true }, { altinn: true, altinnTest: true }, '--altinn-test'],
    [{ altinn: true, altinnEnv: 'at22' }, { altinn: true, altinnEnv: 'at22' }, '--altinn'],
  ])('reads %j as %j', (raw, settings, flag) => {
    expect(readToken(raw)).toEqual(settings)
    expect(altinnFlag(raw)).toBe(flag)
  })

  it.each<[RawOptions, string]>([
    [{ altinn: false, altinnEnv: 'tt02' }, '--no-altinn and --altinn-env exclude each other'],
    [{ altinn: false, altinnTest: true }, '--no-altinn and --altinn-test exclude each other'],
    [{ altinnEnv: '' }, '--altinn-env is empty'],
  ])('refuses %j', (raw, message) => {
    expect(failureOf(() => readToken(raw))).toMatchObject({ code: 'MP_USAGE', message })
  })
})
