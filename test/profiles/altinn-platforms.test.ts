import { describe, expect, it } from 'vitest'
import { ALTINN_PLATFORMS, platformOf } from '../../src/profiles/altinn-platforms.js'
import { ENVIRONMENTS, type Environment } from '../../src/profiles/environments.js'
import { failureOf } from '../support/failure.js'

const FLAG = '--altinn-env'
const FILE = 'maskinporten.config.json: profiles.mine.altinnEnv'
const OWN: Environment = { name: 'own', issuer: 'https://issuer.example/' }

function builtIn(name: string): Environment {
  const environment = ENVIRONMENTS.find((known) => known.name === name)
  if (!environment) throw new Error(`no environment ${name}`)
  return environment
}

function named(value: string, origin = FLAG) {
  return { value, origin }
}

describe('ALTINN_PLATFORMS', () => {
  it.each([
    ['prod', 'https://platform.altinn.no', 'production'],
    ['tt02', 'https://platform.tt02.altinn.no', 'test'],
    ['at21', 'https://platform.at21.altinn.cloud', 'test'],
    ['at22', 'https://platform.at22.altinn.cloud', 'test'],
    ['at23', 'https://platform.at23.altinn.cloud', 'test'],
    ['at24', 'https://platform.at24.altinn.cloud', 'test'],
    ['yt01', 'https://platform.yt01.altinn.cloud', 'test'],
  ])('knows %s', (name, origin, maskinporten) => {
    expect(ALTINN_PLATFORMS).toContainEqual({ name, origin, maskinporten })
  })

  it('holds no more than these', () => expect(ALTINN_PLATFORMS).toHaveLength(7))
})

describe('platformOf', () => {
  it.each([
    ['test', 'https://platform.tt02.altinn.no'],
    ['ver2', 'https://platform.tt02.altinn.no'],
    ['prod', 'https://platform.altinn.no'],
    ['sandbox', 'http://127.0.0.1:8473'],
  ])('gives the Altinn that belongs to %s where none is named', (name, origin) => {
    expect(platformOf(builtIn(name), undefined)).toBe(origin)
  })

  it.each(['test', 'prod', 'ver2', 'sandbox'])('takes its own tokens in %s', (name) => {
    const environment = builtIn(name)
    const own = ALTINN_PLATFORMS.find(({ origin }) => origin === environment.altinn)
    expect(own?.maskinporten ?? 'test').toBe(environment.certificates)
  })

  it.each(ALTINN_PLATFORMS.filter(({ name }) => name !== 'prod').map(({ name, origin }) => [name, origin]))(
    'gives %s to test',
    (name, origin) => {
      expect(platformOf(builtIn('test'), named(name))).toBe(origin)
    },
  )

  it('gives prod to prod', () => {
    expect(platformOf(builtIn('prod'), named('prod'))).toBe('https://platform.altinn.no')
  })

  it.each(ALTINN_PLATFORMS.map(({ name }) => name))(
    "is the sandbox's own there, also under the name %s",
    (name) => {
      expect(platformOf({ ...builtIn('sandbox'), altinn: 'http://127.0.0.1:1' }, named(name))).toBe(
        'http://127.0.0.1:1',
      )
    },
  )

  it("gives an environment of one's own what it says, or what is named", () => {
    expect(platformOf({ ...OWN, altinn: 'https://altinn.example' }, undefined)).toBe('https://altinn.example')
    expect(platformOf({ ...OWN, altinn: 'https://altinn.example' }, named('at22'))).toBe(
      'https://platform.at22.altinn.cloud',
    )
    expect(platformOf(OWN, named('prod'))).toBe('https://platform.altinn.no')
  })

  const NAMES = 'prod, tt02, at21, at22, at23, at24, yt01'
  it.each([
    {
      what: 'an unknown name',
      run: () => platformOf(builtIn('test'), named('tt2')),
      error: { code: 'MP_USAGE', problem: 'unknown', suggestion: 'tt02' },
      message: `there is no Altinn environment "tt2" (--altinn-env); the environments are ${NAMES}`,
    },
    {
      what: 'an unknown name in the sandbox',
      run: () => platformOf(builtIn('sandbox'), named('TT02', FILE)),
      error: { code: 'MP_CONFIG_INVALID', problem: 'unknown', suggestion: 'tt02' },
      message: `there is no Altinn environment "TT02" (${FILE}); the environments are ${NAMES}`,
    },
    {
      what: "production's Altinn for a test token",
      run: () => platformOf(builtIn('test'), named('prod')),
      error: { code: 'MP_USAGE', problem: 'mismatch' },
      message: `Altinn's "prod" (--altinn-env) takes tokens of Maskinporten's production environment, and environment "test" is a test one`,
    },
    {
      what: "test's Altinn for a production token",
      run: () => platformOf(builtIn('prod'), named('at24', FILE)),
      error: { code: 'MP_CONFIG_INVALID', problem: 'mismatch' },
      message: `Altinn's "at24" (${FILE}) takes tokens of Maskinporten's test environment, and environment "prod" is a production one`,
    },
    {
      what: "Skyporten's token",
      run: () => platformOf(builtIn('skyporten'), undefined),
      error: { code: 'MP_USAGE', problem: 'none' },
      message: `--altinn asks for Altinn's token, and environment "skyporten" has no Altinn`,
    },
    {
      what: "Skyporten's token, whatever is named",
      run: () => platformOf(builtIn('skyporten-test'), named('tt02', FILE)),
      error: { code: 'MP_CONFIG_INVALID', problem: 'none' },
      message: `${FILE} asks for Altinn's token, and environment "skyporten-test" has no Altinn`,
    },
    {
      what: "an environment of one's own that names none",
      run: () => platformOf(OWN, undefined, 'f.json: profiles.mine.altinn'),
      error: { code: 'MP_CONFIG_INVALID', problem: 'unnamed' },
      message: `f.json: profiles.mine.altinn asks for Altinn's token, and environment "own" has no Altinn`,
    },
  ])('refuses $what', ({ run, error, message }) => {
    expect(failureOf(run)).toMatchObject({ ...error, message })
  })
})
