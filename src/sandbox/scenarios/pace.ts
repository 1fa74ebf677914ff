import type { Begin } from './act.js'

/** Answers that are good, and take their time. */
export const PACE = {
  slow: (seconds) => ({
    answers: async (request, good) => ({
      ...(await good(request)),
      manner: { kind: 'late', ms: seconds * 1000 },
    }),
  }),
  drip: (seconds) => ({
    answers: async (request, good) => ({
      ...(await good(request)),
      manner: { kind: 'drip', everyMs: seconds * 1000 },
    }),
  }),
} satisfies Record<string, Begin>
