import { describe, expect, it } from 'vitest'
import { type Given, type Resolved, resolveSettings, withDefaults } from '../../src/profiles/resolve.js'
import type { Layer, Settings } from '../../src/profiles/settings.js'
import { randomFrom } from '../support/random.js'
import { sourceOf, userSourceOf } from '../support/sources.js'

function layer(settings: Settings, place = '--'): Layer {
  return { settings, origin: (name) => `${place}${name}` }
}

function resolved(given: Partial<Given>): Resolved {
  return resolveSettings({ wish: {}, flags: layer({}), env: {}, cwd: '/here', sources: [], ...given })
}

/** Everything by its bare value, for reading. */
function values({ settings, key }: Resolved): Record<string, unknown> {
  const entries = [
    ...Object.entries(settings),
    ...Object.entries(key).map(([name, of]) => [`key.${name}`, of] as const),
  ]
  return Object.fromEntries(entries.map(([name, sourced]) => [name, sourced?.value]))
}

const key = (path: string) => ({ kind: 'file', path, label: path }) as const

describe('the order of the places', () => {
  /** The places from the highest to the lowest, each with a client id and a key file. */
  const PLACES = [
    'flags',
    'MP_*',
    'MASKINPORTEN_*',
    'project',
    'user',
    'extended by project',
    'extended by user',
  ]

  function given(present: readonly string[]): Partial<Given> {
    const has = (place: string) => present.includes(place)
    const profile = (place: string) => (has(place) ? { clientId: place, key: { file: '/of project' } } : {})
    const project = {
      defaultProfile: 't',
      profiles: { t: { extends: 'base', ...profile('project') }, base: profile('extended by project') },
    }
    const user = { profiles: { t: profile('user'), base: profile('extended by user') } }
    return {
      wish: { environment: 'test', profile: 't' },
      flags: layer(has('flags') ? { clientId: 'flags', key: { source: key('/of flags') } } : {}),
      env: {
        ...(has('MP_*') && { MP_KEY: '/of MP_*' }),
        ...(has('MASKINPORTEN_*') && {
          MASKINPORTEN_CLIENT_ID: 'MASKINPORTEN_*',
          MASKINPORTEN_KEYSTORE_PATH: '/of MASKINPORTEN_*',
        }),
      },
      sources: [sourceOf(project), userSourceOf(user)],
    }
  }

  it('holds for every combination of places', () => {
    for (let set = 0; set < 2 ** PLACES.length; set++) {
      const present = PLACES.filter((_, index) => set & (1 << index))
      const { settings } = resolved(given(present))
      expect(settings.clientId?.value).toBe(present.filter((place) => place !== 'MP_*')[0])
    }
  })

  it.each([
    [['flags', 'MP_*', 'MASKINPORTEN_*', 'project'], '/of flags', '--key.file'],
    [['MP_*', 'MASKINPORTEN_*', 'project'], '/of MP_*', '$MP_KEY'],
    [['MASKINPORTEN_*', 'project'], '/of MASKINPORTEN_*', '$MASKINPORTEN_KEYSTORE_PATH'],
    [['project', 'user'], '/of project', 'maskinporten.config.json: profiles.t.key.file'],
    [['extended by user'], '/of project', '~/config.json: profiles.base.key.file'],
  ])('takes with %j the key of the first', (present, path, origin) => {
    const { source } = resolved(given(present)).key
    expect(source?.value).toMatchObject({ kind: 'file', path })
    expect(source?.origin).toBe(origin)
  })

  it('says of each value where it came from', () => {
    const { settings } = resolved({
      wish: { profile: 'test' },
      flags: layer({ lifetime: 10 }),
      env: { MASKINPORTEN_SCOPES: 'a:b' },
      sources: [sourceOf({ profiles: { test: { resource: ['x'], alg: 'RS384' } } })],
    })
    expect(settings).toEqual({
      lifetime: { value: 10, origin: '--lifetime' },
      scopes: { value: ['a:b'], origin: '$MASKINPORTEN_SCOPES' },
      resource: { value: ['x'], origin: 'maskinporten.config.json: profiles.test.resource' },
      alg: { value: 'RS384', origin: 'maskinporten.config.json: profiles.test.alg' },
    })
  })

  it('replaces lists and never adds to them', () => {
    const sources = [sourceOf({ profiles: { test: { scopes: ['a:b', 'c:d'], resource: ['x', 'y'] } } })]
    const given = { wish: { profile: 'test' }, flags: layer({ scopes: ['e:f'], resource: ['z'] }), sources }
    expect(values(resolved(given))).toEqual({ scopes: ['e:f'], resource: ['z'] })
  })

  it('completes each place by the others', () => {
    const sources = [
      sourceOf({
        profiles: {
          a: { extends: 'b', scopes: ['a:b'] },
          b: { extends: 'c', clientId: 'id', scopes: ['x:y'] },
          c: { environment: 'test', lifetime: 20 },
        },
      }),
    ]
    expect(values(resolved({ wish: { profile: 'a' }, sources }))).toEqual({
      clientId: 'id',
      scopes: ['a:b'],
      lifetime: 20,
    })
  })

  it('tells profile and environment along with the settings', () => {
    const sources = [sourceOf({ profiles: { test: {} } })]
    expect(resolved({ wish: { profile: 'test' }, sources })).toMatchObject({
      profile: { value: 'test', origin: '--profile' },
      environment: { value: { name: 'test' }, origin: 'the name of the profile' },
    })
    expect(resolved({ wish: { environment: 'test' } })).not.toHaveProperty('profile')
  })

  it('reads a pid from the flags', () => {
    const given = { wish: { environment: 'test' }, flags: layer({ pid: '21818297804' }) }
    expect(values(resolved(given))).toEqual({ pid: '21818297804' })
  })
})

describe('settings that exclude each other', () => {
  function merged(flags: Settings, profile: object, base: object = {}): Record<string, unknown> {
    const sources = [sourceOf({ profiles: { test: { extends: 'base', ...profile }, base } })]
    return values(resolved({ wish: { profile: 'test' }, flags: layer(flags), sources }))
  }

  const DETAILS = [{ type: 'urn:altinn:consent' }]

  it.each([
    ['a consumer', { consumerOrg: '310904473' }, { onBehalfOf: 'x' }, { consumerOrg: '310904473' }],
    ['an id', { onBehalfOf: 'x' }, { consumerOrg: '310904473' }, { onBehalfOf: 'x' }],
    [
      'a system user',
      { systemuserOrg: '310904473' },
      { authorizationDetails: DETAILS },
      { systemuserOrg: '310904473' },
    ],
    [
      'details',
      { authorizationDetails: DETAILS },
      { systemuserOrg: '310904473', externalRef: 'ref' },
      { authorizationDetails: DETAILS },
    ],
  ])('takes %s from the higher place, and leaves the other out', (_, higher, lower, result) => {
    expect(merged(higher, lower)).toEqual(result)
    expect(merged({}, higher, lower)).toEqual(result)
  })

  it('still takes from below what the higher place says nothing about', () => {
    expect(merged({ consumerOrg: '310904473' }, { authorizationDetails: DETAILS })).toEqual({
      consumerOrg: '310904473',
      authorizationDetails: DETAILS,
    })
  })

  it('takes the external reference of the system user from the same place or a higher one', () => {
    const lower = { systemuserOrg: '310904473', externalRef: 'lower' }
    expect(merged({}, lower)).toEqual(lower)
    expect(merged({ externalRef: 'higher' }, lower)).toEqual({ ...lower, externalRef: 'higher' })
  })

  it('does not take the external reference of another system user', () => {
    const profile = { systemuserOrg: '310904473', externalRef: 'of another' }
    expect(merged({ systemuserOrg: '313725138' }, profile)).toEqual({ systemuserOrg: '313725138' })
    expect(merged({}, { systemuserOrg: '313725138' }, { externalRef: 'of another' })).toEqual({
      systemuserOrg: '313725138',
    })
  })
})

describe('the key settings', () => {
  const LOWER = {
    file: 'lower.p12',
    alias: 'lower',
    kid: 'lower',
    password: { env: 'LOWER' },
    entryPassword: { env: 'LOWER' },
  }

  function merged(flags: Settings['key'], lower: object = LOWER, env = {}): Record<string, unknown> {
    const sources = [sourceOf({ profiles: { test: { key: lower } } })]
    const given = { wish: { profile: 'test' }, flags: layer(flags ? { key: flags } : {}), env, sources }
    return values(resolved(given))
  }

  it('start afresh at a place that names a key file', () => {
    expect(merged({ source: key('/higher.p12') })).toEqual({ 'key.source': key('/higher.p12') })
  })

  it('start afresh at a variable', () => {
    expect(merged(undefined, LOWER, { MP_KEY: '/higher.p12' })).toEqual({ 'key.source': key('/higher.p12') })
    expect(Object.keys(merged(undefined, LOWER, { MASKINPORTEN_CLIENT_JWK: '{}' }))).toEqual(['key.source'])
  })

  it('start afresh at a profile that extends another', () => {
    const profiles = {
      test: { extends: 'base', key: { file: 'child.jwk', kid: 'child' } },
      base: { key: LOWER },
    }
    const { key: merged } = resolved({ wish: { profile: 'test' }, sources: [sourceOf({ profiles })] })
    expect(merged.source?.value).toMatchObject({ label: 'child.jwk' })
    expect(merged.kid?.value).toBe('child')
    expect(Object.keys(merged)).toEqual(['source', 'kid'])
  })

  it('take from higher places, too, what those say without a file', () => {
    const password = { kind: 'variable', name: 'HIGHER' } as const
    const merging = merged({ alias: 'higher', password })
    expect(merging).toMatchObject({
      'key.source': { label: 'lower.p12' },
      'key.alias': 'higher',
      'key.kid': 'lower',
      'key.password': password,
      'key.entryPassword': { kind: 'variable', name: 'LOWER' },
    })
  })

  it('come together from all places where none names a file', () => {
    expect(merged({ alias: 'higher' }, { kid: 'lower' })).toEqual({
      'key.alias': 'higher',
      'key.kid': 'lower',
    })
  })

  it('never mix a file with what stands below it, wherever it stands', () => {
    const random = randomFrom(3)
    const FACTS = ['alias', 'kid'] as const
    for (let round = 0; round < 300; round++) {
      const places = Array.from({ length: 4 }, (_, index) => ({
        ...(random() < 0.4 && { file: `/${index}.p12` }),
        ...(random() < 0.5 && { alias: `alias ${index}` }),
        ...(random() < 0.5 && { kid: `kid ${index}` }),
      }))
      const profiles = Object.fromEntries(
        places.map((place, index) => [
          `p${index}`,
          { key: place, ...(index < 3 && { extends: `p${index + 1}` }) },
        ]),
      )
      const wish = { profile: 'p0', environment: 'test' }
      const merging = values(resolved({ wish, sources: [sourceOf({ profiles })] }))
      const file = places.findIndex((place) => 'file' in place)
      const visible = file < 0 ? places : places.slice(0, file + 1)
      for (const fact of FACTS) {
        const expected = visible.map((place) => place[fact]).find((value) => value !== undefined)
        expect(merging[`key.${fact}`]).toBe(expected)
      }
      expect(merging['key.source']).toEqual(file < 0 ? undefined : key(`/${file}.p12`))
    }
  })

  it('name their flags and settings as a person wrote them', () => {
    const sources = [sourceOf({ profiles: { test: { key: LOWER } } })]
    const { key: merged } = resolved({
      wish: { profile: 'test' },
      flags: layer({ key: { alias: 'a' } }),
      sources,
    })
    expect(Object.values(merged).map((sourced) => sourced?.origin)).toEqual([
      'maskinporten.config.json: profiles.test.key.file',
      '--key.alias',
      'maskinporten.config.json: profiles.test.key.kid',
      'maskinporten.config.json: profiles.test.key.password',
      'maskinporten.config.json: profiles.test.key.entryPassword',
    ])
  })
})

describe('withDefaults', () => {
  const defaults = layer(
    { clientId: 'default', lifetime: 9, key: { source: key('/default.p12'), alias: 'default' } },
    'sandbox ',
  )

  it('fills what is missing', () => {
    const filled = withDefaults(resolved({ wish: { environment: 'sandbox' } }), defaults)
    expect(values(filled)).toEqual({
      clientId: 'default',
      lifetime: 9,
      'key.source': key('/default.p12'),
      'key.alias': 'default',
    })
    expect(filled.settings.clientId?.origin).toBe('sandbox clientId')
    expect(filled.environment.value.name).toBe('sandbox')
  })

  it('leaves what is there', () => {
    const given = { wish: { environment: 'sandbox' }, flags: layer({ clientId: 'mine' }) }
    expect(values(withDefaults(resolved(given), defaults))).toMatchObject({ clientId: 'mine', lifetime: 9 })
  })

  it('leaves a key that is there alone: the default’s alias belongs to the default’s file', () => {
    const flags = layer({ key: { source: key('/mine.p12') } })
    const filled = withDefaults(resolved({ wish: { environment: 'sandbox' }, flags }), defaults)
    expect(values(filled)).toMatchObject({ 'key.source': key('/mine.p12') })
    expect(values(filled)).not.toHaveProperty('key.alias')
  })

  it('lets a flag choose within the default’s key', () => {
    const flags = layer({ key: { alias: 'mine' } })
    const filled = withDefaults(resolved({ wish: { environment: 'sandbox' }, flags }), defaults)
    expect(values(filled)).toMatchObject({ 'key.source': key('/default.p12'), 'key.alias': 'mine' })
  })
})

describe("a profile's APIs", () => {
  it('are put together of every place that speaks of them, the nearest place first', () => {
    const project = {
      profiles: {
        t: { extends: 'base', apis: { mine: { scopes: ['a:b c:d'] }, own: { baseUrl: 'https://own' } } },
        base: { apis: { mine: { baseUrl: 'https://base', scopes: ['x:y'], altinn: true } } },
      },
    }
    const { apis } = resolved({
      wish: { environment: 'test', profile: 't' },
      sources: [sourceOf(project), userSourceOf({ profiles: { t: { apis: { mine: { resource: [] } } } } })],
    })
    expect(apis.mine?.value).toEqual({
      scopes: ['a:b', 'c:d'],
      baseUrl: 'https://base',
      altinn: true,
      resource: [],
    })
    expect(apis.mine?.origin).toMatch(/: profiles\.t\.apis\.mine$/)
    expect(apis.own?.value).toEqual({ baseUrl: 'https://own' })
    expect(Object.keys(apis)).toEqual(['mine', 'own'])
  })
})
