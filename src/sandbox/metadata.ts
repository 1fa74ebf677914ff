import { type Handler, json } from './answer.js'
import { ALGORITHMS } from './jws.js'
import { DETAIL_TYPES } from './rules/details.js'

/** `/.well-known/oauth-authorization-server`: the fields that Maskinporten publishes, and no others (RFC 8414). */
export function metadataHandler(issuer: string): Handler {
  const metadata = {
    issuer,
    token_endpoint: `${issuer}token`,
    jwks_uri: `${issuer}jwk`,
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ALGORITHMS,
    grant_types_supported: ['urn:ietf:params:oauth:grant-type:jwt-bearer'],
    authorization_details_types_supported: DETAIL_TYPES,
  }
  return async () => json(200, metadata)
}
