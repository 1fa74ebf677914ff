import { MpError } from '../../errors.js'
import type { Wanted } from '../../profiles/wanted-file.js'
import type { WantedClient } from '../../profiles/wanted-shape.js'
import type { JsonObject } from '../../protocol/json-body.js'
import { listAccess } from './access.js'
import { listClients, showClient } from './clients.js'
import { listScopes } from './scopes.js'
import type { AdminSession } from './session.js'

/** What the API has of the things that a file names, and of nothing else. */
export interface Present {
  /** In the order of the file; undefined where there is none as yet. */
  clients: readonly (JsonObject | undefined)[]
  /** By their names. */
  scopes: ReadonlyMap<string, JsonObject>
  /** The organisations that have access, by the scope. */
  access: ReadonlyMap<string, readonly string[]>
}

/**
 * Reads what is there of what is wanted. Throws `MP_WANTED_INVALID` where it cannot be told which client is meant, and
 * `MP_NOT_FOUND` for what is not there and cannot be made, or has been deactivated.
 */
export async function readPresent(session: AdminSession, wanted: Wanted): Promise<Present> {
  const scopes = await readScopes(session, wanted)
  const clients = await readClients(session, wanted)
  return { scopes, clients, access: await readAccess(session, wanted, scopes) }
}

async function readScopes(session: AdminSession, wanted: Wanted): Promise<Map<string, JsonObject>> {
  const described = wanted.scopes.map(({ name }) => name)
  const granted = wanted.access.map(({ scope }) => scope)
  if (described.length + granted.length === 0) return new Map()
  const own = new Map((await listScopes(session, { inactive: true })).map((scope) => [scope.name, scope]))
  const named = [...new Set([...described, ...granted])]
  return new Map(
    named.flatMap((name) => {
      const scope = own.get(name)
      if (scope !== undefined) return [[name, assertActive(`scope "${name}"`, scope)] as const]
      if (described.includes(name)) return []
      throw new MpError('MP_NOT_FOUND', `there is no scope "${name}" among your own, nor in the file`)
    }),
  )
}

async function readClients(session: AdminSession, { clients }: Wanted): Promise<(JsonObject | undefined)[]> {
  const isByName = clients.some(({ id }) => id === undefined)
  const listed = isByName ? await listClients(session, { inactive: false }) : []
  const found: (JsonObject | undefined)[] = []
  for (const client of clients) {
    const id = client.id ?? idOf(client, listed)
    assertNew(id, client, found)
    found.push(id === undefined ? undefined : assertActive(`client "${id}"`, await showClient(session, id)))
  }
  return found
}

/** The one active client of that name. */
function idOf({ name }: WantedClient, listed: readonly JsonObject[]): string | undefined {
  const ids = listed
    .filter((client) => client.client_name === name && client.active !== false)
    .map(({ client_id: id }) => `${id}`)
  if (ids.length < 2) return ids[0]
  throw new MpError(
    'MP_WANTED_INVALID',
    `${ids.length} clients are called "${name}" (${ids.join(', ')}), and the file must name one by "id"`,
  )
}

function assertNew(
  id: string | undefined,
  { name }: WantedClient,
  found: readonly (JsonObject | undefined)[],
): void {
  if (id === undefined || found.every((client) => client?.client_id !== id)) return
  throw new MpError('MP_WANTED_INVALID', `client "${id}" stands in the file twice, as "${name ?? id}" too`)
}

function assertActive(what: string, object: JsonObject): JsonObject {
  if (object.active !== false) return object
  throw new MpError('MP_NOT_FOUND', `${what} has been deactivated, and the API brings none back`)
}

async function readAccess(
  session: AdminSession,
  { access }: Wanted,
  scopes: ReadonlyMap<string, JsonObject>,
): Promise<Map<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>()
  for (const { scope } of access) {
    const list = scopes.has(scope) ? await listAccess(session, scope) : []
    found.set(
      scope,
      list.filter(isInForce).map(({ consumer_orgno: consumer }) => `${consumer}`),
    )
  }
  return found
}

/** The list holds what was asked for and what was taken back, too. */
function isInForce({ state }: JsonObject): boolean {
  return state !== 'REQUESTED' && state !== 'DENIED'
}
