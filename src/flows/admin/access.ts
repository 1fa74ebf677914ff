import type { JsonObject } from '../../protocol/json-body.js'
import { readOrgnr, readScopeName } from '../../protocol/selfservice/identifiers.js'
import { readNamed, readObjects, senseless } from '../../protocol/selfservice/read-object.js'
import type { SelfserviceRequest } from '../../protocol/selfservice/request.js'
import type { AdminSession } from './session.js'

/** The organisations that have, or had, access to a scope of one's own. */
export async function listAccess(session: AdminSession, scope: string): Promise<JsonObject[]> {
  const request: SelfserviceRequest = {
    method: 'GET',
    path: ['scopes', 'access'],
    query: { scope: readScopeName(scope) },
  }
  return readObjects(request, await session.send(request))
}

/** Gives an organisation access to a scope of one's own, and tells what it has now. */
export async function grantAccess(session: AdminSession, scope: string, orgnr: string): Promise<JsonObject> {
  const request = requestFor('PUT', scope, orgnr)
  const consumer = readOrgnr(orgnr)
  const answer = await session.send(request)
  if (answer !== undefined) {
    readNamed(request, answer, 'scope', scope)
    return readNamed(request, answer, 'consumer_orgno', consumer)
  }
  const found = (await listAccess(session, scope)).find((one) => one.consumer_orgno === consumer)
  if (found === undefined) throw senseless(request, `success, and the list is without ${consumer}`)
  return found
}

/** Takes an organisation's access back. */
export async function revokeAccess(session: AdminSession, scope: string, orgnr: string): Promise<void> {
  await session.send(requestFor('DELETE', scope, orgnr))
}

/** Everything in the address is judged here: with `..` for a number it would be that of the scope itself. */
function requestFor(method: 'PUT' | 'DELETE', scope: string, orgnr: string): SelfserviceRequest {
  return { method, path: ['scopes', 'access', readOrgnr(orgnr)], query: { scope: readScopeName(scope) } }
}
