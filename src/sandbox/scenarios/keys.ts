import type { Begin } from './act.js'

/** Keys that are registered, and not as good as that. Clients that sign with a certificate have none. */
export const KEYS = {
  'expired-key': (count) => {
    let left = count
    return {
      sees: (client) =>
        left-- > 0 ? { ...client, keys: client.keys.map((key) => ({ ...key, exp: 0 })) } : client,
    }
  },
  'unknown-kid': (seconds) => {
    let until: number | undefined
    return {
      sees: (client, now) => {
        until ??= now + seconds
        return now < until ? { ...client, keys: [] } : client
      },
    }
  },
} satisfies Record<string, Begin>
