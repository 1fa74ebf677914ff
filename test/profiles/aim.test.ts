import { describe, expect, it } from 'vitest'
import { aim } from '../../src/profiles/aim.js'
import { type Resolved, resolveSettings } from '../../src/profiles/resolve.js'
import type { Settings } from '../../src/profiles/settings.js'
import { codeOf, failureOf } from '../support/failure.js'
import { sourceOf } from '../support/sources.js'

const PLACE = 'maskinporten.config.json: profiles.test'

/** The settings of a profile for `test`, with these flags over it. */
function settled(profile: object = {}, flags: Settings = {}): Resolved {
  const origins: Record<string, string> = {
    scopes: '--scope',
    altinn: flags.altinn === false ? '--no-altinn' : '--altinn',
  }
  return resolveSettings({
    wish: { environment: 'test' },
    flags: { settings: flags, origin: (name) => origins[name] ?? `--${name}` },
    env: {},
    cwd: '/project',
    sources: [sourceOf({ profiles: { test: profile } })],
  })
}

/** Scopes, resource and token of a call, as `[value, origin]`. */
function aimed(target: string, profile: object = {}, flags: Settings = {}, method = 'GET') {
  const { url, resolved } = aim(settled(profile, flags), target, method)
  const { scopes, resource, altinn } = resolved.settings
  const pair = (setting?: { value: unknown; origin: string }) => setting && [setting.value, setting.origin]
  return { url, scopes: pair(scopes), resource: pair(resource), altinn: pair(altinn) }
}

const OWN = { baseUrl: 'https://own.example/v1' }

describe('aim', () => {
  it("fits the catalogue's facts to the call", () => {
    expect(aimed('losore/utlegg/x')).toEqual({
      url: 'https://losoreregisteret.ppe.brreg.no/utlegg/x',
      scopes: [['brreg:losore/utlegg'], 'the catalogue'],
      resource: undefined,
      altinn: [false, 'the catalogue'],
    })
  })

  it('keeps everything else as it was', () => {
    const resolved = settled({ clientId: 'x', consumerOrg: '310904473', apis: { own: OWN } })
    const { resolved: fitted } = aim(resolved, 'own/x', 'GET')
    expect(fitted).toEqual(resolved)
  })

  it.each([
    { what: 'the catalogue', profile: {}, flags: {}, scopes: [['brreg:losore/utlegg'], 'the catalogue'] },
    {
      what: 'the catalogue, though the profile has others',
      profile: { scopes: ['a:b'] },
      flags: {},
      scopes: [['brreg:losore/utlegg'], 'the catalogue'],
    },
    {
      what: 'the flag',
      profile: { scopes: ['a:b'] },
      flags: { scopes: ['c:d'] },
      scopes: [['c:d'], '--scope'],
    },
    {
      what: "the profile's word for this API",
      profile: { apis: { losore: { scopes: ['e:f', 'g:h'] } } },
      flags: {},
      scopes: [['e:f', 'g:h'], `${PLACE}.apis.losore`],
    },
  ])('takes the scope from $what', ({ profile, flags, scopes }) => {
    expect(aimed('losore/x', profile, flags).scopes).toEqual(scopes)
  })

  it.each([
    {
      target: 'enhetsregisteret/personer',
      resource: ['https://data.ppe.brreg.no/enhetsregisteret/autorisert-api'],
    },
    { target: 'folkeregisteret/api/privat/v1', resource: undefined },
    { target: 'own/x', resource: undefined },
  ])("takes the API's own word for the resource of $target", ({ target, resource }) => {
    expect(aimed(target, { apis: { own: OWN } }).resource?.[0]).toEqual(resource)
  })

  it("leaves a profile's resource to APIs that say nothing of it", () => {
    const profile = { resource: ['https://r.example/'], apis: { own: OWN } }
    expect(aimed('own/x', profile).resource).toEqual([['https://r.example/'], `${PLACE}.resource`])
    expect(aimed('https://elsewhere.example/x', profile).resource?.[0]).toEqual(['https://r.example/'])
    expect(aimed('folkeregisteret/x', profile).resource).toBeUndefined()
    const none = { ...profile, apis: { own: { ...OWN, resource: [] } } }
    expect(aimed('own/x', none).resource).toBeUndefined()
  })

  it('takes --resource before them all, save where the API forbids one', () => {
    const flags = { resource: ['https://f.example/'] }
    for (const target of ['own/x', 'enhetsregisteret/personer', 'https://elsewhere.example/']) {
      expect(aimed(target, { apis: { own: OWN } }, flags).resource).toEqual([
        ['https://f.example/'],
        '--resource',
      ])
    }
    const error = failureOf(() => aimed('skatteetaten-inntekt/x', {}, flags))
    expect([error.code, error.message]).toEqual([
      'MP_USAGE',
      '--resource: API "skatteetaten-inntekt" takes no token with a resource',
    ])
  })

  it.each([
    { target: 'altinn-storage/instances', altinn: [true, 'the catalogue'] },
    { target: 'altinn-dialogporten/x', altinn: [false, 'the catalogue'] },
    { target: 'altinn-broker/x', altinn: undefined },
    { target: 'altinn-broker/x', profile: { altinn: true }, altinn: [true, `${PLACE}.altinn`] },
    { target: 'losore/x', profile: { altinn: true }, altinn: [false, 'the catalogue'] },
    { target: 'https://elsewhere.example/', profile: { altinn: true }, altinn: [true, `${PLACE}.altinn`] },
    { target: 'own/x', api: { altinn: true }, altinn: [true, `${PLACE}.apis.own`] },
    {
      target: 'own/x',
      api: { altinn: false },
      profile: { altinn: true },
      altinn: [false, `${PLACE}.apis.own`],
    },
    { target: 'losore/x', flags: { altinn: true }, altinn: [true, '--altinn'] },
    { target: 'altinn-storage/instances', flags: { altinn: false }, altinn: [false, '--no-altinn'] },
  ])(
    "is for $altinn at $target, by the API's word or a flag's",
    ({ target, profile, api, flags, altinn }) => {
      expect(aimed(target, { ...profile, apis: { own: { ...OWN, ...api } } }, flags).altinn).toEqual(altinn)
    },
  )

  it('calls the Altinn that was named', () => {
    expect(aimed('altinn-storage/instances', { altinnEnv: 'at22' }).url).toBe(
      'https://platform.at22.altinn.cloud/storage/api/v1/instances',
    )
    expect(codeOf(() => aimed('altinn-storage/instances', { altinnEnv: 'prod' }))).toMatch(/^MP_/)
  })

  it('asks for writing where the method writes', () => {
    expect(aimed('altinn-storage/instances', {}, {}, 'PUT').scopes?.[0]).toEqual([
      'altinn:serviceowner/instances.write',
    ])
  })
})
