import { DAY, HOUR, type Micros, SECOND } from './oslo-time.js'
import { type Registration, registrationAt } from './registrations.js'
import { documentNumber, REGISTRATIONS } from './stock.js'

/** One entry of the log: something was noted on a registration. */
export interface Change {
  /** Which one since the log began. */
  nth: number
  at: Micros
  /** The number of the registration. */
  registration: number
}

const BEGINNING: Micros = Date.UTC(2026, 0, 1) * 1000
/** The log gives nothing older, whatever it is asked (brreg: rettsstiftelse, endringslogg). */
const KEPT: Micros = 30 * DAY
/** Has no factor in common with the number of registrations, so that each has its turn. */
const LEAP = 1231

/** The changes of the last 30 days after `lower`, oldest first: one an hour since 2026 began, and no end of them. */
export function changesBetween(lower: Micros, now: Micros): Change[] {
  const from = Math.max(lower + 1, now - KEPT)
  const first = Math.max(0, Math.floor((from - BEGINNING) / HOUR) - 1)
  const changes: Change[] = []
  for (let nth = first; changeAt(nth) <= now; nth++) {
    if (changeAt(nth) >= from) changes.push(change(nth))
  }
  return changes
}

/** When the last change was, or undefined before the first. */
export function lastChangeAt(now: Micros): Micros | undefined {
  return changesBetween(now - 2 * HOUR, now).at(-1)?.at
}

/** The registration as the change left it. */
export function changedRegistration({ nth, registration }: Change): Registration {
  return { ...registrationAt(registration), paategning: [`Påtegning ${nth + 1}`] }
}

/** What the register sorts changes by, opaque to whoever gets it: milliseconds since 1970, and the document number. */
export function sortValuesOfChange({ at, registration }: Change): [string, string] {
  return [String(Math.floor(at / 1000)), documentNumber(registration)]
}

function change(nth: number): Change {
  return { nth, at: changeAt(nth), registration: (nth * LEAP) % REGISTRATIONS }
}

/** On the hour and a part of a second, in microseconds that are seldom nought. */
function changeAt(nth: number): Micros {
  return BEGINNING + nth * HOUR + ((nth * 7919 + 817_126) % SECOND)
}
