import { RefusedError } from '../errors.js'
import type { Host } from '../host.js'
import type { SigningKey } from '../keys/signing-key.js'
import { clockAhead, TOLERANCE } from '../protocol/clock.js'
import { type Grant, grantClaims, type SignedGrant, signGrant } from '../protocol/grant.js'
import type { Algorithm } from '../protocol/grant-limits.js'
import { type AccessToken, readTokenResponse, tokenRequest } from '../protocol/token-endpoint.js'
import { knowRefusal } from './know-refusal.js'
import { type TryAgainPorts, tryAgain } from './try-again.js'

export interface TokenRequest {
  grant: Grant
  key: SigningKey
  alg: Algorithm
  endpoint: string
}

export type ObtainTokenPorts = TryAgainPorts &
  Pick<Host, 'newId'> & {
    /** Hears what a person should know although the token came. */
    warn(text: string): void
  }

/**
 * Signs a grant and trades it at the token endpoint; each try signs a new one. Where the clock is the trouble, the grant is
 * signed once more by the server's. Throws `MP_REFUSED`, `MP_UNREACHABLE`, `MP_UNAVAILABLE` and `MP_RESPONSE_MALFORMED`.
 */
export async function obtainToken(request: TokenRequest, ports: ObtainTokenPorts): Promise<AccessToken> {
  try {
    return await trade(request, ports)
  } catch (error) {
    const ahead = clockTrouble(error)
    if (ahead === undefined) throw error
    const token = await trade(request, { ...ports, now: () => ports.now() - ahead }).catch((again) => {
      // By the server's time there is no difference any more; the machine's own is still wrong.
      if (again instanceof RefusedError) again.clockAhead = ahead
      throw again
    })
    const { host } = new URL(request.endpoint)
    ports.warn(
      `the clock of this machine is ${Math.abs(ahead)} s ${ahead > 0 ? 'ahead of' : 'behind'} that of ${host}: the grant was signed with the server's time`,
    )
    return token
  }
}

async function trade(
  { grant, key, alg, endpoint }: TokenRequest,
  ports: ObtainTokenPorts,
): Promise<AccessToken> {
  return tradeGrant(
    endpoint,
    () => signGrant(grantClaims(grant, ports.now(), ports.newId()), key, alg),
    ports,
  )
}

/** Trades a grant, made anew for each try. A refusal tells by how much the clock is wrong, by the clock that grants are made with. */
export async function tradeGrant(
  endpoint: string,
  makeGrant: () => SignedGrant | Promise<SignedGrant>,
  ports: TryAgainPorts,
): Promise<AccessToken> {
  let sent = 0
  const makeRequest = async () => {
    const { claims, assertion } = await makeGrant()
    sent = claims.iat
    return tokenRequest(endpoint, assertion)
  }
  const response = await tryAgain(makeRequest, ports)
  try {
    return await knowRefusal('maskinporten', () => readTokenResponse(endpoint, response))
  } catch (error) {
    if (error instanceof RefusedError)
      error.clockAhead = clockAhead(response, { sent, received: ports.now() })
    throw error
  }
}

/** By how much the clock is wrong, where that is why the grant was refused, or may be. */
export function clockTrouble(error: unknown): number | undefined {
  if (!(error instanceof RefusedError) || !mayBeClock(error)) return undefined
  const { clockAhead: ahead = 0 } = error
  return Math.abs(ahead) > TOLERANCE ? ahead : undefined
}

/** Grants are refused for their times in many words, and some servers give none; another reason that is told is believed. */
export function mayBeClock({
  refusal: { status, error, code, errorDescription = '' },
}: RefusedError): boolean {
  if (/issue time|jwt is expired|expired jwt|claim (?:iat|exp|nbf)/i.test(errorDescription)) return true
  return status === 400 && error === 'invalid_grant' && code === undefined && !/kid/i.test(errorDescription)
}
