import { REFUSALS } from './catalogue.js'
import type { RefusalEntry } from './refusal-entry.js'

/** The refusal of that id, however it is written: `MP-122`, `mp122`, `AUTH-4`, `auth.vld-00002`, `clock-ahead`. */
export function findRefusal(name: string): RefusalEntry | undefined {
  const wanted = plain(name)
  return REFUSALS.find(({ id }) => plain(id) === wanted)
}

/** Letters and digits alone, without the zeros that fill a number up. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/^(mp|auth|authvld)0+(?=\d)/, '$1')
}
