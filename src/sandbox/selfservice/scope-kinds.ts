import type { JsonObject } from '../jws.js'
import { DELEGATION_SOURCES } from './delegation-sources.js'
import { ANY_TEXT, checkFields, FLAG, type Kind, type Kinds, listOf, oneOf, SECONDS, TEXT } from './fields.js'

/** The name of a scope in errors. */
export const SCOPE = 'scope'

/** What RFC 6749 section 3.3 lets a scope be made of; Digdir's own pattern is narrower than the scopes there are. */
const SUBSCOPE: Kind = {
  holds: (value) => typeof value === 'string' && /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(value),
  words: 'of letters, digits and :/._-',
}

const KINDS: Kinds = {
  prefix: SUBSCOPE,
  subscope: SUBSCOPE,
  description: TEXT,
  long_description: ANY_TEXT,
  visibility: oneOf('PUBLIC', 'PRIVATE', 'INTERNAL'),
  token_type: oneOf('SELF_CONTAINED', 'OPAQUE'),
  allowed_integration_types: listOf(TEXT),
  at_max_age: SECONDS,
  authorization_max_lifetime: SECONDS,
  delegation_source: oneOf(...DELEGATION_SOURCES.map(({ issuer }) => issuer)),
  accessible_for_all: FLAG,
  requires_user_consent: FLAG,
  requires_user_authentication: FLAG,
  requires_pseudonymous_tokens: FLAG,
  protected: FLAG,
  supports_european_businesses: FLAG,
}
/** Complains with 400 of fields that are missing or of the wrong kind. */
export function checkScope(body: JsonObject, required: readonly string[]): void {
  checkFields(SCOPE, body, { ...KINDS, ...localized(body) }, required)
}

/** `description#en` and its like: the same texts in another language. */
function localized(body: JsonObject): Kinds {
  const names = Object.keys(body).filter((field) => /^(long_)?description#/.test(field))
  return Object.fromEntries(names.map((field) => [field, ANY_TEXT]))
}
