import { RefusedError } from '../../errors.js'
import { clockTrouble, mayBeClock } from '../obtain-token.js'

/** The clock that all grants of a run are made with: ours, until the server's has proved to be the better one. */
export interface SharedClock {
  /** Makes a try with the clock as it is and, where that is why it was refused, one with the server's. */
  rightly<T>(attempt: (now: () => number) => Promise<T>): Promise<T>
}

/**
 * The server's time is taken for the whole run when it has brought a token, and `corrected` hears of it once. Where it has
 * brought none and the refusal is the same, it was not the clock, and is not tried for anyone else.
 */
export function sharedClock(now: () => number, corrected: (ahead: number) => void): SharedClock {
  let known = 0
  let isHopeless = false

  async function byTheirs<T>(attempt: (now: () => number) => Promise<T>, ahead: number): Promise<T> {
    try {
      const given = await attempt(() => now() - ahead)
      if (known !== ahead) {
        if (known === 0) corrected(ahead)
        known = ahead
      }
      return given
    } catch (error) {
      if (error instanceof RefusedError) {
        isHopeless ||= mayBeClock(error)
        error.clockAhead = ahead
      }
      throw error
    }
  }

  return {
    async rightly(attempt) {
      const used = known
      try {
        return await attempt(() => now() - used)
      } catch (error) {
        const more = clockTrouble(error)
        if (more === undefined || (isHopeless && known === used)) throw error
        return byTheirs(attempt, known === used ? used + more : known)
      }
    },
  }
}
