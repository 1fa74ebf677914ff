import {
  forbidden,
  invalidGrant,
  invalidParameter,
  invalidRequest,
  invalidScope,
  notAuthenticated,
  type Refusal,
} from '../rules/rule.js'
import type { Published } from './published.js'

const SCOPE = 'brreg:losore/utlegg'
const SOURCE = 'Digdir: Feilsøking i Maskinporten'

/** What the token endpoint says, by Digdir's numbers, and by a name where it has none (Digdir: Feilsøking i Maskinporten). */
export const TOKEN_REFUSALS: readonly Published[] = [
  said('MP-011', invalidParameter()),
  said('MP-012', invalidGrant('Grant is used before.')),
  said('MP-100', notAuthenticated('Client not found')),
  said('MP-110', notAuthenticated('Invalid JWT claim aud')),
  said('MP-120', notAuthenticated('The JWT is signed with an invalid certificate')),
  said('MP-121', notAuthenticated('Expired key')),
  said(
    'MP-122',
    notAuthenticated('Invalid organization number for client. Does not match certificate orgno'),
  ),
  said('MP-123', notAuthenticated('Invalid JWT header x5c')),
  said('MP-124', notAuthenticated('Invalid JWT signature')),
  said('MP-130', notAuthenticated('JWT is expired')),
  said('MP-200', invalidScope('Token request contains invalid scopes for client.')),
  said('MP-201', invalidScope('Token request contains scopes not allowed for maskinporten.')),
  said('MP-250', forbidden(`Consumer has not been granted access to the scope ${SCOPE}.`)),
  said(
    'MP-251',
    forbidden(`Consumer 310904473 has not delegated access to the scope ${SCOPE} to supplier 313725138.`),
  ),
  said('MP-301', details('invalid_authorization_details', 'Unknown authorization details type.')),
  said('MP-302', details('invalid_authorization_details', 'Unknown fields in the authorization details.')),
  said('MP-303', details('invalid_altinn_customer_configuration', 'Invalid authorization details values.')),
  said('clock-ahead', notAuthenticated('Issue time is after now')),
  said('unknown-kid', notAuthenticated('Unknown key identifier (kid) for client')),
  said(
    'own-org-as-consumer',
    invalidRequest(
      'Validation of JWT claim failed: The combination consumer_org in claim and delegation scope on client is invalid.',
    ),
  ),
  said('invalid-iat', notAuthenticated('Invalid JWT claim iat')),
  said('invalid-exp', notAuthenticated('Invalid JWT claim exp')),
  said('invalid-jti', notAuthenticated('Invalid JWT claim jti')),
  said('unknown-onbehalfof', notAuthenticated('Invalid JWT claim iss_onbehalfof')),
  said('kid-required', notAuthenticated('Client with registered keys must use kid')),
  said('kid-or-x5c', notAuthenticated('JWT header must have either kid or x5c')),
  said('invalid-alg', notAuthenticated('Invalid JWT header alg')),
  said('invalid-crit', notAuthenticated('Invalid JWT header crit')),
  said('scope-missing', invalidScope('Missing or invalid JWT claim scope.')),
  said('unsupported-grant-type', details('unsupported_grant_type', 'Unsupported grant type.')),
  said('malformed-request', invalidRequest('Missing parameter: assertion.')),
]

/** Asked before all others, and broken by every grant. */
function said(name: string, refusal: Refusal): Published {
  const code = /^MP-\d{3}$/.test(name) ? (name as `MP-${number}`) : undefined
  const rule = { id: 'scenario.refuse', title: `${name} is not played`, source: SOURCE, check: () => refusal }
  return { name, voice: 'Maskinporten', rule: { ...rule, ...(code && { code }) } }
}

function details(error: string, description: string): Refusal {
  return { status: 400, error, description }
}
