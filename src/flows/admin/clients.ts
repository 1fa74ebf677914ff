import type { JsonObject } from '../../protocol/json-body.js'
import {
  type ClientChange,
  type ClientWish,
  toClientFields,
  toNewClient,
  withChange,
} from '../../protocol/selfservice/client.js'
import { readId } from '../../protocol/selfservice/identifiers.js'
import { readNamed, readObject, readObjects, senseless } from '../../protocol/selfservice/read-object.js'
import { toWritable } from '../../protocol/selfservice/read-only.js'
import type { SelfserviceRequest } from '../../protocol/selfservice/request.js'
import { assertWritten, readMergeWrite } from './read-merge-write.js'
import type { AdminSession } from './session.js'

/** The organisation's clients, those out of use too where that is wanted. */
export async function listClients(
  session: AdminSession,
  { inactive }: { inactive: boolean },
): Promise<JsonObject[]> {
  const request: SelfserviceRequest = {
    ...{ method: 'GET', path: ['clients'] },
    ...(inactive && { query: { inactive: 'true' } }),
  }
  return readObjects(request, await session.send(request))
}

/** One client. Throws `MP_USAGE` for an id that cannot be one. */
export async function showClient(session: AdminSession, id: string): Promise<JsonObject> {
  const request: SelfserviceRequest = { method: 'GET', path: pathOf(id) }
  return readNamed(request, await session.send(request), 'client_id', id)
}

/** Makes a client. Throws `MP_NOT_AS_SENT`, which names it, where the API made another than was asked for. */
export async function createClient(session: AdminSession, wish: ClientWish): Promise<JsonObject> {
  const request: SelfserviceRequest = { method: 'POST', path: ['clients'], body: toNewClient(wish) }
  const sent = toClientFields(wish)
  const client = readObject(request, await session.send(request))
  if (typeof client.client_id !== 'string') throw senseless(request, 'a client without client_id')
  assertWritten(`client "${client.client_id}"`, Object.keys(sent), { sent, got: client })
  return client
}

/** Changes what is named of a client and keeps all else. Sends nothing where it is so already. */
export async function updateClient(
  session: AdminSession,
  id: string,
  change: ClientChange,
): Promise<JsonObject> {
  const path = pathOf(id)
  return readMergeWrite({
    what: `client "${id}"`,
    read: () => showClient(session, id),
    merge: (client) => withChange(client, change),
    write: async (client) => {
      const request: SelfserviceRequest = { method: 'PUT', path, body: toWritable('client', client) }
      const answer = await session.send(request)
      return answer === undefined ? undefined : readNamed(request, answer, 'client_id', id)
    },
  })
}

/** Takes a client out of use: the API deletes none. */
export async function deleteClient(session: AdminSession, id: string): Promise<void> {
  await session.send({ method: 'DELETE', path: pathOf(id) })
}

function pathOf(id: string): string[] {
  return ['clients', readId(id, 'client id')]
}
