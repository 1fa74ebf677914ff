import { isUnknownKid } from './prove-key.js'
import type { AdminSession } from './session.js'

/**
 * A session that goes on with another key when its own is not registered any more: a client that retired the key it runs on.
 * `successor` gives undefined where there is none. A request whose token was refused was not sent, so it is sent once.
 */
export function succeededSession(
  session: AdminSession,
  successor: () => Promise<AdminSession | undefined>,
): AdminSession {
  let current = session
  return {
    async send(request) {
      try {
        return await current.send(request)
      } catch (error) {
        const next = isUnknownKid(error) && current === session ? await successor() : undefined
        if (next === undefined) throw error
        current = next
        return current.send(request)
      }
    },
  }
}
