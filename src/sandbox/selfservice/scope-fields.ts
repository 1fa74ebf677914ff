import type { JsonObject } from '../jws.js'
import type { SandboxState, Scope } from '../state.js'
import { checkReadOnly, without } from './fields.js'
import { datesOf } from './instants.js'
import { checkScope, SCOPE } from './scope-kinds.js'

/** Fields with a place of their own in the state, or none but in the name. The others are more. */
const PLACED = [
  'description',
  'at_max_age',
  'allowed_integration_types',
  'accessible_for_all',
  'delegation_source',
  'prefix',
  'subscope',
]

/** What a scope is where it was not told. */
const DEFAULTS = {
  visibility: 'PUBLIC',
  token_type: 'SELF_CONTAINED',
  authorization_max_lifetime: 0,
  requires_user_consent: false,
  requires_user_authentication: false,
  requires_pseudonymous_tokens: false,
}

/** A scope as the API shows it. */
export function scopeFields(scope: Scope, state: SandboxState): JsonObject {
  const { name, description, owner_orgno, at_max_age, delegation_source } = scope
  return {
    ...DEFAULTS,
    ...scope.more,
    name,
    ...nameParts(name),
    description,
    owner_orgno,
    at_max_age,
    allowed_integration_types: scope.allowed_integration_types,
    accessible_for_all: scope.accessible_for_all,
    ...(delegation_source !== undefined && { delegation_source }),
    active: scope.active,
    ...datesOf(scope, state),
  }
}

/** Whether the catalogue that needs no token shows the scope (Digdir: self-service API). */
export function isPublic({ more }: Scope): boolean {
  return (more?.visibility ?? DEFAULTS.visibility) === 'PUBLIC'
}

/** What stands before the first colon, and what after. */
export function nameParts(name: string): { prefix: string; subscope: string } {
  const [prefix = '', ...rest] = name.split(':')
  return { prefix, subscope: rest.join(':') }
}

/** What a body makes of a scope, whole: what is left out is as it is where it was never told. Complains with 400. */
export function readScopeFields(
  body: JsonObject,
  readOnly: JsonObject,
  required: readonly string[],
): Omit<Scope, 'name' | 'owner_orgno' | 'active'> {
  checkScope(body, required)
  checkReadOnly(SCOPE, body, readOnly)
  const {
    description,
    delegation_source,
    at_max_age = 0,
    accessible_for_all = false,
  } = body as unknown as Scope
  const { allowed_integration_types = ['maskinporten'] } = body as unknown as Scope
  return {
    description,
    at_max_age,
    allowed_integration_types,
    accessible_for_all,
    ...(delegation_source !== undefined && { delegation_source }),
    more: without(body, [...PLACED, ...Object.keys(readOnly)]),
  }
}
