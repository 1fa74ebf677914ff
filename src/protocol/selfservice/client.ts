import { MpError } from '../../errors.js'
import { printable } from '../../printable.js'
import type { JsonObject } from '../json-body.js'

/** What a new client is asked for with. */
export interface ClientWish {
  name: string
  description: string
  scopes: readonly string[]
  /** Seconds that its access tokens live. */
  lifetime?: number
}

/** What is to be different about a client. */
export interface ClientChange {
  name?: string
  description?: string
  /** Seconds that its access tokens live. */
  lifetime?: number
  addScopes: readonly string[]
  removeScopes: readonly string[]
}

/** The least that makes a client for Maskinporten (Digdir, "Ta i bruk API for selvbetjening"). */
const MASKINPORTEN = {
  integration_type: 'maskinporten',
  application_type: 'web',
  token_endpoint_auth_method: 'private_key_jwt',
  grant_types: ['urn:ietf:params:oauth:grant-type:jwt-bearer'],
} as const

/** The body that makes a client for Maskinporten. */
export function toNewClient(wish: ClientWish): JsonObject {
  return { ...MASKINPORTEN, ...toClientFields(wish) }
}

/** The fields that were named, by the names that the API has for them. */
export function toClientFields({ scopes, ...wish }: ClientWish): JsonObject {
  return { ...fieldsOf(wish), scopes: [...new Set(scopes)] }
}

/** The client as it should be. Throws `MP_USAGE` for a scope that is both to come and to go. */
export function withChange(client: JsonObject, change: ClientChange): JsonObject {
  const { addScopes, removeScopes } = change
  const both = addScopes.find((scope) => removeScopes.includes(scope))
  if (both !== undefined)
    throw new MpError('MP_USAGE', `scope "${printable(both)}" is both to be added and to be removed`)
  const changed = { ...client, ...fieldsOf(change) }
  if (addScopes.length === 0 && removeScopes.length === 0) return changed
  const scopes = scopesOf(client)
  const added = [...new Set(addScopes)].filter((scope) => !scopes.includes(scope))
  return { ...changed, scopes: [...scopes.filter((scope) => !removeScopes.includes(scope)), ...added] }
}

function fieldsOf({ name, description, lifetime }: Partial<ClientWish>): JsonObject {
  return {
    ...(name !== undefined && { client_name: name }),
    ...(description !== undefined && { description }),
    ...(lifetime !== undefined && { access_token_lifetime: lifetime }),
  }
}

function scopesOf({ client_id: id, scopes = [] }: JsonObject): string[] {
  if (Array.isArray(scopes) && scopes.every((scope) => typeof scope === 'string')) return scopes
  throw new MpError('MP_RESPONSE_MALFORMED', `client "${id}" has scopes that are not a list of names`)
}
