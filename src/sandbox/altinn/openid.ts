import { type Handler, json } from '../answer.js'
import { issuersAt } from '../bearer.js'

/** Where Altinn says who it is; its keys are under `/jwks` of the same path. */
export const OPENID_PATH = '/authentication/api/v1/openid/.well-known/openid-configuration'

/** Altinn's metadata: no more than what a verifier of its tokens needs (OpenID Connect Discovery 1.0 section 3). */
export function openidHandler(origin: string): Handler {
  const metadata = {
    issuer: issuersAt(origin).altinn,
    jwks_uri: `${origin}${OPENID_PATH}/jwks`,
    id_token_signing_alg_values_supported: ['RS256'],
  }
  return async () => json(200, metadata)
}
