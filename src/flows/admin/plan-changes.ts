import { MpError } from '../../errors.js'
import type { Wanted } from '../../profiles/wanted-file.js'
import type { WantedAccess, WantedClient, WantedScope } from '../../profiles/wanted-shape.js'
import type { JsonObject } from '../../protocol/json-body.js'
import { isSameValue } from '../../protocol/selfservice/same-value.js'
import { toScopeFields } from '../../protocol/selfservice/scope.js'
import type { Present } from './plan-present.js'

/** What a change is about. Access goes by the scope that it is to. */
export interface PlannedObject {
  type: 'client' | 'scope' | 'access'
  name: string
  /** A client's, where it has one already. */
  id?: string
}

/** One difference between what is wanted and what is there, in the words of the file. */
export interface Change {
  /** `add`: one more in a list. `extra`: one in a list that the file does not have; it goes only where pruning is asked for. */
  kind: 'create' | 'change' | 'add' | 'extra'
  object: PlannedObject
  /** Absent where the whole object is made. */
  member?: string
  from?: unknown
  /** All members that are told, where the object is made. */
  to?: unknown
}

/**
 * All differences, in the order in which they are safely made: scopes, clients, access, and what goes. Throws
 * `MP_WANTED_INVALID` for an object that is to be made and is not told well enough.
 */
export function planChanges(wanted: Wanted, present: Present): Change[] {
  const changes = [
    ...wanted.scopes.flatMap((scope) => scopeChanges(scope, present.scopes.get(scope.name))),
    ...wanted.clients.flatMap((client, at) => clientChanges(client, present.clients[at])),
    ...wanted.access.flatMap((access) => accessChanges(access, present.access.get(access.scope) ?? [])),
  ]
  return [
    ...changes.filter(({ kind }) => kind !== 'extra'),
    ...changes.filter(({ kind }) => kind === 'extra'),
  ]
}

function scopeChanges({ name, ...members }: WantedScope, present: JsonObject | undefined): Change[] {
  const object: PlannedObject = { type: 'scope', name }
  if (present === undefined) return creation(object, members, ['description'])
  return Object.entries(members).flatMap(([member, to]) => {
    const [field = member] = Object.keys(toScopeFields({ [member]: to }))
    return memberChange(object, member, present[field], to)
  })
}

const CLIENT_FIELDS = {
  name: 'client_name',
  description: 'description',
  accessTokenLifetime: 'access_token_lifetime',
} as const

const CLIENT_MEMBERS = Object.keys(CLIENT_FIELDS) as (keyof typeof CLIENT_FIELDS)[]

function clientChanges({ id, ...wanted }: WantedClient, present: JsonObject | undefined): Change[] {
  if (present === undefined) {
    const { name = '', ...members } = wanted
    return creation({ type: 'client', name }, members, ['description', 'scopes'])
  }
  const object: PlannedObject = {
    type: 'client',
    name: `${present.client_name}`,
    id: `${present.client_id}`,
  }
  return [
    ...CLIENT_MEMBERS.flatMap((member) =>
      memberChange(object, member, present[CLIENT_FIELDS[member]], wanted[member]),
    ),
    ...listChanges(object, 'scopes', wanted.scopes, [present.scopes ?? []].flat()),
  ]
}

function accessChanges({ scope, consumers }: WantedAccess, present: readonly string[]): Change[] {
  return listChanges({ type: 'access', name: scope }, 'consumers', consumers, present)
}

function creation(object: PlannedObject, members: object, needed: readonly string[]): Change[] {
  const missing = needed.filter((member) => !Object.hasOwn(members, member))
  if (missing.length === 0) return [{ kind: 'create', object, to: { ...members } }]
  throw new MpError(
    'MP_WANTED_INVALID',
    `${object.type} "${object.name}" is not there, and to make it the file must tell its ${missing.join(' and ')}`,
  )
}

function memberChange(object: PlannedObject, member: string, from: unknown, to: unknown): Change[] {
  if (to === undefined || isSameValue(from ?? unsaid(to), to)) return []
  return [{ kind: 'change', object, member, ...(from != null && { from }), to }]
}

/** What a field that the API leaves out is. */
function unsaid(to: unknown): unknown {
  if (typeof to === 'number') return 0
  return typeof to === 'boolean' ? false : undefined
}

function listChanges(
  object: PlannedObject,
  member: string,
  wanted: readonly string[] | undefined,
  present: readonly unknown[],
): Change[] {
  if (wanted === undefined) return []
  const missing = wanted.filter((item) => !present.includes(item))
  const extra = present.filter((item) => !wanted.includes(item as string))
  return [
    ...missing.map((to): Change => ({ kind: 'add', object, member, to })),
    ...extra.map((from): Change => ({ kind: 'extra', object, member, from })),
  ]
}
