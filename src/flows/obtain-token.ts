import type { Host } from '../host.js'
import type { SigningKey } from '../keys/signing-key.js'
import { type Grant, grantClaims, signGrant } from '../protocol/grant.js'
import type { Algorithm } from '../protocol/grant-limits.js'
import type { Send } from '../protocol/http.js'
import { type AccessToken, readTokenResponse, tokenRequest } from '../protocol/token-endpoint.js'
import { knowRefusal } from './know-refusal.js'

export interface TokenRequest {
  grant: Grant
  key: SigningKey
  alg: Algorithm
  endpoint: string
}

export type ObtainTokenPorts = Pick<Host, 'now' | 'newId'> & { send: Send }

/** Signs a grant and trades it at the token endpoint. */
export async function obtainToken(
  { grant, key, alg, endpoint }: TokenRequest,
  { send, now, newId }: ObtainTokenPorts,
): Promise<AccessToken> {
  const { assertion } = signGrant(grantClaims(grant, now(), newId()), key, alg)
  const response = await send(tokenRequest(endpoint, assertion))
  return knowRefusal('maskinporten', () => readTokenResponse(endpoint, response))
}
