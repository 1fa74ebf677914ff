import type { Begin } from './act.js'
import { BODIES } from './bodies.js'
import { CONNECTION } from './connection.js'
import { FAILURES } from './failures.js'
import { KEYS } from './keys.js'
import type { ScenarioName } from './list.js'
import { PACE } from './pace.js'

/** How each scenario begins. One that is listed and does nothing does not compile. */
export const ACTS: Readonly<Record<ScenarioName, Begin>> = {
  // In what is judged, in what tokens say, and in `Date`.
  'clock-skew': (ahead) => ({ ahead }),
  ...PACE,
  ...FAILURES,
  ...CONNECTION,
  ...BODIES,
  ...KEYS,
}
