import type { KeptToken } from '../../../../src/flows/kept-token.js'
import type { TokenIdentity } from '../../../../src/flows/token-cache/token-identity.js'
import { NOW } from '../../../support/keys.js'

/** What a token is kept under. */
export function anIdentity(change: Partial<TokenIdentity> = {}): TokenIdentity {
  return {
    issuer: 'https://a.example/',
    tokenEndpoint: 'https://a.example/token',
    clientId: 'abc',
    key: null,
    sandbox: null,
    scopes: ['a:b'],
    resource: [],
    consumerOrg: null,
    onBehalfOf: null,
    systemuserOrg: null,
    externalRef: null,
    authorizationDetails: null,
    altinn: null,
    ...change,
  }
}

/** A token that was given just now. */
export function aToken(accessToken = 'aa.bb.cc', life = 119): KeptToken {
  return {
    accessToken,
    tokenType: 'Bearer',
    expiresIn: life,
    expiresAt: NOW + life,
    scope: 'a:b',
    clientId: 'abc',
    altinn: false,
  }
}
