import { describe, expect, it } from 'vitest'
import { IncompleteError } from '../../src/errors.js'
import { choose, knownEnvironments } from '../../src/profiles/choose.js'
import { codeOf, failureOf } from '../support/failure.js'
import { sourceOf, userSourceOf } from '../support/sources.js'

const FILE = sourceOf({
  defaultProfile: 'mine',
  profiles: {
    mine: { environment: 'ver2' },
    test: {},
    prod: { extends: 'test' },
    tenant: { environment: 'prod', extends: 'prod' },
    child: { extends: 'tenant' },
    grandchild: { extends: 'child' },
    ofName: { extends: 'prod' },
    orphan: {},
    lost: { environment: 'nowhere' },
  },
  environments: { local: { issuer: 'http://127.0.0.1:9999/' } },
})

function chosen(wish: Parameters<typeof choose>[0], env = {}, sources = [FILE]) {
  const { profile, environment } = choose(wish, env, sources)
  return {
    profile: profile?.value,
    profileFrom: profile?.origin,
    environment: environment.value.name,
    environmentFrom: environment.origin,
  }
}

describe('which profile', () => {
  it.each([
    ['the flag', { profile: 'test' }, { MP_PROFILE: 'prod', MP_ENV: 'ver2' }, 'test', '--profile'],
    ['then $MP_PROFILE', {}, { MP_PROFILE: 'prod' }, 'prod', '$MP_PROFILE'],
    [
      '$MP_PROFILE before a flag for the environment',
      { environment: 'test' },
      { MP_PROFILE: 'prod' },
      'prod',
      '$MP_PROFILE',
    ],
    ['then the one named like the environment', { environment: 'test' }, {}, 'test', '--env'],
    ['also of $MP_ENV', {}, { MP_ENV: 'test' }, 'test', '$MP_ENV'],
    ['then the default', {}, {}, 'mine', 'maskinporten.config.json: defaultProfile'],
    [
      'the default, where $MP_PROFILE is empty',
      {},
      { MP_PROFILE: '', MP_ENV: '' },
      'mine',
      'maskinporten.config.json: defaultProfile',
    ],
  ])('%s', (_, wish, env, profile, origin) => {
    expect(chosen(wish, env)).toMatchObject({ profile, profileFrom: origin })
  })

  it('is none, where an environment is named that no profile is named like', () => {
    expect(choose({ environment: 'skyporten' }, {}, [FILE])).toMatchObject({ layers: [] })
    expect(choose({ environment: 'skyporten' }, {}, [FILE])).not.toHaveProperty('profile')
  })

  it('is the project’s default before the user’s', () => {
    const user = userSourceOf({ defaultProfile: 'test', profiles: {} })
    expect(chosen({}, {}, [FILE, user]).profile).toBe('mine')
    expect(chosen({}, {}, [sourceOf({ profiles: { test: {} } }), user])).toMatchObject({
      profile: 'test',
      profileFrom: '~/config.json: defaultProfile',
    })
  })

  it('must exist', () => {
    expect(failureOf(() => chosen({ profile: 'mien' }))).toMatchObject({
      code: 'MP_PROFILE_UNKNOWN',
      suggestion: 'mine',
    })
    expect(codeOf(() => chosen({}, { MP_PROFILE: 'x' }))).toBe('MP_PROFILE_UNKNOWN')
    expect(codeOf(() => chosen({}, {}, [sourceOf({ defaultProfile: 'test' })]))).toBe('MP_PROFILE_UNKNOWN')
  })
})

describe('which environment', () => {
  it.each([
    ['the flag', { environment: 'prod', profile: 'mine' }, { MP_ENV: 'test' }, 'prod', '--env'],
    ['then $MP_ENV', { profile: 'mine' }, { MP_ENV: 'test' }, 'test', '$MP_ENV'],
    [
      '$MP_ENV before what a platform says',
      {},
      { MP_ENV: 'test', MASKINPORTEN_ISSUER: 'https://maskinporten.no/' },
      'test',
      '$MP_ENV',
    ],
    [
      'then what a platform says',
      { profile: 'mine' },
      { MASKINPORTEN_ISSUER: 'https://maskinporten.no' },
      'prod',
      '$MASKINPORTEN_ISSUER',
    ],
    [
      'then what the profile says',
      { profile: 'mine' },
      {},
      'ver2',
      'maskinporten.config.json: profiles.mine.environment',
    ],
    [
      'before its own name',
      { profile: 'tenant' },
      {},
      'prod',
      'maskinporten.config.json: profiles.tenant.environment',
    ],
    ['then the name of the profile', { profile: 'test' }, {}, 'test', 'the name of the profile'],
    ['its name before what it extends', { profile: 'prod' }, {}, 'prod', 'the name of the profile'],
    [
      'then what the extended profile says',
      { profile: 'child' },
      {},
      'prod',
      'maskinporten.config.json: profiles.tenant.environment',
    ],
    [
      'however far away',
      { profile: 'grandchild' },
      {},
      'prod',
      'maskinporten.config.json: profiles.tenant.environment',
    ],
    ['or is called', { profile: 'ofName' }, {}, 'prod', 'the name of the profile'],
  ])('%s', (_, wish, env, environment, origin) => {
    expect(chosen(wish, env)).toMatchObject({ environment, environmentFrom: origin })
  })

  it('is what the user’s file says of a profile before the name of that profile', () => {
    const user = userSourceOf({ profiles: { test: { environment: 'ver2' } } })
    expect(chosen({ profile: 'test' }, {}, [FILE, user])).toMatchObject({
      environment: 'ver2',
      environmentFrom: '~/config.json: profiles.test.environment',
    })
  })

  it('may be one of the file’s own, and a profile may be named like it', () => {
    expect(chosen({ environment: 'local' }).environment).toBe('local')
    const sources = [
      sourceOf({ profiles: { local: {} }, environments: { local: { issuer: 'https://x.example/' } } }),
    ]
    expect(chosen({ profile: 'local' }, {}, sources)).toMatchObject({ environment: 'local' })
  })

  it.each([
    [{ environment: 'pord' }, {}, 'MP_USAGE'],
    [{}, { MP_ENV: 'pord' }, 'MP_ENVIRONMENT_UNKNOWN'],
  ])('lists the known ones for %j %j: %s', (wish, env, code) => {
    const error = failureOf(() => chosen(wish, env))
    expect(error).toMatchObject({ code, suggestion: 'prod' })
    expect(error.message).toContain('test, prod, ver2, sandbox, skyporten-test, skyporten, local')
  })

  it('is told apart from a bad flag where the profile names an unknown one', () => {
    expect(codeOf(() => chosen({ profile: 'lost' }))).toBe('MP_ENVIRONMENT_UNKNOWN')
  })

  it.each([
    ['a profile that does not say', { profile: 'orphan' }, [FILE], /profile "orphan" does not say/],
    ['a file without a default', {}, [sourceOf({ profiles: { test: {} } })], /no profile was named/],
    ['no file at all', {}, [], /no configuration file/],
  ])('is missing with %s', (_, wish, sources, message) => {
    const error = failureOf(() => chosen(wish, {}, sources))
    expect(error).toBeInstanceOf(IncompleteError)
    expect(error).toMatchObject({ code: 'MP_CONFIG_INCOMPLETE', missing: 'environment' })
    expect(error.message).toMatch(message)
  })
})

describe('what an environment is', () => {
  function environment(custom: object) {
    return choose({ environment: 'x' }, {}, [sourceOf({ environments: { x: custom } })]).environment.value
  }

  it('is what its file says, and no more', () => {
    const custom = {
      issuer: 'https://auth.example/',
      tokenEndpoint: 'https://auth.example/oauth/token',
      altinn: 'https://altinn.example',
      selfservice: 'https://ss.example/api/v1',
    }
    expect(environment(custom)).toEqual({ name: 'x', ...custom })
    expect(environment({ issuer: 'https://auth.example/' })).toEqual({
      name: 'x',
      issuer: 'https://auth.example/',
    })
  })

  it('knows of a built-in issuer under another name what belongs to it', () => {
    expect(environment({ issuer: 'https://maskinporten.no' })).toEqual({
      name: 'x',
      issuer: 'https://maskinporten.no/',
      tokenEndpoint: 'https://maskinporten.no/token',
      altinn: 'https://platform.altinn.no',
      selfservice: 'https://api.samarbeid.digdir.no/api/v1',
      certificates: 'production',
    })
  })

  it('lets a file replace the parts of a built-in one', () => {
    expect(
      environment({ issuer: 'https://test.maskinporten.no/', altinn: 'https://platform.at22.altinn.cloud' }),
    ).toMatchObject({
      name: 'x',
      certificates: 'test',
      altinn: 'https://platform.at22.altinn.cloud',
      tokenEndpoint: 'https://test.maskinporten.no/token',
    })
  })

  it('refuses a token endpoint of another origin that a platform names', () => {
    const env = {
      MASKINPORTEN_ISSUER: 'https://maskinporten.no/',
      MASKINPORTEN_TOKEN_ENDPOINT: 'https://elsewhere.example/token',
    }
    expect(codeOf(() => choose({}, env, []))).toBe('MP_METADATA')
  })

  it('is called by its issuer where a platform names one that mp does not know', () => {
    const env = { MASKINPORTEN_WELL_KNOWN_URL: 'https://auth.example/.well-known/oauth-authorization-server' }
    expect(choose({}, env, []).environment).toEqual({
      value: { name: 'https://auth.example/', issuer: 'https://auth.example/' },
      origin: '$MASKINPORTEN_WELL_KNOWN_URL',
    })
  })

  it('needs no file where a platform names a known issuer', () => {
    const env = { MASKINPORTEN_TOKEN_ENDPOINT: 'https://test.maskinporten.no/token' }
    expect(choose({}, env, [])).toMatchObject({
      environment: { value: { name: 'test', certificates: 'test' } },
    })
  })

  it('is the project’s where both files have one of that name', () => {
    const project = sourceOf({ environments: { x: { issuer: 'https://project.example/' } } })
    const user = userSourceOf({ environments: { x: { issuer: 'https://user.example/' } } })
    const { value } = choose({ environment: 'x' }, {}, [project, user]).environment
    expect(value.issuer).toBe('https://project.example/')
  })
})

describe('knownEnvironments', () => {
  it('lists the built-in ones first', () => {
    expect(knownEnvironments([FILE]).map(({ name }) => name)).toEqual([
      'test',
      'prod',
      'ver2',
      'sandbox',
      'skyporten-test',
      'skyporten',
      'local',
    ])
  })
})
