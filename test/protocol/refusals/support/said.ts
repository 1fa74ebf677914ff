import type { Said } from '../../../../src/protocol/refusals/recognise.js'
import type { Authority } from '../../../../src/protocol/refusals/refusal-entry.js'

/** An answer without a code, and what it is. */
export interface SaidRow {
  id: string
  authority: Authority
  said: Said
}

const FAILED = 'Invalid assertion. Client authentication failed.'

function maskinporten(id: string, error: string, errorDescription: string, status = 400): SaidRow {
  return { id, authority: 'maskinporten', said: { error, errorDescription, status } }
}

const unauthenticated = (id: string, why: string) => maskinporten(id, 'invalid_grant', `${FAILED} ${why}`)

function exchange(id: string, status: number, errorDescription?: string): SaidRow {
  return { id, authority: 'altinn-exchange', said: { status, ...(errorDescription && { errorDescription }) } }
}

function selfservice(id: string, status: number, errorDescription?: string): SaidRow {
  return { id, authority: 'selfservice', said: { status, ...(errorDescription && { errorDescription }) } }
}

/** Words as the token endpoint says them (Digdir's troubleshooting page, and answers seen in the wild). */
export const MASKINPORTEN_SAID: readonly SaidRow[] = [
  maskinporten('MP-011', 'invalid_request', 'Invalid assertion. Invalid parameter value.'),
  maskinporten('MP-012', 'invalid_grant', 'Grant is used before.'),
  maskinporten('MP-100', 'invalid_grant', FAILED),
  unauthenticated('MP-100', 'Client not found.'),
  maskinporten('MP-100', 'invalid_grant', 'Client not found'),
  unauthenticated('MP-110', 'Invalid JWT claim aud.'),
  unauthenticated('MP-120', 'The JWT is signed with an invalid certificate.'),
  unauthenticated('MP-121', 'Expired key.'),
  unauthenticated('MP-122', 'Invalid organization number for client. Does not match certificate orgno.'),
  unauthenticated('MP-123', 'Invalid JWT header x5c.'),
  unauthenticated('MP-124', 'Invalid JWT signature.'),
  maskinporten('MP-130', 'invalid_grant', 'Invalid assertion. JWT is expired.'),
  maskinporten('MP-130', 'invalid_grant', 'Invalid assertion. Expired JWT.'),
  maskinporten('MP-200', 'invalid_scope', 'Token request contains invalid scopes for client.'),
  maskinporten('MP-201', 'invalid_scope', 'Token request contains scopes not allowed for maskinporten.'),
  maskinporten('MP-250', 'forbidden', 'Consumer has not been granted access to the scope skatt:a.b.', 403),
  maskinporten(
    'MP-251',
    'forbidden',
    'Consumer 310904473 has not delegated access to the scope skatt:a.b to supplier 313725138.',
    403,
  ),
  maskinporten('MP-301', 'invalid_authorization_details', 'Unknown authorization details type.'),
  maskinporten('MP-302', 'invalid_authorization_details', 'Unknown fields in the authorization details.'),
  maskinporten('MP-303', 'invalid_authorization_details', 'Invalid authorization details values.'),
  maskinporten('MP-303', 'invalid_altinn_customer_configuration', 'System user not found'),
  maskinporten('clock-ahead', 'invalid_grant', 'Invalid assertion. Issue time is after now.'),
  unauthenticated('clock-ahead', 'Issue time is after now.'),
  unauthenticated('unknown-kid', 'Unknown key identifier (kid) for client.'),
  maskinporten(
    'own-org-as-consumer',
    'invalid_request',
    'Validation of JWT claim failed: The combination consumer_org in claim and delegation scope on client is invalid.',
  ),
  unauthenticated('invalid-iat', 'Invalid JWT claim iat.'),
  unauthenticated('invalid-exp', 'Invalid JWT claim exp.'),
  unauthenticated('invalid-jti', 'Invalid JWT claim jti.'),
  unauthenticated('unknown-onbehalfof', 'Invalid JWT claim iss_onbehalfof.'),
  unauthenticated('kid-required', 'Client with registered keys must use kid.'),
  unauthenticated('kid-or-x5c', 'JWT header must have either kid or x5c.'),
  unauthenticated('invalid-alg', 'Invalid JWT header alg.'),
  unauthenticated('invalid-crit', 'Invalid JWT header crit.'),
  maskinporten('scope-missing', 'invalid_scope', 'Missing or invalid JWT claim scope.'),
  maskinporten('unsupported-grant-type', 'unsupported_grant_type', 'Unsupported grant type.'),
  maskinporten('malformed-request', 'invalid_request', 'Request method must be POST.', 405),
  maskinporten(
    'malformed-request',
    'invalid_request',
    'Content type must be application/x-www-form-urlencoded.',
  ),
  maskinporten('malformed-request', 'invalid_request', 'A parameter is repeated.'),
  maskinporten('malformed-request', 'invalid_request', 'Missing parameter: assertion.'),
]

/** Altinn's exchange: its status is nearly all it says. */
export const EXCHANGE_SAID: readonly SaidRow[] = [
  exchange('altinn-unknown-provider', 400),
  exchange('altinn-unknown-provider', 400, 'Unknown token provider. Trusted are: maskinporten.'),
  exchange('altinn-token-refused', 401),
  exchange('altinn-partner-scope', 403),
  exchange('altinn-enterprise-user', 410),
  exchange('altinn-enterprise-user', 410, 'Virksomhetsbruker is no longer available'),
  exchange('altinn-locked', 429),
]

/** The self-service API: a status, and the field that is at fault. */
export const SELFSERVICE_SAID: readonly SaidRow[] = [
  selfservice('selfservice-unauthorized', 401, 'the token has expired'),
  selfservice('selfservice-scope-missing', 403),
  selfservice('selfservice-scope-missing', 403, 'the token has none of the scopes idporten:dcr.write'),
  selfservice('selfservice-not-yours', 403, 'prefix: prefix does not belong to the organisation'),
  selfservice('selfservice-not-yours', 403, 'the scope belongs to another organisation'),
  selfservice('selfservice-not-yours', 403, "idporten:dcr.modify is for the caller's own client alone"),
  selfservice('selfservice-supplier', 403, 'client_orgno of another needs the scope idporten:dcr.supplier'),
  selfservice('selfservice-not-found', 404, 'there is no such thing there: there is no such client'),
  selfservice('selfservice-deactivated', 409, 'the client has been deactivated'),
  selfservice(
    'selfservice-deactivated',
    409,
    'client_id: client_id is of a client that has been deactivated',
  ),
  selfservice('selfservice-taken', 409, 'the scope exists'),
  selfservice('selfservice-taken', 409, 'onbehalfof is taken'),
  selfservice('selfservice-too-many-keys', 400, 'keys: keys holds more than 5'),
  selfservice('selfservice-too-many-keys', 400, 'jwks: a client may have at most five keys: jwks.keys max 5'),
  selfservice('selfservice-private-key', 400, 'keys: a private key does not belong here'),
  selfservice('selfservice-key', 400, 'use: use must be sig'),
  selfservice('selfservice-key', 400, 'keys: kid must be unique'),
  selfservice('selfservice-key', 400, 'jwks.keys[0].alg: not supported'),
  selfservice('selfservice-key', 400, 'exp: exp must be in whole seconds, at most a year ahead'),
  selfservice('selfservice-integration-type', 400, 'integration_type: integration_type cannot be changed'),
  selfservice('selfservice-scopes', 400, 'scopes: scopes holds one that does not exist'),
  selfservice('selfservice-orgnr', 400, 'consumer_orgno: the path must name an organisation number'),
  selfservice(
    'selfservice-auth-method',
    400,
    'token_endpoint_auth_method: maskinporten takes private_key_jwt alone',
  ),
  selfservice('selfservice-refresh-lifetime', 400, 'refresh_token_lifetime: must be more than 0'),
  selfservice('selfservice-field', 400, 'client_name: client_name is required'),
  selfservice('selfservice-field', 400),
  selfservice('selfservice-request', 405, 'the method must be one of GET'),
  selfservice('selfservice-request', 415),
]

export const SAID: readonly SaidRow[] = [...MASKINPORTEN_SAID, ...EXCHANGE_SAID, ...SELFSERVICE_SAID]
