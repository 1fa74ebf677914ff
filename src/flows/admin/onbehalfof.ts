import type { JsonObject } from '../../protocol/json-body.js'
import { readId, readOrgnr } from '../../protocol/selfservice/identifiers.js'
import { readNamed, readObjects } from '../../protocol/selfservice/read-object.js'
import type { SelfserviceRequest } from '../../protocol/selfservice/request.js'
import { assertWritten } from './read-merge-write.js'
import type { AdminSession } from './session.js'

/** An organisation that a client acts for, under an id of the client's own choice. */
export interface OnBehalfOf {
  id: string
  name: string
  orgnr: string
}

/** Those that a client acts for. */
export async function listOnBehalfOf(session: AdminSession, client: string): Promise<JsonObject[]> {
  const request: SelfserviceRequest = { method: 'GET', path: pathOf(client) }
  return readObjects(request, await session.send(request))
}

/** Adds one. Throws `MP_NOT_AS_SENT` where the API made another than was asked for. */
export async function addOnBehalfOf(
  session: AdminSession,
  client: string,
  wish: OnBehalfOf,
): Promise<JsonObject> {
  const body = { onbehalfof: readId(wish.id, 'onbehalfof id'), name: wish.name, orgno: readOrgnr(wish.orgnr) }
  const request: SelfserviceRequest = { method: 'POST', path: pathOf(client), body }
  const answer = (await session.send(request)) ?? (await found(session, client, wish.id))
  const added = readNamed(request, answer, 'onbehalfof', wish.id)
  assertWritten(`onbehalfof "${wish.id}" of client "${client}"`, Object.keys(body), {
    sent: body,
    got: added,
  })
  return added
}

/** Takes one away. */
export async function removeOnBehalfOf(session: AdminSession, client: string, id: string): Promise<void> {
  await session.send({ method: 'DELETE', path: [...pathOf(client), readId(id, 'onbehalfof id')] })
}

async function found(session: AdminSession, client: string, id: string): Promise<JsonObject | undefined> {
  return (await listOnBehalfOf(session, client)).find((one) => one.onbehalfof === id)
}

function pathOf(client: string): string[] {
  return ['clients', readId(client, 'client id'), 'onbehalfof']
}
