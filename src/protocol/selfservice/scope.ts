import type { JsonObject } from '../json-body.js'

/** What the owner of a scope says about it (self-service API, scopes); lifetimes are in seconds. */
export interface ScopeDetails {
  description?: string
  longDescription?: string
  visibility?: string
  tokenType?: string
  allowedIntegrationTypes?: readonly string[]
  atMaxAge?: number
  authorizationMaxLifetime?: number
  /** The issuer of the delegations that it takes. */
  delegationSource?: string
  accessibleForAll?: boolean
  requiresUserConsent?: boolean
  requiresUserAuthentication?: boolean
  requiresPseudonymousTokens?: boolean
}

/** What a new scope is asked for with: its name is `prefix:subscope`. */
export interface ScopeWish extends ScopeDetails {
  prefix: string
  subscope: string
  description: string
}

const WIRE_NAMES: Record<keyof ScopeWish, string> = {
  prefix: 'prefix',
  subscope: 'subscope',
  description: 'description',
  longDescription: 'long_description',
  visibility: 'visibility',
  tokenType: 'token_type',
  allowedIntegrationTypes: 'allowed_integration_types',
  atMaxAge: 'at_max_age',
  authorizationMaxLifetime: 'authorization_max_lifetime',
  delegationSource: 'delegation_source',
  accessibleForAll: 'accessible_for_all',
  requiresUserConsent: 'requires_user_consent',
  requiresUserAuthentication: 'requires_user_authentication',
  requiresPseudonymousTokens: 'requires_pseudonymous_tokens',
}

const FIELDS = Object.keys(WIRE_NAMES) as (keyof ScopeWish)[]

/** The fields that were named, by the names that the API has for them. */
export function toScopeFields(details: Partial<ScopeWish>): JsonObject {
  const named = FIELDS.filter((field) => details[field] !== undefined)
  return Object.fromEntries(named.map((field) => [WIRE_NAMES[field], details[field]]))
}

/** Whether a scope's name or descriptions, in any language, hold the text. Case is ignored. */
export function isAbout(scope: JsonObject, text: string): boolean {
  const wanted = text.toLowerCase()
  const words = Object.entries(scope).filter(([field]) => /^(name|(long_)?description)(#|$)/.test(field))
  return words.some(([, value]) => typeof value === 'string' && value.toLowerCase().includes(wanted))
}
