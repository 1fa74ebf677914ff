import type { Element } from '../der/element.js'
import { integer } from '../der/values.js'
import { beyondLimit, unreadable } from '../fault.js'

/** What Java allows a single derivation; here it is for all of a file's together. */
const MAX_ROUNDS = 5_000_000

/** Counts the rounds a file asks for, before they are run: a damaged or hostile count would block for hours. */
export class Rounds {
  #left = MAX_ROUNDS

  /** Takes `rounds` from what is left, or throws `MP_KEY_LIMIT`. */
  spend(rounds: number): void {
    this.#left -= rounds
    if (!(this.#left >= 0)) throw beyondLimit(`asks for more than ${MAX_ROUNDS} rounds of key derivation`)
  }
}

/** Reads a count of rounds. */
export function readRounds(element: Element | undefined): number {
  const rounds = integer(element)
  if (rounds < 1) throw unreadable('is damaged: a count of rounds is not positive')
  return rounds
}
