import type { HttpRequest } from '../protocol/http.js'
import type { Handler } from './answer.js'

/**
 * Takes over what others have kept before a grant is judged that asks Altinn for something: a customer may have approved it
 * at another sandbox over the same state. All other grants go by what is in memory.
 */
export function freshForDetails(handle: Handler, reload: () => void): Handler {
  return async (request) => {
    if (asksAltinn(request)) reload()
    return handle(request)
  }
}

/** Whether authorization_details stands in the grant, be it good or not. */
function asksAltinn({ body = '' }: HttpRequest): boolean {
  const payload = new URLSearchParams(body).get('assertion')?.split('.')[1] ?? ''
  return Buffer.from(payload, 'base64url').includes('"authorization_details"')
}
