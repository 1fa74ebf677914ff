import { parseOrgnr } from '../protocol/orgnr.js'
import { readId, readScopeName } from '../protocol/selfservice/identifiers.js'
import type { ScopeDetails } from '../protocol/selfservice/scope.js'
import type { Shape } from './shape.js'

/** A client as a person wants it. What is not mentioned is let be. */
export interface WantedClient {
  id?: string
  /** What it goes by where no id is given. */
  name?: string
  description?: string
  /** All that it should have. */
  scopes?: readonly string[]
  /** Seconds; 0 is the API's own choice. */
  accessTokenLifetime?: number
}

/** A scope of one's own as a person wants it, by its whole name. */
export interface WantedScope extends ScopeDetails {
  name: string
}

/** Everybody who should have access to a scope of one's own. */
export interface WantedAccess {
  scope: string
  consumers: readonly string[]
}

/** What stands in a file that has been judged by {@link WANTED}. */
export interface WantedFile {
  clients?: readonly WantedClient[]
  scopes?: readonly WantedScope[]
  access?: readonly WantedAccess[]
}

const text: Shape = { kind: 'text' }
const boolean: Shape = { kind: 'boolean' }
const seconds: Shape = { kind: 'seconds', least: 0, most: 999_999_999 }

const clientId: Shape = {
  kind: 'text',
  holds: (id) => isRead(() => readId(id, 'client id')),
  otherwise: 'cannot be a client id',
}

const scopeName: Shape = {
  kind: 'text',
  holds: (name) => isRead(() => readScopeName(name)),
  otherwise: 'is not of the form prefix:subscope',
}

/** A client's scopes need no prefix: there are older ones than that rule. */
const heldScope: Shape = {
  kind: 'text',
  holds: (name) => /^[\x21-\x7e]+$/.test(name),
  otherwise: 'is not the name of one scope',
}

const orgnr: Shape = {
  kind: 'text',
  holds: (number) => parseOrgnr(number) !== undefined,
  otherwise: 'is not an organisation number (nine digits, modulus 11)',
}

const client: Shape = {
  kind: 'object',
  fields: {
    id: clientId,
    name: text,
    description: text,
    scopes: { kind: 'list', of: heldScope },
    accessTokenLifetime: seconds,
  },
}

const scope: Shape = {
  kind: 'object',
  fields: {
    name: scopeName,
    description: text,
    longDescription: text,
    visibility: inAnyWriting(['public', 'private', 'internal'], 'must be public, private or internal'),
    tokenType: inAnyWriting(['self-contained', 'opaque'], 'must be self-contained or opaque'),
    allowedIntegrationTypes: { kind: 'list', of: text },
    atMaxAge: seconds,
    authorizationMaxLifetime: seconds,
    delegationSource: text,
    accessibleForAll: boolean,
    requiresUserConsent: boolean,
    requiresUserAuthentication: boolean,
    requiresPseudonymousTokens: boolean,
  },
  required: ['name'],
}

const access: Shape = {
  kind: 'object',
  fields: { scope: scopeName, consumers: { kind: 'list', of: orgnr } },
  required: ['scope', 'consumers'],
}

/** What may stand in a file that `mp admin apply` takes; nothing in it is secret. */
export const WANTED: Shape = {
  kind: 'object',
  fields: {
    clients: { kind: 'list', of: client },
    scopes: { kind: 'list', of: scope },
    access: { kind: 'list', of: access },
  },
}

/** As the flags spell it, or as the API does. */
function inAnyWriting(values: readonly string[], otherwise: string): Shape {
  return { kind: 'one-of', values: [...values, ...values.map(toWireWriting)], otherwise }
}

/** How the API writes one of a few words: `SELF_CONTAINED` for `self-contained`. */
export function toWireWriting(word: string): string {
  return word.toUpperCase().replace('-', '_')
}

function isRead(read: () => string): boolean {
  try {
    read()
    return true
  } catch {
    return false // the shape has words of its own for it
  }
}
