import { describe, expect, it } from 'vitest'
import { ownVariables, platformIssuer, platformVariables } from '../../src/profiles/from-variables.js'
import { failureOf } from '../support/failure.js'

const CWD = '/here'

describe('ownVariables', () => {
  it('says nothing where MP_KEY is not set, or is empty', () => {
    expect(ownVariables({}, CWD).settings).toEqual({})
    expect(ownVariables({ MP_KEY: '' }, CWD).settings).toEqual({})
  })

  it('reads MP_KEY as --key is read, relative to the working directory', () => {
    const layer = ownVariables({ MP_KEY: 'client.p12' }, CWD)
    expect(layer.settings).toEqual({
      key: { source: { kind: 'file', path: '/here/client.p12', label: 'client.p12' } },
    })
    expect(layer.origin('key.file')).toBe('$MP_KEY')
    expect(ownVariables({ MP_KEY: 'env:K' }, CWD).settings.key?.source?.kind).toBe('variable')
    expect(ownVariables({ MP_KEY: '-' }, CWD).settings.key?.source?.kind).toBe('stdin')
  })
})

it('refuses an MP_KEY that names no variable', () => {
  expect(failureOf(() => ownVariables({ MP_KEY: 'env:' }, CWD))).toMatchObject({
    code: 'MP_VARIABLE_INVALID',
    message: '$MP_KEY "env:" names no variable',
  })
})

describe('platformVariables', () => {
  it('says nothing where nothing is set, and nothing of what is empty', () => {
    const empty = {
      MASKINPORTEN_CLIENT_ID: '',
      MASKINPORTEN_SCOPES: '',
      MASKINPORTEN_CLIENT_JWK: '',
      MASKINPORTEN_KEYSTORE_PATH: '',
    }
    expect(platformVariables({}, CWD).settings).toEqual({})
    expect(platformVariables(empty, CWD).settings).toEqual({})
  })

  it('reads what nais sets', () => {
    const layer = platformVariables(
      {
        MASKINPORTEN_CLIENT_ID: 'abc',
        MASKINPORTEN_SCOPES: 'a:b c:d',
        MASKINPORTEN_CLIENT_JWK: '{"kty":"RSA"}',
      },
      CWD,
    )
    expect(layer.settings).toEqual({
      clientId: 'abc',
      scopes: ['a:b', 'c:d'],
      key: {
        source: { kind: 'variable', name: 'MASKINPORTEN_CLIENT_JWK', label: 'env:MASKINPORTEN_CLIENT_JWK' },
      },
    })
    expect(['clientId', 'scopes', 'key.file'].map((name) => layer.origin(name))).toEqual([
      '$MASKINPORTEN_CLIENT_ID',
      '$MASKINPORTEN_SCOPES',
      '$MASKINPORTEN_CLIENT_JWK',
    ])
  })

  const OSLO = {
    MASKINPORTEN_KEYSTORE_PATH: 'certs/oslo.p12',
    MASKINPORTEN_KEYSTORE_PASSWORD: 'geheim',
    MASKINPORTEN_KEY_ALIAS: 'auth',
    MASKINPORTEN_KEY_PASSWORD: 'geheim-auch',
  }

  it('reads what Oslo kommune sets, and the passwords by reference', () => {
    const layer = platformVariables(OSLO, CWD)
    expect(layer.settings).toEqual({
      key: {
        source: { kind: 'file', path: '/here/certs/oslo.p12', label: 'certs/oslo.p12' },
        alias: 'auth',
        password: { kind: 'variable', name: 'MASKINPORTEN_KEYSTORE_PASSWORD' },
        entryPassword: { kind: 'variable', name: 'MASKINPORTEN_KEY_PASSWORD' },
      },
    })
    expect(
      ['key.file', 'key.alias', 'key.password', 'key.entryPassword'].map((name) => layer.origin(name)),
    ).toEqual([
      '$MASKINPORTEN_KEYSTORE_PATH',
      '$MASKINPORTEN_KEY_ALIAS',
      '$MASKINPORTEN_KEYSTORE_PASSWORD',
      '$MASKINPORTEN_KEY_PASSWORD',
    ])
  })

  it('knows an empty keystore password from none', () => {
    const env = { MASKINPORTEN_KEYSTORE_PATH: 'x.p12', MASKINPORTEN_KEYSTORE_PASSWORD: '' }
    expect(platformVariables(env, CWD).settings.key).toHaveProperty('password')
    expect(platformVariables({ MASKINPORTEN_KEYSTORE_PATH: 'x.p12' }, CWD).settings.key).not.toHaveProperty(
      'password',
    )
  })

  it('leaves a password to mp’s own variable where that is set', () => {
    const passwords = (env: Record<string, string>) => {
      const { password, entryPassword } = platformVariables({ ...OSLO, ...env }, CWD).settings.key ?? {}
      return [password, entryPassword].map((source) => source && 'theirs')
    }
    expect(passwords({ MP_KEY_PASSWORD: 'x' })).toEqual([undefined, 'theirs'])
    expect(passwords({ MP_ENTRY_PASSWORD: '' })).toEqual(['theirs', undefined])
  })

  it('takes alias and passwords of a keystore only with the keystore', () => {
    const { MASKINPORTEN_KEYSTORE_PATH: _, ...rest } = OSLO
    expect(platformVariables(rest, CWD).settings).toEqual({})
  })

  it('takes the JWK where both are set, without the keystore’s alias and passwords', () => {
    const layer = platformVariables({ ...OSLO, MASKINPORTEN_CLIENT_JWK: '{}' }, CWD)
    expect(Object.keys(layer.settings.key ?? {})).toEqual(['source'])
    expect(layer.origin('key.file')).toBe('$MASKINPORTEN_CLIENT_JWK')
  })
})

describe('platformIssuer', () => {
  const ISSUER = 'https://test.maskinporten.no/'
  const WELL_KNOWN = `${ISSUER}.well-known/oauth-authorization-server`
  const ENDPOINT = `${ISSUER}token`

  it('says nothing where nothing is set, and nothing of what is empty', () => {
    expect(platformIssuer({})).toBeUndefined()
    expect(
      platformIssuer({
        MASKINPORTEN_ISSUER: '',
        MASKINPORTEN_WELL_KNOWN_URL: '',
        MASKINPORTEN_TOKEN_ENDPOINT: '',
      }),
    ).toBeUndefined()
  })

  it.each([
    [{ MASKINPORTEN_ISSUER: ISSUER }, { issuer: ISSUER, origin: '$MASKINPORTEN_ISSUER' }],
    [
      { MASKINPORTEN_ISSUER: ISSUER, MASKINPORTEN_TOKEN_ENDPOINT: ENDPOINT },
      { issuer: ISSUER, tokenEndpoint: ENDPOINT, origin: '$MASKINPORTEN_ISSUER' },
    ],
    [{ MASKINPORTEN_WELL_KNOWN_URL: WELL_KNOWN }, { issuer: ISSUER, origin: '$MASKINPORTEN_WELL_KNOWN_URL' }],
    [
      { MASKINPORTEN_WELL_KNOWN_URL: WELL_KNOWN, MASKINPORTEN_TOKEN_ENDPOINT: ENDPOINT },
      { issuer: ISSUER, tokenEndpoint: ENDPOINT, origin: '$MASKINPORTEN_WELL_KNOWN_URL' },
    ],
    [
      { MASKINPORTEN_TOKEN_ENDPOINT: ENDPOINT },
      { issuer: ISSUER, tokenEndpoint: ENDPOINT, origin: '$MASKINPORTEN_TOKEN_ENDPOINT' },
    ],
    [
      { MASKINPORTEN_ISSUER: ISSUER, MASKINPORTEN_WELL_KNOWN_URL: 'https://maskinporten.no/.well-known/x' },
      { issuer: ISSUER, origin: '$MASKINPORTEN_ISSUER' },
    ],
  ])('reads %j', (env, issuer) => {
    expect(platformIssuer(env)).toEqual(issuer)
  })

  it.each(['MASKINPORTEN_ISSUER', 'MASKINPORTEN_WELL_KNOWN_URL', 'MASKINPORTEN_TOKEN_ENDPOINT'])(
    'refuses a %s that is not encrypted, or no URL, and names the variable',
    (name) => {
      for (const value of ['http://maskinporten.no/token', 'maskinporten.no']) {
        const error = failureOf(() => platformIssuer({ [name]: value }))
        expect(error.code).toBe('MP_VARIABLE_INVALID')
        expect(error.message).toContain(`$${name}`)
      }
    },
  )
})
