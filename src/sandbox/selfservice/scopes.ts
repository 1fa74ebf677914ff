import type { HttpResponse } from '../../protocol/http.js'
import { json } from '../answer.js'
import type { JsonObject } from '../jws.js'
import type { Office } from '../office.js'
import type { Scope } from '../state.js'
import { complain } from './complaint.js'
import { changedAt, newDates } from './instants.js'
import { isPublic, nameParts, readScopeFields, scopeFields } from './scope-fields.js'
import { SCOPE } from './scope-kinds.js'
import { activeScopeOf, prefixesOf } from './scope-of.js'
import { commit, type Question, type Visit, wantsInactive } from './visit.js'

/** `GET /scopes`: the caller's own, all or the one that the query names. */
export function listScopes(visit: Visit): HttpResponse {
  const { office, caller, query } = visit
  const own = office.state.scopes.filter(({ owner_orgno }) => owner_orgno === caller.orgnr)
  const shown = own
    .filter(({ name }) => [null, name].includes(query.get('scope')))
    .filter(({ active }) => active || wantsInactive(visit))
  return json(
    200,
    shown.map((scope) => scopeFields(scope, office.state)),
  )
}

/** `GET /scopes/all`: the public catalogue, for whoever asks. */
export function listPublicScopes(question: Question): HttpResponse {
  const { office, query } = question
  const forAll = query.get('accessible_for_all')
  const shown = office.state.scopes
    .filter((scope) => isPublic(scope) && (scope.active || wantsInactive(question)))
    .filter(({ name }) => [null, nameParts(name).prefix].includes(query.get('prefix')))
    .filter(({ accessible_for_all }) => [null, `${accessible_for_all}`].includes(forAll))
  return json(
    200,
    shown.map((scope) => scopeFields(scope, office.state)),
  )
}

/** `GET /prefix`: what the caller's scopes may begin with. */
export function listPrefixes({ office, caller }: Visit): HttpResponse {
  return json(200, prefixesOf(caller.orgnr, office.state))
}

/** `POST /scopes`: a scope under a prefix of the caller's. */
export function createScope({ office, caller, body }: Visit): HttpResponse {
  const name = `${body.prefix}:${body.subscope}`
  const blank = readOnlyFields({ name, owner_orgno: caller.orgnr, active: true })
  const fields = readScopeFields(body, blank, ['prefix', 'subscope', 'description'])
  if (!prefixesOf(caller.orgnr, office.state).includes(`${body.prefix}`)) {
    complain(403, SCOPE, 'prefix does not belong to the organisation', 'prefix')
  }
  const there = office.state.scopes.find((it) => it.name === name)
  if (there) complain(409, SCOPE, there.active ? 'the scope exists' : 'the scope has been deactivated')
  const scope: Scope = { name, owner_orgno: caller.orgnr, ...fields, active: true, ...newDates(office.now()) }
  commit(office, { scopes: [...office.state.scopes, scope] })
  return json(201, scopeFields(scope, office.state))
}

/** `PUT /scopes?scope=`: the whole scope anew, but for its name. */
export function replaceScope(visit: Visit): HttpResponse {
  const { office, body } = visit
  const { delegation_source: _, ...before } = activeScopeOf(visit)
  const shown = scopeFields(before, office.state)
  const readOnly = { ...readOnlyFields(shown), prefix: shown.prefix, subscope: shown.subscope }
  return keep(office, { ...before, ...readScopeFields(body, readOnly, ['description']) })
}

/** `DELETE /scopes?scope=`: deactivates it, for good: nobody gets a token for it any more. */
export function deactivateScope(visit: Visit): HttpResponse {
  return keep(visit.office, { ...activeScopeOf(visit), active: false })
}

function keep(office: Office, scope: Scope): HttpResponse {
  const changed = { ...scope, last_updated: changedAt(office.now(), scope) }
  commit(office, { scopes: office.state.scopes.map((it) => (it.name === scope.name ? changed : it)) })
  return json(200, scopeFields(changed, office.state))
}

function readOnlyFields({ name, owner_orgno, active, created, last_updated }: JsonObject): JsonObject {
  return { name, owner_orgno, active, created, last_updated }
}
