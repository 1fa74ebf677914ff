import { PREFIXES } from '../registry.js'
import type { SandboxState, Scope } from '../state.js'
import { complain } from './complaint.js'
import { nameParts } from './scope-fields.js'
import { SCOPE } from './scope-kinds.js'
import type { Visit } from './visit.js'

/** The caller's own scope that the query names. Complains with 400 where it names none, 404 where there is none, 403 where it is another's. */
export function scopeOf({ office, query, caller }: Visit): Scope {
  const name = query.get('scope') || complain(400, SCOPE, 'the query must name a scope')
  const scope =
    office.state.scopes.find((it) => it.name === name) ?? complain(404, SCOPE, 'there is no such scope')
  return scope.owner_orgno === caller.orgnr
    ? scope
    : complain(403, SCOPE, 'the scope belongs to another organisation')
}

/** The same, for a change. Complains with 409 where it has been deactivated. */
export function activeScopeOf(visit: Visit): Scope {
  const scope = scopeOf(visit)
  return scope.active ? scope : complain(409, SCOPE, 'the scope has been deactivated')
}

/** The prefixes that an organisation may make scopes under. */
export function prefixesOf(orgnr: string, { scopes }: SandboxState): string[] {
  const used = scopes
    .filter(({ owner_orgno }) => owner_orgno === orgnr)
    .map(({ name }) => nameParts(name).prefix)
  return [...new Set([...(PREFIXES[orgnr] ?? []), ...used])]
}
