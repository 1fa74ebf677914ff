import type { HttpResponse } from '../../../protocol/http.js'
import { json } from '../../answer.js'
import type { SandboxState, SystemUser } from '../../state.js'
import { paginated } from './pages.js'
import { complain } from './problem.js'
import { ownSystem, systemCalled } from './system-of.js'
import type { Visit } from './visit.js'
import { isUserOf } from './wish.js'

export function typeOf({ granted }: SystemUser): 'standard' | 'agent' {
  return granted?.userType ?? 'standard'
}

/** `GET /systemuser/vendor/byquery?system-id&orgno&external-ref`: one system user of the caller's. */
export function findUser({ office, caller, url }: Visit): HttpResponse {
  const systemId = needed('system-id', url)
  const partyOrgNo = needed('orgno', url)
  const externalRef = url.searchParams.get('external-ref') || partyOrgNo
  const isOwn = systemCalled(systemId, office.state)?.vendor_orgno === caller.orgnr
  const user = office.state.system_users.find((it) => isUserOf({ systemId, partyOrgNo, externalRef }, it))
  if (!isOwn || user === undefined) complain(404, 'there is no such system user')
  const { id, reporteeOrgNo, created, supplierOrgno, userType } = userFields(user, office.state)
  return json(200, { id, systemId, reporteeOrgNo, created, supplierOrgno, externalRef, userType })
}

/** `GET /systemuser/vendor/bysystem/{systemId}`: a system's users, a page at a time. */
export function listUsers(visit: Visit): HttpResponse {
  const { state } = visit.office
  const { id } = ownSystem(visit)
  const users = state.system_users.filter((user) => user.system_id === id)
  return paginated(
    visit.url,
    users.map((user) => userFields(user, state)),
  )
}

/** A system user as Altinn writes it. */
function userFields(user: SystemUser, state: SandboxState) {
  const system = systemCalled(user.system_id, state)
  return {
    id: user.id,
    integrationTitle: user.granted?.integrationTitle ?? system?.name.nb ?? user.system_id,
    systemId: user.system_id,
    productName: '',
    systemInternalId: system?.internalId,
    reporteeOrgNo: user.systemuser_org,
    created: new Date(user.granted?.created ?? state.valid_from * 1000).toISOString(),
    isDeleted: false,
    supplierName: '',
    supplierOrgno: system?.vendor_orgno,
    externalRef: user.externalRef,
    accessPackages: user.granted?.accessPackages ?? [],
    userType: typeOf(user),
  }
}

function needed(name: string, { searchParams }: URL): string {
  return searchParams.get(name) || complain(400, `${name} is required`)
}
