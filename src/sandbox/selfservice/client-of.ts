import type { Bearer } from '../bearer.js'
import type { Office } from '../office.js'
import type { Client } from '../state.js'
import { CLIENT } from './client-kinds.js'
import { complain } from './complaint.js'
import { changedAt } from './instants.js'
import { commit, type Visit } from './visit.js'

/** Whether the caller's organisation owns the client, or has registered it for its owner. */
export function isOwn({ orgnr, supplier_orgno }: Client, caller: Bearer): boolean {
  return orgnr === caller.orgnr || supplier_orgno === caller.orgnr
}

/** The client that the path names. Complains with 404 where there is none, and just so where it is another's. */
export function clientOf({ office, params, caller }: Visit): Client {
  const client = office.state.clients.find(({ client_id }) => client_id === params[0])
  return client && isOwn(client, caller) ? client : complain(404, CLIENT, 'there is no such client')
}

/** The same, for a change. Complains with 409 where it has been deactivated. */
export function activeClientOf(visit: Visit): Client {
  const client = clientOf(visit)
  return client.active ? client : complain(409, CLIENT, 'the client has been deactivated')
}

/** Puts a client in the place of the one with its id, and gives it as it is then. */
export function keepClient(office: Office, client: Client): Client {
  const changed = { ...client, last_updated: changedAt(office.now(), client) }
  const clients = office.state.clients.map((it) => (it.client_id === client.client_id ? changed : it))
  commit(office, { clients })
  return changed
}
