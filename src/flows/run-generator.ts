import type { Host } from '../host.js'
import type { SigningKey } from '../keys/signing-key.js'
import { type Grant, grantClaims, signGrant } from '../protocol/grant.js'
import type { Algorithm } from '../protocol/grant-limits.js'
import type { Send } from '../protocol/http.js'
import { readTokenResponse, tokenRequest } from '../protocol/token-endpoint.js'
import { knowRefusal } from './know-refusal.js'

export interface GeneratorRun {
  grant: Grant
  key: SigningKey
  alg: Algorithm
  /** Undefined: the grant is all that is wanted. */
  endpoint: string | undefined
}

/** Takes what there is to show as it comes. */
export interface Showing {
  grant(assertion: string): void
  /** The body of whatever came back; undefined where nothing did. */
  answer(assertion: string, body: string | undefined): void
}

export type GeneratorPorts = Pick<Host, 'now' | 'newId'> & { send: Send }

/**
 * Signs a grant and trades it once, as jwt-grant-generator does: what came back is shown before it is judged. Throws
 * as {@link readTokenResponse}, and what sending fails with.
 */
export async function runGenerator(
  { grant, key, alg, endpoint }: GeneratorRun,
  { send, now, newId }: GeneratorPorts,
  show: Showing,
): Promise<void> {
  const { assertion } = signGrant(grantClaims(grant, now(), newId()), key, alg)
  show.grant(assertion)
  if (endpoint === undefined) return
  const response = await send(tokenRequest(endpoint, assertion)).catch((error) => {
    show.answer(assertion, undefined)
    throw error
  })
  show.answer(assertion, response.body)
  await knowRefusal('maskinporten', () => readTokenResponse(endpoint, response))
}
