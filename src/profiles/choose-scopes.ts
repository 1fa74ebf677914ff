import type { TargetApi } from './api-target.js'
import { CATALOGUE } from './known-apis.js'
import type { Sourced } from './settings.js'

/**
 * What to ask for: `--scope` as it stands; all that the profile says of this API; those of the catalogue's candidates
 * that the profile's scopes hold, else the first of them; and where nothing is known, the profile's scopes.
 */
export function chooseScopes(
  api: TargetApi | undefined,
  wished: Sourced<readonly string[]> | undefined,
): Sourced<readonly string[]> | undefined {
  const [preferred] = api?.scopes ?? []
  if (wished?.origin === '--scope' || !api || preferred === undefined) return wished
  if (api.together) return { value: api.scopes, origin: api.origin }
  const held = wished ? api.scopes.filter((scope) => wished.value.includes(scope)) : []
  return wished && held.length > 0
    ? { value: held, origin: wished.origin }
    : { value: [preferred], origin: CATALOGUE }
}
