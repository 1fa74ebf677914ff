import type { HttpResponse } from '../../protocol/http.js'
import { json } from '../answer.js'
import { isOrganisationNumber } from '../identifiers.js'
import type { Client } from '../state.js'
import { checkScopes, clientFields, readClientFields, readOnlyFields } from './client-fields.js'
import { CLIENT } from './client-kinds.js'
import { activeClientOf, clientOf, isOwn, keepClient } from './client-of.js'
import { complain } from './complaint.js'
import { newDates } from './instants.js'
import { commit, type Visit, wantsInactive } from './visit.js'

/** Lets a caller register clients that belong to others (Digdir: self-service API). */
const FOR_OTHERS = 'idporten:dcr.supplier'

/** `GET /clients`: those of the caller's organisation, and those it has registered for others. */
export function listClients(visit: Visit): HttpResponse {
  const { state } = visit.office
  const mine = state.clients.filter((client) => isOwn(client, visit.caller))
  const shown = mine.filter(({ active }) => active || wantsInactive(visit))
  return json(
    200,
    shown.map((client) => clientFields(client, state)),
  )
}

/** `POST /clients`: a client with an id of its own and no keys. */
export function createClient({ office, caller, body }: Visit): HttpResponse {
  const { state } = office
  const there = state.clients.find(({ client_id }) => client_id === body.client_id)
  if (there) {
    const why = there.active ? 'is taken' : 'is of a client that has been deactivated'
    complain(409, CLIENT, `client_id ${why}`, 'client_id')
  }
  const orgnr = ownerOf(body.client_orgno, caller)
  const isOther = orgnr !== caller.orgnr
  const supplier_orgno = isOther ? caller.orgnr : undefined
  const blank = readOnlyFields({ client_orgno: orgnr, supplier_orgno, active: true, onbehalfof: [] })
  const fields = readClientFields(body, blank)
  checkScopes(fields.scopes, [], state)
  const client: Client = {
    client_id: office.newId(),
    orgnr,
    ...(supplier_orgno !== undefined && { supplier_orgno }),
    auth: 'kid',
    ...fields,
    keys: [],
    onbehalfof: [],
    active: true,
    ...newDates(office.now()),
  }
  commit(office, { clients: [...state.clients, client] })
  const secret = hasSecret(client) ? { client_secret: office.newId() } : {}
  return json(201, { ...clientFields(client, state), ...secret })
}

/** `GET /clients/{id}`, also of one that has been deactivated. */
export function showClient(visit: Visit): HttpResponse {
  return json(200, clientFields(clientOf(visit), visit.office.state))
}

/** `PUT /clients/{id}`: the whole client anew. */
export function replaceClient(visit: Visit): HttpResponse {
  const { office, body } = visit
  const client = activeClientOf(visit)
  const fields = readClientFields(body, readOnlyFields(clientFields(client, office.state)))
  if (fields.integration_type !== client.integration_type) {
    complain(400, CLIENT, 'integration_type cannot be changed', 'integration_type')
  }
  checkScopes(fields.scopes, client.scopes, office.state)
  return json(200, clientFields(keepClient(office, { ...client, ...fields }), office.state))
}

/** `DELETE /clients/{id}`: deactivates it, for good. */
export function deactivateClient(visit: Visit): HttpResponse {
  const { office } = visit
  const client = keepClient(office, { ...activeClientOf(visit), active: false })
  return json(200, clientFields(client, office.state))
}

/** `POST /clients/{id}/secret`: a new secret, shown this once. Nothing in the sandbox takes one. */
export function rotateSecret(visit: Visit): HttpResponse {
  const { office } = visit
  const client = activeClientOf(visit)
  if (!hasSecret(client)) complain(400, CLIENT, 'the client has no secret')
  return json(200, {
    ...clientFields(keepClient(office, client), office.state),
    client_secret: office.newId(),
  })
}

function hasSecret({ more }: Client): boolean {
  return ['client_secret_post', 'client_secret_basic'].includes(`${more?.token_endpoint_auth_method}`)
}

function ownerOf(orgno: unknown, { orgnr, scopes }: Visit['caller']): string {
  if (orgno === undefined || orgno === orgnr) return orgnr
  if (!isOrganisationNumber(orgno))
    complain(400, CLIENT, 'client_orgno must be an organisation number', 'client_orgno')
  if (!scopes.includes(FOR_OTHERS))
    complain(403, CLIENT, `client_orgno of another needs the scope ${FOR_OTHERS}`)
  return orgno
}
