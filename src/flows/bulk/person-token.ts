import { MpError } from '../../errors.js'
import type { Host } from '../../host.js'
import { type Grant, type GrantClaims, grantClaims, type SignedGrant } from '../../protocol/grant.js'
import type { Send } from '../../protocol/http.js'
import { isUnavailable, retryAfterOf, unavailable } from '../../protocol/unavailable.js'
import { exchangeAltinnToken } from '../exchange-altinn-token.js'
import type { KeptToken } from '../kept-token.js'
import { tradeGrant } from '../obtain-token.js'
import type { Exchange } from '../plan-exchange.js'
import type { TryAgainPorts } from '../try-again.js'
import type { Outage } from './outage.js'
import type { Pace } from './pace.js'
import type { Person } from './persons.js'
import type { SharedClock } from './shared-clock.js'
import { unnamed } from './unnamed.js'

/** What became of a line: a token, or why there is none. */
export type PersonOutcome = { line: number; token: KeptToken } | { line: number; error: MpError }

/** What a run asks for, the same for every person. */
export interface PersonRequest {
  /** With the issuer that is asked, and without a person. */
  grant: Grant
  endpoint: string
  sign(claims: GrantClaims): Promise<SignedGrant>
  altinn: Exchange | undefined
}

export type PersonPorts = TryAgainPorts &
  Pick<Host, 'newId'> & {
    pace: Pace
    clock: SharedClock
    outages: Record<'maskinporten' | 'altinn', Outage>
  }

/**
 * Obtains the token of one person. A failure that is the person's own, or that others need not share, is an outcome. A variable
 * that names no proxy is everyone's, and is thrown.
 */
export async function personToken(
  { line, pid }: Person & { pid: string },
  request: PersonRequest,
  ports: PersonPorts,
): Promise<PersonOutcome> {
  try {
    const first = await ports.clock.rightly((now) =>
      maskinportens(line, pid, request, { ...ports, now }).catch(lostTo(ports.outages.maskinporten)),
    )
    const token = request.altinn
      ? await altinns(line, first.accessToken, request.altinn, ports).catch(lostTo(ports.outages.altinn))
      : first
    const { clientId } = request.grant
    const expiresAt = ports.now() + token.expiresIn
    return { line, token: { ...token, expiresAt, clientId, altinn: request.altinn !== undefined } }
  } catch (error) {
    const told = unnamed(error, pid)
    if (told instanceof MpError && told.code !== 'MP_VARIABLE_INVALID') return { line, error: told }
    throw told
  }
}

function lostTo(outage: Outage): (error: unknown) => never {
  return (error) => {
    outage.lost(error)
    throw error
  }
}

/** A grant is not signed before it may be sent: it would grow old. */
function maskinportens(
  line: number,
  pid: string,
  { grant, endpoint, sign }: PersonRequest,
  ports: PersonPorts,
) {
  const { pace, now, newId } = ports
  const makeGrant = async () => {
    await pace.turn(line)
    return sign(grantClaims({ ...grant, pid }, now(), newId()))
  }
  return tradeGrant(endpoint, makeGrant, { ...ports, send: watched(ports, ports.outages.maskinporten) })
}

function altinns(line: number, token: string, exchange: Exchange, ports: PersonPorts) {
  const sendWatched = watched(ports, ports.outages.altinn)
  const send: Send = async (request) => {
    await ports.pace.turn(line)
    return sendWatched(request)
  }
  return exchangeAltinnToken({ ...exchange, token }, { ...ports, send })
}

/** Ends the turn with the answer, which may ask everybody to wait. */
function watched({ send, pace, now }: PersonPorts, outage: Outage): Send {
  return async (request) => {
    try {
      const response = await send(request)
      outage.heard(response)
      if (isUnavailable(response))
        pace.hold(unavailable(request, response, now()), 1000 * (retryAfterOf(response, now()) ?? 0))
      return response
    } finally {
      pace.leave()
    }
  }
}
