import { describe, expect, it } from 'vitest'
import { isAbout, toScopeFields } from '../../../src/protocol/selfservice/scope.js'

describe('toScopeFields', () => {
  it('gives what was named by the names that the API has', () => {
    expect(
      toScopeFields({
        ...{
          prefix: 'demo',
          subscope: 'a.read',
          description: 'd',
          longDescription: '',
          visibility: 'PRIVATE',
        },
        ...{
          tokenType: 'OPAQUE',
          allowedIntegrationTypes: ['maskinporten'],
          atMaxAge: 0,
          authorizationMaxLifetime: 1,
        },
        ...{
          delegationSource: 'https://tt02.altinn.no/',
          accessibleForAll: false,
          requiresUserConsent: true,
        },
        ...{ requiresUserAuthentication: false, requiresPseudonymousTokens: true },
      }),
    ).toEqual({
      ...{
        prefix: 'demo',
        subscope: 'a.read',
        description: 'd',
        long_description: '',
        visibility: 'PRIVATE',
      },
      ...{ token_type: 'OPAQUE', allowed_integration_types: ['maskinporten'], at_max_age: 0 },
      ...{
        authorization_max_lifetime: 1,
        delegation_source: 'https://tt02.altinn.no/',
        accessible_for_all: false,
      },
      ...{
        requires_user_consent: true,
        requires_user_authentication: false,
        requires_pseudonymous_tokens: true,
      },
    })
    expect(toScopeFields({ description: 'd' })).toEqual({ description: 'd' })
  })
})

describe('isAbout', () => {
  const scope = {
    name: 'brreg:losore/tlg',
    prefix: 'brreg',
    description: 'Løsøre',
    'long_description#en': 'Movables',
    owner_orgno: '974760673',
    at: 7,
  }

  it.each(['losore', 'BRREG:', 'løsØre', 'movab', ''])('finds %j', (text) => {
    expect(isAbout(scope, text)).toBe(true)
  })

  it.each(['974760673', 'ektepakt', '7'])('does not find %j', (text) => {
    expect(isAbout(scope, text)).toBe(false)
  })
})
