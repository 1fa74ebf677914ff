import type { Send } from '../../protocol/http.js'
import type { JsonObject } from '../../protocol/json-body.js'
import { readObjects } from '../../protocol/selfservice/read-object.js'
import type { SelfserviceRequest } from '../../protocol/selfservice/request.js'
import { openSession } from './session.js'

/** Where delegations that Maskinporten heeds are made, Altinn above all; the list is open to all. */
export async function listDelegationSources(ports: { base: string; send: Send }): Promise<JsonObject[]> {
  const request: SelfserviceRequest = { method: 'GET', path: ['delegationsources'] }
  return readObjects(request, await openSession(ports).send(request))
}
