import { type Handler, json } from './answer.js'
import type { IssuerKey, SandboxState } from './state.js'

/** `/jwk`: the public halves of the keys that access tokens are signed with (RFC 7517 section 5). */
export function jwksHandler(state: SandboxState): Handler {
  return async () => json(200, { keys: state.issuer_keys.map(publicHalf) })
}

/** Names what may leave the house, so that a new private member cannot slip out. */
function publicHalf({ kty, n, e, kid }: IssuerKey): Record<string, unknown> {
  return { kty, e, use: 'sig', kid, alg: 'RS256', n }
}
