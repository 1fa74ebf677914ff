import { describe, expect, it } from 'vitest'
import { IncompleteError } from '../../src/errors.js'
import { planGrant } from '../../src/flows/plan-grant.js'
import { resolveSettings } from '../../src/profiles/resolve.js'
import type { Settings } from '../../src/profiles/settings.js'
import { failureOf } from '../support/failure.js'
import { sourceOf } from '../support/sources.js'

function resolved(settings: Settings, profile?: object) {
  const sources = profile ? [sourceOf({ profiles: { mine: { environment: 'test', ...profile } } })] : []
  const wish = profile ? { profile: 'mine' } : { environment: 'test' }
  return resolveSettings({ wish, flags: { settings, origin: (name) => name }, env: {}, cwd: '/', sources })
}

const LEAST: Settings = { clientId: 'abc', scopes: ['a:b'] }

describe('planGrant', () => {
  it('asks the environment’s issuer for what was named, for a minute, with RS256', () => {
    expect(planGrant(resolved(LEAST))).toEqual({
      grant: { audience: 'https://test.maskinporten.no/', clientId: 'abc', scopes: ['a:b'], lifetime: 60 },
      alg: 'RS256',
    })
  })

  it('carries everything that was said', () => {
    const details = [{ type: 'urn:altinn:consent' }]
    const said: Settings = {
      ...LEAST,
      resource: ['x'],
      pid: '21818297804',
      consumerOrg: '310904473',
      authorizationDetails: details,
      lifetime: 10,
      alg: 'RS512',
    }
    expect(planGrant(resolved(said))).toEqual({
      grant: {
        audience: 'https://test.maskinporten.no/',
        clientId: 'abc',
        scopes: ['a:b'],
        resource: ['x'],
        pid: '21818297804',
        consumerOrg: '310904473',
        authorizationDetails: details,
        lifetime: 10,
      },
      alg: 'RS512',
    })
    expect(planGrant(resolved({ ...LEAST, onBehalfOf: 'kunde' })).grant.onBehalfOf).toBe('kunde')
  })

  it('writes a system user as Digdir has it', () => {
    const { grant } = planGrant(resolved({ ...LEAST, systemuserOrg: '310904473' }))
    expect(JSON.stringify(grant.authorizationDetails)).toBe(
      '[{"type":"urn:altinn:systemuser","systemuser_org":{"authority":"iso6523-actorid-upis","ID":"0192:310904473"}}]',
    )
  })

  it('adds the external reference where one was given', () => {
    const { grant } = planGrant(resolved({ ...LEAST, systemuserOrg: '310904473', externalRef: 'ref' }))
    expect(grant.authorizationDetails).toEqual([
      {
        type: 'urn:altinn:systemuser',
        systemuser_org: { authority: 'iso6523-actorid-upis', ID: '0192:310904473' },
        externalRef: 'ref',
      },
    ])
  })

  it.each([
    ['client id', { scopes: ['a:b'] }],
    ['scope', { clientId: 'abc' }],
  ] as const)('misses a %s', (missing, settings) => {
    const error = failureOf(() => planGrant(resolved(settings)))
    expect(error).toBeInstanceOf(IncompleteError)
    expect(error).toMatchObject({ code: 'MP_CONFIG_INCOMPLETE', missing })
    expect(error.message).toBe(`no ${missing} was given, and no profile was named`)
    expect(failureOf(() => planGrant(resolved(settings, {}))).message).toBe(
      `no ${missing} was given, and profile "mine" has none`,
    )
  })

  it.each([
    ['an empty list', { scopes: [] }],
    ['a list of blanks', { scopes: [' '] }],
  ])('misses a scope where the profile has %s', (_, profile) => {
    const error = failureOf(() => planGrant(resolved({ clientId: 'abc' }, profile)))
    expect(error).toMatchObject({ code: 'MP_CONFIG_INCOMPLETE', missing: 'scope' })
  })
})
