import { isUuid } from '../../identifiers.js'
import type { Office } from '../../office.js'
import type { SystemUserRequest } from '../../state.js'
import { complain, refuse } from './problem.js'
import { systemForRequest } from './system-of.js'
import type { Visit } from './visit.js'

export type Kind = SystemUserRequest['kind']
/** How a request stands; what nobody has decided on ends by itself. */
export type Status = SystemUserRequest['status'] | 'Timedout'

/** Requests are open for half a year (Altinn: system user requests). */
const OPEN_MS = 180 * 24 * 60 * 60 * 1000

/** Where Altinn's pages are, and which of them a kind of request is decided on. */
export const PAGES = '/accessmanagement/ui/systemuser'
export const PAGE: Readonly<Record<Kind, string>> = {
  standard: 'request',
  agent: 'agentrequest',
  change: 'changerequest',
}

export function statusOf({ status, created }: SystemUserRequest, now: number): Status {
  return status === 'New' && now * 1000 >= created + OPEN_MS ? 'Timedout' : status
}

/** A request as Altinn writes it. */
export function requestFields(request: SystemUserRequest, { origin, now }: Office): Record<string, unknown> {
  const { kind, id, rights, accessPackages, unwanted } = request
  const status = statusOf(request, now())
  return {
    id,
    integrationTitle: request.integrationTitle,
    externalRef: request.externalRef,
    systemId: request.system_id,
    partyOrgNo: request.party_orgno,
    ...(kind === 'standard' && { rights }),
    ...(kind !== 'change' && { accessPackages }),
    ...(unwanted && {
      systemUserId: unwanted.systemUserId,
      requiredRights: rights,
      unwantedRights: unwanted.rights,
      requiredAccessPackages: accessPackages,
      unwantedAccessPackages: unwanted.accessPackages,
    }),
    ...(kind === 'agent' && { userType: 'agent' }),
    status,
    ...(request.redirectUrl !== undefined && { redirectUrl: request.redirectUrl }),
    confirmUrl: `${origin}${PAGES}/${PAGE[kind]}?id=${id}&DONTCHOOSEREPORTEE=true`,
    escalated: request.escalated ?? false,
    created: new Date(request.created).toISOString(),
    timedOut: status === 'Timedout',
  }
}

/** The request of this id that the path names. Refuses with AUTH-00010 where there is none, with AUTH-00011 where its system is another's. */
export function requestOf(visit: Visit, kinds: readonly Kind[]): SystemUserRequest {
  const id = uuidIn(visit.params[0], 'the request’s id')
  const request = visit.office.state.system_requests.find((it) => it.id === id)
  if (request === undefined) refuse(10, 'there is no such request')
  systemForRequest(request.system_id, visit)
  if (kinds.includes(request.kind)) return request
  // Whoever asks for one with /agent is told that it is there.
  return kinds[0] === 'agent' && request.kind === 'standard'
    ? refuse(25, 'the request is not for a system user for clients')
    : refuse(10, 'there is no such request')
}

/** A UUID, which Altinn takes in letters of either size. Complains with 400, and without a number, of anything else. */
export function uuidIn(text: string | null | undefined, name: string): string {
  return isUuid(text) ? text.toLowerCase() : complain(400, `${name} must be a UUID`)
}
