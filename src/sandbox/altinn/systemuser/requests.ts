import type { HttpResponse } from '../../../protocol/http.js'
import { json } from '../../answer.js'
import { keep } from '../../office.js'
import type { RegisteredSystem, SystemUserRequest } from '../../state.js'
import { paginated } from './pages.js'
import { refuse } from './problem.js'
import { type Kind, requestFields, requestOf, statusOf } from './request-of.js'
import { systemCalled, systemForRequest } from './system-of.js'
import type { Visit } from './visit.js'
import { isRequestOf, isUserOf, readWish, type Triple, type Wish } from './wish.js'
import { CONTENT_RULES, isParty, REDIRECT_RULES, type WishRule } from './wish-rules.js'

/** `POST /systemuser/request/vendor` and `…/agent`: 201 for a new request, 200 with the old one where that is still open. */
export function askForUser(kind: 'standard' | 'agent'): (visit: Visit) => HttpResponse {
  return (visit) => {
    const { office } = visit
    const wish = readWish(visit, kind)
    if (office.state.system_users.some((user) => isUserOf(wish, user)))
      refuse(4, 'there is a system user for this systemId, partyOrgNo and externalRef already')
    const open = office.state.system_requests.find(
      (it) => it.kind === kind && isRequestOf(wish, it) && statusOf(it, office.now()) === 'New',
    )
    if (open !== undefined && systemCalled(wish.systemId, office.state)?.vendor_orgno === visit.caller.orgnr)
      return json(200, requestFields(open, office))
    const system = systemForRequest(wish.systemId, visit)
    refuseWhatWasDecided(wish, visit)
    if (!isParty(wish)) refuse(0, 'partyOrgNo is not the number of an organisation')
    obey([...REDIRECT_RULES, ...CONTENT_RULES[kind]], wish, system)
    return added(visit, newRequest(kind, wish, system, visit))
  }
}

/** `GET /systemuser/request/vendor/{id}` and its like. */
export function showRequest(...kinds: readonly Kind[]): (visit: Visit) => HttpResponse {
  return (visit) => json(200, requestFields(requestOf(visit, kinds), visit.office))
}

/** `GET …/byexternalref/{systemId}/{orgNo}/{externalRef}`: the last of that kind. */
export function findRequest(kind: Kind): (visit: Visit) => HttpResponse {
  return (visit) => {
    const [systemId = '', partyOrgNo = '', externalRef = ''] = visit.params
    const triple: Triple = { systemId, partyOrgNo, externalRef }
    const found = visit.office.state.system_requests.findLast(
      (it) => it.kind === kind && isRequestOf(triple, it),
    )
    if (found === undefined) refuse(10, 'there is no such request')
    systemForRequest(systemId, visit)
    return json(200, requestFields(found, visit.office))
  }
}

/** `GET …/bysystem/{systemId}`: all of that kind, a page at a time. */
export function listRequests(kind: Kind): (visit: Visit) => HttpResponse {
  return (visit) => {
    const { id } = systemForRequest(visit.params[0] ?? '', visit)
    const all = visit.office.state.system_requests.filter((it) => it.kind === kind && it.system_id === id)
    return paginated(
      visit.url,
      all.map((it) => requestFields(it, visit.office)),
    )
  }
}

/** `DELETE …/vendor/{id}`: takes a request back, however it stands. What came of it stays. */
export function deleteRequest(...kinds: readonly Kind[]): (visit: Visit) => HttpResponse {
  return (visit) => {
    const request = requestOf(visit, kinds)
    const system_requests = visit.office.state.system_requests.filter((it) => it !== request)
    if (!keep(visit.office, { system_requests })) refuse(60, 'the request could not be deleted')
    return { status: 202, headers: {}, body: '' }
  }
}

/** Refuses with the first rule that is broken. */
export function obey(
  rules: readonly WishRule[],
  wish: Parameters<WishRule['isBroken']>[0],
  system: RegisteredSystem,
): void {
  const broken = rules.find((rule) => rule.isBroken(wish, system))
  if (broken) refuse(broken.number, broken.words)
}

/** Keeps a new request in the place of any that has its three names and has run out. Altinn's `Location` is not for vendors: the id in it is. */
export function added({ office }: Visit, request: SystemUserRequest): HttpResponse {
  const path = request.kind === 'change' ? 'changerequest' : 'request'
  const system_requests = [...office.state.system_requests, request]
  if (!keep(office, { system_requests })) refuse(12, 'the request could not be stored')
  const location = `${office.origin}/authentication/api/v1/systemuser/${path}/${request.id}`
  return json(201, requestFields(request, office), { location })
}

/**
 * What is left of an earlier request stands in the way until it is deleted. Altinn documents it so; the source of its
 * controller gives the earlier one back as if it were open.
 */
function refuseWhatWasDecided(wish: Wish, { office }: Visit): void {
  const earlier = office.state.system_requests.findLast((it) => it.kind !== 'change' && isRequestOf(wish, it))
  const status = earlier && statusOf(earlier, office.now())
  if (status === 'Accepted') refuse(6, 'the request was accepted earlier: delete it before asking again')
  if (status === 'New') refuse(7, 'a request of the other kind waits under these names: reuse or delete it')
  if (status === 'Rejected') refuse(9, 'the request was rejected: delete it before asking again')
}

function newRequest(
  kind: 'standard' | 'agent',
  wish: Wish,
  { name }: RegisteredSystem,
  { office }: Visit,
): SystemUserRequest {
  return {
    id: office.newId(),
    kind,
    system_id: wish.systemId,
    party_orgno: wish.partyOrgNo,
    externalRef: wish.externalRef,
    integrationTitle: wish.integrationTitle ?? name.nb ?? wish.systemId,
    rights: wish.rights,
    accessPackages: wish.accessPackages,
    ...(wish.redirectUrl !== undefined && { redirectUrl: wish.redirectUrl }),
    status: 'New',
    created: office.now() * 1000,
  }
}
