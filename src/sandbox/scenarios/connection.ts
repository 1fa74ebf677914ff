import type { Answer } from '../answer.js'
import { forTheFirst } from './act.js'

const NOTHING: Answer = { status: 0, headers: {}, body: '' }

/** Connections that do not hold. */
export const CONNECTION = {
  hang: forTheFirst(async () => ({ ...NOTHING, manner: { kind: 'silence' } })),
  reset: forTheFirst(async () => ({ ...NOTHING, manner: { kind: 'reset' } })),
  truncated: forTheFirst(async (request, good) => ({
    ...(await good(request)),
    manner: { kind: 'truncated' },
  })),
}
