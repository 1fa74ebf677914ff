import { describe, expect, it } from 'vitest'
import { profileLayers, profileNames } from '../../src/profiles/from-file.js'
import { Secret } from '../../src/secret.js'
import { codeOf, failureOf } from '../support/failure.js'
import { sourceOf, userSourceOf } from '../support/sources.js'

function layersOf(name: string, ...sources: Parameters<typeof profileLayers>[1]) {
  return profileLayers(name, sources)
}

function onlyKey(key: object) {
  return layersOf('t', sourceOf({ profiles: { t: { key } } }))[0]?.settings.key
}

describe('profileNames', () => {
  it('lists every name once, the project’s first', () => {
    const sources = [sourceOf({ profiles: { b: {}, a: {} } }), userSourceOf({ profiles: { c: {}, a: {} } })]
    expect(profileNames(sources)).toEqual(['b', 'a', 'c'])
  })

  it('is empty where no file has profiles', () => {
    expect(profileNames([])).toEqual([])
    expect(profileNames([sourceOf({})])).toEqual([])
  })
})

describe('profileLayers', () => {
  it('gives every setting that a request is made of', () => {
    const [layer] = layersOf(
      't',
      sourceOf({
        profiles: {
          t: {
            environment: 'prod',
            clientId: 'abc',
            scopes: ['a:b c:d', 'a:b'],
            resource: ['https://api.example.no/'],
            consumerOrg: '310 904 473',
            externalRef: 'ref',
            systemuserOrg: '0192:313725138',
            lifetime: 30,
            altinn: false,
            alg: 'RS512',
          },
        },
      }),
    )
    expect(layer).toMatchObject({ profile: 't', environment: 'prod' })
    expect(layer?.settings).toEqual({
      clientId: 'abc',
      scopes: ['a:b', 'c:d'],
      resource: ['https://api.example.no/'],
      consumerOrg: '310904473',
      systemuserOrg: '313725138',
      externalRef: 'ref',
      lifetime: 30,
      alg: 'RS512',
      altinn: false,
    })
  })

  it('gives the two that exclude others', () => {
    const details = [{ type: 'urn:altinn:consent', id: 'x' }]
    const data = { profiles: { t: { onBehalfOf: 'kunde', authorizationDetails: details } } }
    expect(layersOf('t', sourceOf(data))[0]?.settings).toEqual({
      onBehalfOf: 'kunde',
      authorizationDetails: details,
    })
  })

  it('names file, profile and setting for the origin of a value', () => {
    const [layer] = layersOf('t', sourceOf({ profiles: { t: {} } }))
    expect(layer?.origin('key.alias')).toBe('maskinporten.config.json: profiles.t.key.alias')
  })

  it('reads a key relative to the file that names it', () => {
    expect(onlyKey({ file: 'certs/a.p12', alias: 'auth', kid: 'k' })).toEqual({
      source: { kind: 'file', path: '/project/certs/a.p12', label: 'certs/a.p12' },
      alias: 'auth',
      kid: 'k',
    })
    expect(onlyKey({ file: 'env:KEY' })?.source).toMatchObject({ kind: 'variable', name: 'KEY' })
  })

  it.each(['password', 'entryPassword'] as const)('reads every form of a secret: %s', (name) => {
    expect(onlyKey({ [name]: { env: 'PW' } })?.[name]).toEqual({ kind: 'variable', name: 'PW' })
    expect(onlyKey({ [name]: { file: 'pw.txt' } })?.[name]).toEqual({
      kind: 'file',
      path: '/project/pw.txt',
      label: 'pw.txt',
    })
    expect(onlyKey({ [name]: { command: ['op', 'read', 'x'] } })?.[name]).toMatchObject({
      kind: 'command',
      argv: ['op', 'read', 'x'],
      config: { path: '/project/maskinporten.config.json', found: 'walked' },
    })
    const plain = onlyKey({ [name]: 'geheim' })?.[name]
    expect(plain).toEqual({ kind: 'plain', secret: new Secret('geheim') })
    expect(plain?.kind === 'plain' && plain.secret.reveal()).toBe('geheim')
    expect(JSON.stringify(plain)).not.toContain('geheim')
  })

  it('puts the project’s file before the user’s, and both before what is extended', () => {
    const project = sourceOf({ profiles: { a: { clientId: '1', extends: 'b' }, b: { clientId: '3' } } })
    const user = userSourceOf({ profiles: { a: { clientId: '2' }, b: { clientId: '4' } } })
    expect(layersOf('a', project, user).map(({ settings }) => settings.clientId)).toEqual([
      '1',
      '2',
      '3',
      '4',
    ])
    expect(layersOf('a', project, user).map(({ profile }) => profile)).toEqual(['a', 'a', 'b', 'b'])
  })

  it('follows what the user’s file extends where the project’s does not say', () => {
    const project = sourceOf({ profiles: { a: { clientId: '1' } } })
    const user = userSourceOf({ profiles: { a: { extends: 'b' }, b: {} } })
    expect(layersOf('a', project, user).map(({ profile }) => profile)).toEqual(['a', 'a', 'b'])
  })

  it('follows what the project’s file extends where both say', () => {
    const project = sourceOf({ profiles: { a: { extends: 'b' }, b: {} } })
    const user = userSourceOf({ profiles: { a: { extends: 'c' }, c: {} } })
    expect(layersOf('a', project, user).map(({ profile }) => profile)).toEqual(['a', 'a', 'b'])
  })

  it('finds what is extended in the other file', () => {
    const project = sourceOf({ profiles: { a: { extends: 'b' } } })
    expect(layersOf('a', project, userSourceOf({ profiles: { b: { clientId: 'x' } } }))).toHaveLength(2)
  })

  it('names the profile that is not there, those that are, and the nearest', () => {
    const error = failureOf(() => layersOf('tset', sourceOf({ profiles: { test: {}, other: {} } })))
    expect(error).toMatchObject({ code: 'MP_PROFILE_UNKNOWN', suggestion: 'test' })
    expect(error.message).toBe('there is no profile "tset"; the profiles are test, other')
  })

  it('suggests nothing where nothing is near', () => {
    const error = failureOf(() => layersOf('elsewhere', sourceOf({ profiles: { test: {} } })))
    expect(error.suggestion).toBeUndefined()
  })

  it('says that there are no profiles at all', () => {
    expect(failureOf(() => layersOf('test')).message).toMatch(/no configuration file has profiles/)
  })

  it('names who extends what is not there', () => {
    const error = failureOf(() => layersOf('a', sourceOf({ profiles: { a: { extends: 'bb' }, b: {} } })))
    expect(error).toMatchObject({ code: 'MP_PROFILE_UNKNOWN', suggestion: 'b' })
    expect(error.message).toContain('"bb", which "a" extends')
  })

  it.each([
    ['itself', { a: { extends: 'a' } }, 'a -> a'],
    ['each other', { a: { extends: 'b' }, b: { extends: 'a' } }, 'a -> b -> a'],
    ['in a lasso', { a: { extends: 'b' }, b: { extends: 'c' }, c: { extends: 'b' } }, 'a -> b -> c -> b'],
  ])('refuses profiles that extend %s, and shows the circle', (_, profiles, circle) => {
    const error = failureOf(() => layersOf('a', sourceOf({ profiles })))
    expect(error.code).toBe('MP_CONFIG_INVALID')
    expect(error.message).toContain(circle)
  })

  it('refuses a circle through two files', () => {
    const project = sourceOf({ profiles: { a: { extends: 'b' } } })
    const user = userSourceOf({ profiles: { b: { extends: 'a' } } })
    expect(codeOf(() => layersOf('a', project, user))).toBe('MP_CONFIG_INVALID')
  })

  it('follows a hundred profiles, and no more', () => {
    const chain = (length: number) => ({
      ...Object.fromEntries(
        Array.from({ length: length - 1 }, (_, index) => [`p${index}`, { extends: `p${index + 1}` }]),
      ),
      [`p${length - 1}`]: {},
    })
    expect(layersOf('p0', sourceOf({ profiles: chain(100) }))).toHaveLength(100)
    const error = failureOf(() => layersOf('p0', sourceOf({ profiles: chain(101) })))
    expect(error).toMatchObject({
      code: 'MP_CONFIG_INVALID',
      message: 'profile "p0" extends a profile that extends another, more than 100 times over',
    })
  })

  it.each(['toString', 'hasOwnProperty', '__proto__', 'constructor'])(
    'does not take %s for a profile that nobody wrote',
    (name) => {
      expect(codeOf(() => layersOf(name, sourceOf({ profiles: { test: {} } })))).toBe('MP_PROFILE_UNKNOWN')
    },
  )
})
