import { describe, expect, it } from 'vitest'
import { validateConfig } from '../../src/profiles/validate.js'

const COMPLETE = {
  $schema: './node_modules/maskinporten-cli/schema.json',
  defaultProfile: 'test',
  profiles: {
    test: {
      clientId: 'abc',
      key: {
        file: 'certs/test.p12',
        alias: 'auth',
        password: { env: 'MP_TEST_PASSWORD' },
        entryPassword: { file: 'pw' },
      },
      alg: 'RS384',
      scopes: ['brreg:losore/utlegg'],
      systemuserOrg: '310904473',
      externalRef: 'ref',
      lifetime: 120,
      altinnEnv: 'tt02',
      altinnTest: true,
    },
    prod: { extends: 'test', clientId: 'def', key: { file: 'prod.jwk.json', kid: 'k', password: 'plain' } },
    tenant: {
      environment: 'prod',
      extends: 'prod',
      consumerOrg: '310904473',
      altinn: true,
      authorizationDetails: [{ type: 'urn:altinn:consent', anything: { goes: 1 } }],
      apis: { mine: { baseUrl: 'https://api.example.no/v1', scopes: ['x:y'], resource: ['https://x'] } },
      key: { password: { command: ['op', 'read', 'x'] } },
    },
  },
  environments: {
    local: {
      issuer: 'http://127.0.0.1:8473/',
      tokenEndpoint: 'http://127.0.0.1:8473/token',
      altinn: 'http://127.0.0.1:8473',
      selfservice: 'http://127.0.0.1:8473/api/v1',
    },
  },
}

function problemsOf(data: unknown) {
  return validateConfig(data).problems
}

/** The problems of one profile, by paths within it. */
function problemsOfProfile(profile: unknown) {
  return problemsOf({ profiles: { t: profile } }).map(({ path, ...rest }) => ({
    path: path.replace(/^profiles\.t\.?/, ''),
    ...rest,
  }))
}

describe('validateConfig', () => {
  it('takes everything that a file may say, and gives it back', () => {
    expect(validateConfig(COMPLETE)).toEqual({ config: COMPLETE, problems: [] })
  })

  it.each([[{}], [null], [undefined]])('takes %j for an empty configuration', (data) => {
    expect(validateConfig(data)).toEqual({ config: {}, problems: [] })
  })

  it.each([
    ['sopes', 'scopes'],
    ['Scopes', 'scopes'],
    ['client_id', 'clientId'],
    ['clientID', 'clientId'],
    ['resources', 'resource'],
    ['extend', 'extends'],
    ['enviroment', 'environment'],
    ['onBehalfof', 'onBehalfOf'],
  ])('asks of the unknown setting %s whether %s was meant', (name, suggestion) => {
    expect(problemsOfProfile({ [name]: 'x' })).toEqual([
      { path: name, message: 'is not a setting that mp knows', suggestion },
    ])
  })

  it.each([
    [{ profile: {} }, 'profile', 'profiles'],
    [{ defaultProfil: 'x' }, 'defaultProfil', 'defaultProfile'],
    [{ profiles: { t: { key: { passwrod: 'x' } } } }, 'profiles.t.key.passwrod', 'password'],
    [{ profiles: { t: { apis: { a: { baseURL: 'x' } } } } }, 'profiles.t.apis.a.baseURL', 'baseUrl'],
    [
      { environments: { l: { issuer: 'https://x/', tokenEndpiont: 'x' } } },
      'environments.l.tokenEndpiont',
      'tokenEndpoint',
    ],
  ])('knows what may stand where: %j', (data, path, suggestion) => {
    expect(problemsOf(data)).toEqual([{ path, message: 'is not a setting that mp knows', suggestion }])
  })

  it('suggests nothing for a setting that is near none', () => {
    expect(problemsOfProfile({ somethingElse: 1 })).toEqual([
      { path: 'somethingElse', message: 'is not a setting that mp knows' },
    ])
  })

  it('suggests a setting of its own place, and of no other', () => {
    expect(problemsOfProfile({ key: { scopes: ['x'] } })[0]).not.toHaveProperty('suggestion')
  })

  it.each([
    ['clientId', ['x'], 'must be a string'],
    ['clientId', null, 'must be a string'],
    ['clientId', '', 'must not be empty'],
    ['scopes', 'a:b', 'must be a list'],
    ['altinn', 'yes', 'must be a boolean'],
    ['lifetime', '60', 'must be a number'],
    ['lifetime', 0, 'must be at least 1 second'],
    ['lifetime', 121, 'must be at most 120 seconds'],
    ['lifetime', 1.5, 'must be whole seconds'],
    ['consumerOrg', '123456789', 'is not an organisation number (nine digits, modulus 11)'],
    ['systemuserOrg', '31090447', 'is not an organisation number (nine digits, modulus 11)'],
    ['key', 'client.p12', 'must be an object'],
  ])('says of %s: %j that it %s', (name, value, message) => {
    expect(problemsOfProfile({ [name]: value })).toEqual([
      { path: name, message: expect.stringContaining(message) },
    ])
  })

  it.each([
    ['alg', 'ES256', 'must be RS256, RS384 or RS512', 'RS256'],
    ['altinnEnv', 'tt2', 'must be one of prod, tt02, at21, at22, at23, at24, yt01', 'tt02'],
    ['altinnEnv', 'production', 'must be one of prod, tt02, at21, at22, at23, at24, yt01', undefined],
  ])('says of %s: %j what there is, and what is near', (name, value, message, suggestion) => {
    expect(problemsOfProfile({ [name]: value })).toEqual([
      { path: name, message, ...(suggestion && { suggestion }) },
    ])
  })

  it('refuses a key in a variable that is not named', () => {
    expect(problemsOfProfile({ key: { file: 'env:' } })).toEqual([
      { path: 'key.file', message: 'names no variable after "env:"' },
    ])
  })

  it.each([
    [{ env: 'not a name' }, /variable/],
    [{ env: '' }, /variable/],
    [{ env: 'A', file: 'b' }, /must be \{ "env"/],
    [{ path: 'x' }, /must be \{ "env"/],
    [{ command: 'op read' }, /must be \{ "env"/],
    [{ command: [] }, /must name a program/],
    [{ command: ['op', ''] }, /must not be empty/],
    [1234, /must be \{ "env"/],
    ['', /must not be empty/],
  ])('refuses the secret %j', (password, message) => {
    const [problem, ...more] = problemsOfProfile({ key: { password } })
    expect(problem?.path).toMatch(/^key\.password/)
    expect(problem?.message).toMatch(message)
    expect(more).toEqual([])
  })

  it.each([
    ['http://maskinporten.no/', 'must be an https: URL'],
    ['maskinporten.no', 'must be an https: URL'],
    ['', 'must not be empty'],
  ])('refuses the issuer %j', (issuer, message) => {
    const [problem] = problemsOf({ environments: { local: { issuer } } })
    expect(problem?.path).toBe('environments.local.issuer')
    expect(problem?.message).toContain(message)
  })

  it.each(['tokenEndpoint', 'altinn', 'selfservice'])('refuses an unencrypted %s', (name) => {
    const environment = { issuer: 'https://auth.example/', [name]: 'http://auth.example/' }
    expect(problemsOf({ environments: { local: environment } })[0]?.path).toBe(`environments.local.${name}`)
  })

  it.each([
    'https://elsewhere.example/token',
    'https://auth.example:8443/token',
    'https://auth.example@elsewhere.example/token',
  ])('refuses a token endpoint of another origin: a signed grant is a credential: %s', (tokenEndpoint) => {
    const environment = { issuer: 'https://auth.example/', tokenEndpoint }
    expect(problemsOf({ environments: { local: environment } })).toEqual([
      { path: 'environments.local.tokenEndpoint', message: 'is of another origin than the issuer' },
    ])
  })

  it('refuses an unencrypted API', () => {
    expect(problemsOfProfile({ apis: { mine: { baseUrl: 'http://api.example.no' } } })[0]?.path).toBe(
      'apis.mine.baseUrl',
    )
  })

  it('asks every environment for its issuer', () => {
    expect(problemsOf({ environments: { local: {} } })).toEqual([
      { path: 'environments.local.issuer', message: 'is missing' },
    ])
  })

  it('asks authorization details for their type', () => {
    expect(problemsOfProfile({ authorizationDetails: [{ id: 'x' }] })).toEqual([
      { path: 'authorizationDetails.0.type', message: 'is missing' },
    ])
  })

  it.each(['test', 'prod', 'ver2', 'sandbox', 'skyporten-test', 'skyporten'])(
    'does not let a file redefine %s',
    (name) => {
      expect(problemsOf({ environments: { [name]: { issuer: 'https://elsewhere.example/' } } })).toEqual([
        { path: `environments.${name}`, message: 'is the name of a built-in environment' },
      ])
    },
  )

  it.each([
    ['consumerOrg', '310904473', 'onBehalfOf', 'x'],
    ['systemuserOrg', '310904473', 'authorizationDetails', [{ type: 'x' }]],
  ])('does not let one profile say both %s and %3$s', (one, value, other, otherValue) => {
    expect(problemsOfProfile({ [one]: value, [other]: otherValue })).toEqual([
      { path: '', message: `has both "${one}" and "${other}", which exclude each other` },
    ])
  })

  it.each([['text'], [7], [true], [['a']]])('refuses %j in place of a configuration', (data) => {
    expect(problemsOf(data)).not.toEqual([])
  })

  it.each([
    ['profiles', []],
    ['environments', []],
    ['profiles', { t: [] }],
  ])('refuses a list where %s should be an object', (name, value) => {
    expect(problemsOf({ [name]: value })).not.toEqual([])
  })

  it('lists everything that is wrong', () => {
    const data = {
      profiles: { a: { scopes: 'x' }, b: { lifetime: 500, alg: 'none' } },
      environments: { local: { issuer: 'http://x/' } },
    }
    expect(
      problemsOf(data)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['environments.local.issuer', 'profiles.a.scopes', 'profiles.b.alg', 'profiles.b.lifetime'])
  })

  it('lists every unknown setting, and not the first alone', () => {
    expect(problemsOfProfile({ sopes: ['x'], clentId: 'x' }).map(({ path }) => path)).toEqual([
      'sopes',
      'clentId',
    ])
  })

  it.each([
    ['a number', 12345678],
    ['text', 'hunter2 geheim'],
    ['a list', ['geheim']],
    ['true', true],
  ])('never repeats a value, which may be a secret in the wrong place: %s', (_, value) => {
    const misplaced = [
      { profiles: { t: { key: value } } },
      { profiles: { t: value } },
      { profiles: { t: { key: { file: value, password: value, alias: { x: value } } } } },
      { profiles: { t: { consumerOrg: value, alg: value, lifetime: [value], scopes: { x: value } } } },
      { environments: { e: { issuer: value } } },
      { environments: value },
    ]
    for (const data of misplaced) {
      for (const { message } of problemsOf(data)) {
        expect(message).not.toMatch(/12345678|hunter2|geheim|is true/)
      }
    }
  })
})
