import type { HttpResponse } from '../../protocol/http.js'
import { json } from '../answer.js'
import type { OnBehalfOf } from '../state.js'
import { activeClientOf, clientOf, keepClient } from './client-of.js'
import { complain } from './complaint.js'
import { checkFields, TEXT } from './fields.js'
import { changedAt, newDates } from './instants.js'
import { ON_BEHALF_OF, onBehalfOfFields, readOnBehalfOfFields } from './onbehalfof-fields.js'
import type { Visit } from './visit.js'

/** `GET /clients/{id}/onbehalfof`. */
export function listOnBehalfOf(visit: Visit): HttpResponse {
  const { state } = visit.office
  return json(
    200,
    clientOf(visit).onbehalfof.map((it) => onBehalfOfFields(it, state)),
  )
}

/** `POST /clients/{id}/onbehalfof`: one more that the client acts for. */
export function addOnBehalfOf(visit: Visit): HttpResponse {
  const { office, body } = visit
  const client = activeClientOf(visit)
  checkFields(ON_BEHALF_OF, body, { onbehalfof: TEXT }, ['onbehalfof'])
  const { onbehalfof } = body as unknown as OnBehalfOf
  if (client.onbehalfof.some((it) => it.onbehalfof === onbehalfof)) {
    complain(409, ON_BEHALF_OF, 'onbehalfof is taken', 'onbehalfof')
  }
  const blank = { created: undefined, last_updated: undefined }
  const added = { onbehalfof, ...readOnBehalfOfFields(body, blank), ...newDates(office.now()) }
  keepClient(office, { ...client, onbehalfof: [...client.onbehalfof, added] })
  return json(201, onBehalfOfFields(added, office.state))
}

/** `GET /clients/{id}/onbehalfof/{onbehalfof}`. */
export function showOnBehalfOf(visit: Visit): HttpResponse {
  return json(200, onBehalfOfFields(found(visit, clientOf(visit).onbehalfof), visit.office.state))
}

/** `PUT /clients/{id}/onbehalfof/{onbehalfof}`: the whole of it anew. */
export function replaceOnBehalfOf(visit: Visit): HttpResponse {
  const { office, body } = visit
  const client = activeClientOf(visit)
  const before = found(visit, client.onbehalfof)
  const { onbehalfof, created, last_updated } = onBehalfOfFields(before, office.state)
  const changed: OnBehalfOf = {
    onbehalfof: before.onbehalfof,
    ...readOnBehalfOfFields(body, { onbehalfof, created, last_updated }),
    created: before.created ?? office.state.valid_from * 1000,
    last_updated: changedAt(office.now(), before),
  }
  keepClient(office, { ...client, onbehalfof: client.onbehalfof.map((it) => (it === before ? changed : it)) })
  return json(200, onBehalfOfFields(changed, office.state))
}

/** `DELETE /clients/{id}/onbehalfof/{onbehalfof}`: takes it away, and shows what it was. */
export function removeOnBehalfOf(visit: Visit): HttpResponse {
  const { office } = visit
  const client = activeClientOf(visit)
  const gone = found(visit, client.onbehalfof)
  keepClient(office, { ...client, onbehalfof: client.onbehalfof.filter((it) => it !== gone) })
  return json(200, onBehalfOfFields(gone, office.state))
}

function found({ params }: Visit, list: readonly OnBehalfOf[]): OnBehalfOf {
  return (
    list.find(({ onbehalfof }) => onbehalfof === params[1]) ??
    complain(404, ON_BEHALF_OF, 'there is no such onbehalfof')
  )
}
