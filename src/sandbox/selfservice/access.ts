import type { HttpResponse } from '../../protocol/http.js'
import { json } from '../answer.js'
import { isOrganisationNumber } from '../identifiers.js'
import type { JsonObject } from '../jws.js'
import type { Office } from '../office.js'
import type { Access } from '../state.js'
import { complain } from './complaint.js'
import { changedAt, datesOf, newDates } from './instants.js'
import { activeScopeOf, scopeOf } from './scope-of.js'
import { commit, type Visit, wantsInactive } from './visit.js'

const ACCESS = 'scopeAccess'

/** `GET /scopes/access?scope=`: who may use a scope of the caller's, or any of them where none is named. */
export function listAccess(visit: Visit): HttpResponse {
  const { query, caller } = visit
  if (query.has('scope')) scopeOf(visit)
  const wanted = { scope: query.get('scope'), consumer_orgno: query.get('consumer_orgno') }
  const owner = query.get('owner_orgno') ?? caller.orgnr
  const shown = accessFields(visit)
    .filter(({ owner_orgno }) => owner_orgno === caller.orgnr && owner_orgno === owner)
    .filter(({ scope }) => wanted.scope === null || scope === wanted.scope)
    .filter(
      ({ consumer_orgno }) => wanted.consumer_orgno === null || consumer_orgno === wanted.consumer_orgno,
    )
  return json(200, shown)
}

/** `GET /scopes/access/all`: what the caller's organisation may use. */
export function listOwnAccess(visit: Visit): HttpResponse {
  return json(
    200,
    accessFields(visit).filter(({ consumer_orgno }) => consumer_orgno === visit.caller.orgnr),
  )
}

/** `PUT /scopes/access/{orgno}?scope=`: lets an organisation use the scope. Where it may already, nothing changes. */
export function grantAccess(visit: Visit): HttpResponse {
  const { office } = visit
  const consumer_orgno = consumerOf(visit)
  const { name: scope } = activeScopeOf(visit)
  const there = find(office.state.access, scope, consumer_orgno)
  if (there) return json(200, fieldsOf(there, 'APPROVED', office))
  const before = find(revokedIn(office), scope, consumer_orgno)
  const granted = before ? touched(before, office) : { scope, consumer_orgno, ...newDates(office.now()) }
  commit(office, {
    access: [...office.state.access, granted],
    revoked_access: revokedIn(office).filter((it) => it !== before),
  })
  return json(200, fieldsOf(granted, 'APPROVED', office))
}

/** `DELETE /scopes/access/{orgno}?scope=`: takes it back, at once. */
export function revokeAccess(visit: Visit): HttpResponse {
  const { office } = visit
  const consumer_orgno = consumerOf(visit)
  const { name } = scopeOf(visit)
  const there =
    find(office.state.access, name, consumer_orgno) ?? complain(404, ACCESS, 'the organisation has no access')
  const revoked = touched(there, office)
  commit(office, {
    access: office.state.access.filter((it) => it !== there),
    revoked_access: [...revokedIn(office), revoked],
  })
  return json(200, fieldsOf(revoked, 'DENIED', office))
}

function consumerOf({ params: [orgno] }: Visit): string {
  return isOrganisationNumber(orgno)
    ? orgno
    : complain(400, ACCESS, 'the path must name an organisation number', 'consumer_orgno')
}

function find(list: readonly Access[], scope: string, orgno: string): Access | undefined {
  return list.find((it) => it.scope === scope && it.consumer_orgno === orgno)
}

function revokedIn({ state }: Office): Access[] {
  return state.revoked_access ?? []
}

function touched(access: Access, office: Office): Access {
  return { ...access, last_updated: changedAt(office.now(), access) }
}

function accessFields(visit: Visit): JsonObject[] {
  const { office } = visit
  const revoked = wantsInactive(visit) ? revokedIn(office) : []
  return [
    ...office.state.access.map((access) => fieldsOf(access, 'APPROVED', office)),
    ...revoked.map((access) => fieldsOf(access, 'DENIED', office)),
  ]
}

function fieldsOf(access: Access, its: 'APPROVED' | 'DENIED', { state }: Office): JsonObject {
  const { scope, consumer_orgno } = access
  const owner_orgno = state.scopes.find(({ name }) => name === scope)?.owner_orgno
  return { scope, state: its, consumer_orgno, owner_orgno, ...datesOf(access, state) }
}
