import type { Wanted } from '../../profiles/wanted-file.js'
import { type Change, planChanges } from './plan-changes.js'
import { readPresent } from './plan-present.js'
import type { AdminSession } from './session.js'

/** What is different between what is wanted and what is there; only reads are sent. Throws as its two halves do. */
export async function plan(session: AdminSession, wanted: Wanted): Promise<Change[]> {
  return planChanges(wanted, await readPresent(session, wanted))
}
