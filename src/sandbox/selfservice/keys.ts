import type { HttpResponse } from '../../protocol/http.js'
import { json } from '../answer.js'
import type { Office } from '../office.js'
import type { Client } from '../state.js'
import { activeClientOf, clientOf, keepClient } from './client-of.js'
import { changedAt, datesOf, newDates } from './instants.js'
import { readKeys } from './key-rules.js'
import type { Visit } from './visit.js'

/** `GET /clients/{id}/jwks`: the public keys and when each ends. */
export function listKeys(visit: Visit): HttpResponse {
  return json(200, keySet(clientOf(visit), visit.office))
}

/**
 * `POST` and `PUT /clients/{id}/jwks`: these keys and no others. A key that is posted again without an end lives for a year
 * from now. Digdir's pages say so; others have seen it keep its end.
 */
export function replaceKeys(status: 200 | 201): (visit: Visit) => HttpResponse {
  return (visit) => {
    const { office, body } = visit
    const client = activeClientOf(visit)
    const keys = readKeys(body, office.now())
    return json(status, keySet(keep(office, { ...client, keys }), office))
  }
}

/** `DELETE /clients/{id}/jwks`: no keys at all, which lets the organisation's certificate sign again. */
export function removeKeys(visit: Visit): HttpResponse {
  const client = keep(visit.office, { ...activeClientOf(visit), keys: [] })
  return json(200, keySet(client, visit.office))
}

function keep(office: Office, client: Client): Client {
  const now = office.now()
  const before = client.keys_dated
  const keys_dated = before ? { ...before, last_updated: changedAt(now, before) } : newDates(now)
  return keepClient(office, { ...client, keys_dated })
}

function keySet(client: Client, { state }: Office): Record<string, unknown> {
  return {
    keys: client.keys,
    ...datesOf(client.keys_dated ?? { created: client.created ?? state.valid_from * 1000 }, state),
  }
}
