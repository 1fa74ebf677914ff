import { type Handler, json } from './answer.js'

/** `/isalive`: the server is up. */
export function isAliveHandler(): Handler {
  return async () => json(200, { status: 'UP' })
}
