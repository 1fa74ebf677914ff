import { isObject, type JsonObject } from '../json-body.js'
import { withoutPrivateParts } from './public-parts.js'

/** What Digdir sets and takes from nobody (self-service API: client, JWKS, onbehalfof and scope). */
const READ_ONLY = {
  client: ['client_id', 'client_orgno', 'client_secret', 'active', 'created', 'last_updated', 'jwks_uri'],
  jwks: ['created', 'last_updated'],
  onbehalfof: ['organization_name', 'created', 'last_updated'],
  scope: ['name', 'owner_orgno', 'active', 'created', 'last_updated'],
} as const

/** A kind of object that is read whole and written whole. */
export type Resource = keyof typeof READ_ONLY

/** The object as it is written back: all that the API sent and lets others set, whether mp knows it or not. */
export function toWritable(resource: Resource, object: JsonObject): JsonObject {
  const readOnly: readonly string[] = READ_ONLY[resource]
  const members = Object.entries(object).filter(([name]) => !readOnly.includes(name))
  return withoutPrivateParts(
    Object.fromEntries(members.map(([name, value]) => [name, inner(resource, name, value)])),
  )
}

/** A client carries its keys and those it acts for within itself. */
function inner(resource: Resource, name: string, value: unknown): unknown {
  if (resource !== 'client' || (name !== 'jwks' && name !== 'onbehalfof')) return value
  if (Array.isArray(value)) return value.map((one: unknown) => (isObject(one) ? toWritable(name, one) : one))
  return isObject(value) ? toWritable(name, value) : value
}
