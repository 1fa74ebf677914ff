import type { MpError } from '../../errors.js'
import type { Host } from '../../host.js'
import { LONGEST_WAIT_MS } from '../try-again.js'

/** How many may ask at a time, and when: one rule for a whole run, because the server means all of it. */
export interface Pace {
  /** Resolves when the person of that line may be asked for; earlier lines go first. Throws where the server is not waited for. */
  turn(line: number): Promise<void>
  /** The turn is over. */
  leave(): void
  /** The server cannot answer now: everybody waits, for as long as it asks. */
  hold(failure: MpError, askedMs: number): void
  /** Nobody is asked for in that time: whoever's turn it is gets the failure. After it, one at a time at first. */
  close(failure: MpError, forMs: number): void
  /** That failure was not the last word. */
  reopen(failure: MpError): void
}

export type PaceDeps = Pick<Host, 'milliseconds' | 'pause'> & {
  /** At most so many turns at a time. */
  lanes: number
  /** Whether nobody is to be asked any more. */
  stopping(): boolean
}

/** A server that asks for nothing is left alone for as long as this. */
const SHORTEST_HOLD_MS = 500

/**
 * After each hold half as many ask at a time, and one more for every round that goes well. A server that asks for longer than
 * is waited for is left alone too: who comes in that time gets the same failure, and nothing is sent.
 */
export function pace({ lanes, milliseconds, pause, stopping }: PaceDeps): Pace {
  const waiting: { line: number; go(): void; fail(error: MpError): void }[] = []
  let width = lanes
  let busy = 0
  let wentWell = 0
  let held: { until: number } | undefined
  let closed: { until: number; failure: MpError } | undefined

  const isFree = () => busy < width && held === undefined && !stopping()

  function admit(): void {
    while (waiting.length > 0 && isFree()) {
      const first = waiting.reduce((one, other) => (other.line < one.line ? other : one))
      waiting.splice(waiting.indexOf(first), 1)
      busy++
      first.go()
    }
  }

  function close(failure: MpError, forMs: number): void {
    closed = { until: milliseconds() + forMs, failure }
    width = 1
    wentWell = -busy
    for (const { fail } of waiting.splice(0)) fail(failure)
  }

  async function holdFor(waitMs: number): Promise<void> {
    const mine = { until: milliseconds() + waitMs }
    held = mine
    await pause(waitMs)
    if (held !== mine) return
    held = undefined
    admit()
  }

  return {
    async turn(line) {
      if (closed && milliseconds() < closed.until) throw closed.failure
      if (waiting.length === 0 && isFree()) {
        busy++
        return
      }
      await new Promise<void>((go, fail) => waiting.push({ line, go, fail }))
    },
    leave() {
      busy--
      if (width < lanes && ++wentWell >= width) {
        wentWell = 0
        width++
      }
      admit()
    },
    hold(failure, askedMs) {
      if (askedMs > LONGEST_WAIT_MS) return close(failure, askedMs)
      const waitMs = Math.max(askedMs, SHORTEST_HOLD_MS)
      if (!held) width = Math.max(1, Math.floor(width / 2))
      wentWell = -busy // who is under way now says nothing of the narrower pace
      if (!held || milliseconds() + waitMs > held.until) void holdFor(waitMs)
    },
    close,
    reopen(failure) {
      if (closed?.failure === failure) closed = undefined
    },
  }
}
