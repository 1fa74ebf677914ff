import type { HttpResponse } from '../../../protocol/http.js'
import { json } from '../../answer.js'
import type { SystemUser, SystemUserRequest } from '../../state.js'
import { listIn, textIn, toPackages, toRights } from './body.js'
import { refuse } from './problem.js'
import { statusOf, uuidIn } from './request-of.js'
import { added, obey } from './requests.js'
import { systemCalled, systemForRequest } from './system-of.js'
import { typeOf } from './users.js'
import type { Visit } from './visit.js'
import { CONTENT_RULES, REDIRECT_RULES } from './wish-rules.js'

/** `POST /systemuser/changerequest/vendor?correlation-id=&system-user-id=`: asks the customer to give a system user more, or take from it. */
export function askForChange(visit: Visit): HttpResponse {
  const { office, url } = visit
  const id = uuidIn(url.searchParams.get('correlation-id'), 'correlation-id')
  const userId = uuidIn(url.searchParams.get('system-user-id'), 'system-user-id')
  const user = ownUser(userId, visit)
  const request = readChange(id, user, visit)
  if (isEmpty(request)) return json(200, nothing(request))
  refuseUsed(id, visit)
  const system = systemForRequest(user.system_id, visit)
  obey([...REDIRECT_RULES, ...CONTENT_RULES.change], { redirectUrl: undefined, ...request }, system)
  return added(visit, { ...request, created: office.now() * 1000 })
}

/** The standard system user of this id, of the caller's system: changes of one for clients cannot be asked for (Altinn: change requests). */
function ownUser(id: string, { office, caller }: Visit): SystemUser {
  const user = office.state.system_users.find((it) => it.id === id)
  const vendor = systemCalled(user?.system_id, office.state)?.vendor_orgno
  return user !== undefined && vendor === caller.orgnr && typeOf(user) === 'standard'
    ? user
    : refuse(15, 'system-user-id is of no standard system user of the vendor’s systems')
}

/** A correlation id serves once. */
function refuseUsed(id: string, { office }: Visit): void {
  const earlier = office.state.system_requests.find((it) => it.id === id)
  if (earlier === undefined) return
  if (statusOf(earlier, office.now()) === 'New')
    refuse(7, 'a request with this correlation-id waits: reuse or delete it')
  refuse(61, 'the request with this correlation-id is decided on: take a new correlation-id')
}

function readChange(id: string, user: SystemUser, { body }: Visit): SystemUserRequest & { unwanted: object } {
  const redirectUrl = textIn(body, 'redirectUrl') || undefined
  return {
    id,
    kind: 'change',
    system_id: user.system_id,
    party_orgno: user.systemuser_org,
    externalRef: user.externalRef,
    integrationTitle: user.granted?.integrationTitle ?? user.system_id,
    rights: toRights(listIn(body, 'requiredRights'), 'requiredRights'),
    accessPackages: toPackages(listIn(body, 'requiredAccessPackages'), 'requiredAccessPackages'),
    unwanted: {
      rights: toRights(listIn(body, 'unwantedRights'), 'unwantedRights'),
      accessPackages: toPackages(listIn(body, 'unwantedAccessPackages'), 'unwantedAccessPackages'),
      systemUserId: user.id,
    },
    ...(redirectUrl !== undefined && { redirectUrl }),
    status: 'New',
    created: 0,
  }
}

function isEmpty({ rights, accessPackages, unwanted }: SystemUserRequest): boolean {
  const lists = [rights, accessPackages, unwanted?.rights, unwanted?.accessPackages]
  return lists.every((list) => (list ?? []).length === 0)
}

const NO_ID = '00000000-0000-0000-0000-000000000000'

/** What Altinn says where nothing is to change: no request is made. */
function nothing({ externalRef, system_id, party_orgno }: SystemUserRequest): Record<string, unknown> {
  return {
    id: NO_ID,
    externalRef,
    systemId: system_id,
    systemUserId: NO_ID,
    partyOrgNo: party_orgno,
    requiredRights: [],
    unwantedRights: [],
    status: 'new',
  }
}
