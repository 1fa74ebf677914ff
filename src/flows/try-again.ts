import { MpError } from '../errors.js'
import type { Host } from '../host.js'
import type { HttpRequest, HttpResponse, Send } from '../protocol/http.js'
import { isUnavailable, retryAfterOf, unavailable } from '../protocol/unavailable.js'

export type TryAgainPorts = Pick<Host, 'now' | 'pause' | 'random'> & {
  send: Send
  /** Hears what is tried again, and when. */
  tell(text: string): void
}

const TRIES = 3
const FIRST_WAIT_MS = 300
/** A server that asks for a longer wait is not waited for. */
export const LONGEST_WAIT_MS = 30_000

/**
 * Sends a request, made anew for each of up to three tries, until it is answered: a connection that fails, and a server that
 * cannot answer now (429, 502, 503, 504), may do better a little later. Throws the last failure, or `MP_UNAVAILABLE`.
 */
export async function tryAgain(
  makeRequest: () => HttpRequest | Promise<HttpRequest>,
  { send, now, pause, random, tell }: TryAgainPorts,
): Promise<HttpResponse> {
  for (let tries = 1; ; tries++) {
    const request = await makeRequest()
    const outcome = await send(request).catch(transient)
    if (!(outcome instanceof MpError) && !isUnavailable(outcome)) return outcome
    const failure = outcome instanceof MpError ? outcome : unavailable(request, outcome, now())
    const asked = outcome instanceof MpError ? 0 : (retryAfterOf(outcome, now()) ?? 0)
    const waitMs = Math.max(asked * 1000, backoff(tries, random()))
    failure.tries = tries
    if (tries === TRIES || waitMs > LONGEST_WAIT_MS) throw failure
    tell(`${failure.message}; trying again in ${(waitMs / 1000).toFixed(1)} s`)
    await pause(waitMs)
  }
}

/** A failure that may pass. Any other is thrown on. */
function transient(error: unknown): MpError {
  if (error instanceof MpError && error.transient) return error
  throw error
}

/** Twice as long each time, and never the same: those who failed together do not come back together. */
function backoff(tries: number, random: number): number {
  return FIRST_WAIT_MS * 2 ** (tries - 1) * (0.5 + random)
}
