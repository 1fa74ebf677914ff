import type { Act, Begin } from './act.js'
import { BODIES } from './bodies.js'
import { CONNECTION } from './connection.js'
import { FAILURES } from './failures.js'
import { KEYS } from './keys.js'
import type { QuantityName } from './list.js'
import { PACE } from './pace.js'
import type { Played } from './read-scenario.js'
import { refuse } from './refuse.js'

/** How each scenario with a quantity begins. One that is listed and does nothing does not compile. */
const ACTS: Readonly<Record<QuantityName, Begin>> = {
  // In what is judged, in what tokens say, and in `Date`.
  'clock-skew': (ahead) => ({ ahead }),
  ...PACE,
  ...FAILURES,
  ...CONNECTION,
  ...BODIES,
  ...KEYS,
}

/** Begins a scenario. */
export function actOf(played: Played): Act {
  return 'refusal' in played ? refuse(played.refusal) : ACTS[played.name](played.value)
}
