import { zonedTime } from '../samples/register/oslo-time.js'
import type { Dated, SandboxState } from '../state.js'

/** An instant in milliseconds since 1970, as the API writes it: Oslo's time with milliseconds. */
export function instantText(milliseconds: number): string {
  return zonedTime(milliseconds * 1000)
}

/** When a thing was made and last changed, as fields of an answer. */
export function datesOf(
  thing: Dated,
  { valid_from }: SandboxState,
): { created: string; last_updated: string } {
  const created = thing.created ?? valid_from * 1000
  return { created: instantText(created), last_updated: instantText(thing.last_updated ?? created) }
}

/** The two instants of a thing that is made in this second. */
export function newDates(now: number): { created: number; last_updated: number } {
  return { created: now * 1000, last_updated: now * 1000 }
}

/** The instant of a change: never that of the one before, so that whoever compares can tell two of one second apart. */
export function changedAt(now: number, { last_updated = 0 }: Dated): number {
  return Math.max(now * 1000, last_updated + 1)
}
