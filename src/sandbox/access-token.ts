import { createPrivateKey } from 'node:crypto'
import { SignJWT } from 'jose'
import { type AcceptedGrant, actor } from './accepted-grant.js'
import type { IssuerKey } from './state.js'

/** Seconds a token lives when neither client nor scope says otherwise (Digdir: client registration). */
const DEFAULT_LIFE = 120

/** Seconds from now to the token's `exp`: the lowest of what the client and its scopes say. */
export function lifeOf({ client, scopes }: AcceptedGrant): number {
  const bounds = scopes.map(({ at_max_age }) => at_max_age).filter((bound) => bound > 0)
  return Math.min(client.access_token_lifetime || DEFAULT_LIFE, ...bounds)
}

/** The scopes of a token as one string (RFC 6749 section 3.3). */
export function scopeText({ scopes }: AcceptedGrant): string {
  return scopes.map(({ name }) => name).join(' ')
}

/** A self-contained access token: RS256, with the claims of Digdir's /token endpoint page. */
export function signAccessToken(
  grant: AcceptedGrant,
  issuer: string,
  key: IssuerKey,
  jti: string,
): Promise<string> {
  return new SignJWT(accessTokenClaims(grant, issuer, jti))
    .setProtectedHeader({ kid: key.kid, alg: 'RS256' })
    .sign(createPrivateKey({ key, format: 'jwk' }))
}

function accessTokenClaims(grant: AcceptedGrant, issuer: string, jti: string): Record<string, unknown> {
  return {
    ...(grant.resource && { aud: grant.resource.length === 1 ? grant.resource[0] : grant.resource }),
    ...(grant.authorizationDetails && { authorization_details: grant.authorizationDetails }),
    scope: scopeText(grant),
    iss: issuer,
    client_amr: grant.clientAmr,
    token_type: 'Bearer',
    exp: grant.now + lifeOf(grant),
    iat: grant.now,
    client_id: grant.client.client_id,
    jti,
    consumer: actor(grant.consumer),
    ...(grant.supplier !== undefined && { supplier: actor(grant.supplier) }),
    ...(grant.delegationSource !== undefined && { delegation_source: grant.delegationSource }),
    ...(grant.pid !== undefined && { pid: grant.pid }),
  }
}
