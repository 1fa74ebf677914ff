import { createPrivateKey } from 'node:crypto'
import { SignJWT } from 'jose'
import type { Bearer } from '../bearer.js'
import type { JsonObject } from '../jws.js'
import type { IssuerKey } from '../state.js'
import { serviceOwner } from './service-owners.js'

/** What Altinn does with a token of Maskinporten's. */
export interface Exchange {
  /** Altinn's own issuer. */
  issuer: string
  /** Seconds since 1970. */
  now: number
  /** The caller asked for the organisation of the test apps. */
  test: boolean
}

/** Seconds that Altinn's token lives, whatever is left of Maskinporten's (Altinn: JwtValidityMinutes is 30). */
const LIFE = 30 * 60
/** Claims of Maskinporten's that Altinn does not pass on (Altinn: token exchange). */
const DROPPED = new Set(['aud', 'iss', 'client_amr', 'sid'])
const OWNER_SCOPE = 'altinn:serviceowner'

/** Altinn's token for a token of Maskinporten's: RS256, as the exchange of Altinn's authentication makes it. */
export function signAltinnToken(bearer: Bearer, exchange: Exchange, key: IssuerKey): Promise<string> {
  return new SignJWT(altinnClaims(bearer, exchange))
    .setProtectedHeader({ kid: key.kid, alg: 'RS256', typ: 'JWT' })
    .sign(createPrivateKey({ key, format: 'jwk' }))
}

function altinnClaims({ claims, orgnr }: Bearer, { issuer, now, test }: Exchange): JsonObject {
  // The word is looked for anywhere in the scopes, as Altinn does.
  const owner = `${claims.scope}`.includes(OWNER_SCOPE) ? serviceOwner(orgnr, test) : undefined
  return {
    ...Object.fromEntries(Object.entries(claims).filter(([name]) => !DROPPED.has(name))),
    ...(owner !== undefined && { 'urn:altinn:org': owner }),
    'urn:altinn:orgNumber': orgnr,
    'urn:altinn:authenticatemethod': 'maskinporten',
    'urn:altinn:authlevel': 3,
    iss: issuer,
    iat: now,
    nbf: now,
    exp: now + LIFE,
  }
}
