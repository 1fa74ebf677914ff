import { parseOrgnr } from '../protocol/orgnr.js'
import { isPid } from '../protocol/pid.js'
import type { Shape } from './shape.js'

/** A client that the sandbox is to have. What is not mentioned is as in a new one. */
export interface SandboxClient {
  id?: string
  name?: string
  orgnr: string
  /** With which it signs: a registered key, or a certificate of its organisation's. */
  auth?: 'kid' | 'x5c'
  scopes?: readonly string[]
  /** Public JWKs, or files that hold public keys. */
  keys?: readonly Record<string, unknown>[]
  /** Seconds; 0 is the default. */
  accessTokenLifetime?: number
  onbehalfof?: readonly { id: string; name: string; orgnr?: string }[]
  scenarios?: readonly string[]
}

export interface SandboxScope {
  name: string
  description?: string
  /** Organisation number. */
  owner?: string
  atMaxAge?: number
  allowedIntegrationTypes?: readonly string[]
  accessibleForAll?: boolean
  delegationSource?: string
}

/** A vendor's system, as Altinn's system register is to have it. */
export interface SandboxSystem {
  /** `<vendor's organisation number>_<name>`. */
  id: string
  name?: string
  /** Clients by id or name. */
  clients: readonly string[]
  /** Resources by name, and access packages by URN. */
  rights?: readonly string[]
  accessPackages?: readonly string[]
  redirectUrls?: readonly string[]
}

export interface SandboxSystemUser {
  id?: string
  orgnr: string
  externalRef?: string
  system?: string
  /** Clients by id or name. */
  clients: readonly string[]
}

export interface SandboxConsent {
  id?: string
  /** A national identity number, or an organisation number. */
  from: string
  to: string
  validTo?: string
  resource?: string
}

/** How strict the sandbox is where it is not known how strict Maskinporten is. */
export interface SandboxRules {
  undocumentedClaims?: 'refuse' | 'allow'
  /** `resource` as a string instead of an array. */
  textResource?: 'refuse' | 'allow'
  /** A certificate that is not for digitalSignature. */
  keyUsage?: 'refuse' | 'allow'
  /** Where the code (`MP-303`) stands in the body of a refusal: in the link, before the description, or not at all. */
  codes?: 'link' | 'description' | 'none'
  /** Seconds from `iat` to `exp`. */
  maxLifetime?: number
  /** Seconds that `iat` may be ahead of the clock, and behind it. */
  clockAhead?: number
  clockBehind?: number
}

/** What stands in a file that has been judged by {@link SANDBOX_FILE}. */
export interface SandboxFile {
  clients?: readonly SandboxClient[]
  scopes?: readonly SandboxScope[]
  access?: readonly { scope: string; consumers: readonly string[] }[]
  delegations?: readonly { scope: string; consumer: string; supplier: string }[]
  systems?: readonly SandboxSystem[]
  systemUsers?: readonly SandboxSystemUser[]
  consents?: readonly SandboxConsent[]
  rules?: SandboxRules
  scenarios?: readonly string[]
}

const text: Shape = { kind: 'text' }
const texts: Shape = { kind: 'list', of: text }
const seconds: Shape = { kind: 'seconds', least: 0, most: 999_999_999 }
const leeway: Shape = { kind: 'seconds', least: 0, most: 86_400 }
const refuseOrAllow: Shape = {
  kind: 'one-of',
  values: ['refuse', 'allow'],
  otherwise: 'must be refuse or allow',
}

const id: Shape = {
  kind: 'text',
  holds: (value) => /^[\w.-]{1,100}$/.test(value),
  otherwise: 'must be of letters A to Z, digits, dot, underscore and hyphen',
}

const scopeName: Shape = {
  kind: 'text',
  holds: (name) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(name),
  otherwise: 'is not the name of one scope',
}

const orgnr: Shape = {
  kind: 'text',
  holds: (number) => parseOrgnr(number) !== undefined,
  otherwise: 'is not an organisation number (nine digits, modulus 11)',
}

const person: Shape = {
  kind: 'text',
  holds: (number) => isPid(number) || parseOrgnr(number) !== undefined,
  otherwise: 'is neither a national identity number nor an organisation number',
}

const instant: Shape = {
  kind: 'text',
  holds: (value) => !Number.isNaN(Date.parse(value)),
  otherwise: 'is not a time such as 2027-01-31T12:00:00Z',
}

const onbehalfof: Shape = {
  kind: 'object',
  fields: { id, name: text, orgnr },
  required: ['id', 'name'],
}

const client: Shape = {
  kind: 'object',
  fields: {
    id,
    name: text,
    orgnr,
    auth: { kind: 'one-of', values: ['kid', 'x5c'], otherwise: 'must be kid or x5c' },
    scopes: { kind: 'list', of: scopeName },
    keys: { kind: 'list', of: { kind: 'object', fields: {}, open: true }, ifEmpty: 'must not be empty' },
    accessTokenLifetime: seconds,
    onbehalfof: { kind: 'list', of: onbehalfof },
    scenarios: texts,
  },
  required: ['orgnr'],
}

const scope: Shape = {
  kind: 'object',
  fields: {
    name: scopeName,
    description: text,
    owner: orgnr,
    atMaxAge: seconds,
    allowedIntegrationTypes: texts,
    accessibleForAll: { kind: 'boolean' },
    delegationSource: text,
  },
  required: ['name'],
}

const access: Shape = {
  kind: 'object',
  fields: { scope: scopeName, consumers: { kind: 'list', of: orgnr } },
  required: ['scope', 'consumers'],
}

const delegation: Shape = {
  kind: 'object',
  fields: { scope: scopeName, consumer: orgnr, supplier: orgnr },
  required: ['scope', 'consumer', 'supplier'],
}

const system: Shape = {
  kind: 'object',
  fields: {
    id: {
      kind: 'text',
      holds: (value) => /^\d{9}_\S+$/.test(value) && parseOrgnr(value.slice(0, 9)) !== undefined,
      otherwise: 'is not <organisation number>_<name>, without spaces',
    },
    name: text,
    clients: texts,
    rights: texts,
    accessPackages: {
      kind: 'list',
      of: {
        kind: 'text',
        holds: (value) => /^urn:altinn:accesspackage:[a-z0-9-]+$/.test(value),
        otherwise: 'is not urn:altinn:accesspackage:<name>',
      },
    },
    redirectUrls: {
      kind: 'list',
      of: {
        kind: 'text',
        holds: (value) => /^https:\/\/[^/]/.test(value),
        otherwise: 'is not an https: URL',
      },
    },
  },
  required: ['id', 'clients'],
}

const systemUser: Shape = {
  kind: 'object',
  fields: { id, orgnr, externalRef: text, system: text, clients: texts },
  required: ['orgnr', 'clients'],
}

const consent: Shape = {
  kind: 'object',
  fields: { id, from: person, to: orgnr, validTo: instant, resource: text },
  required: ['from', 'to'],
}

const rules: Shape = {
  kind: 'object',
  fields: {
    undocumentedClaims: refuseOrAllow,
    textResource: refuseOrAllow,
    keyUsage: refuseOrAllow,
    codes: {
      kind: 'one-of',
      values: ['link', 'description', 'none'],
      otherwise: 'must be link, description or none',
    },
    maxLifetime: { kind: 'seconds', least: 1, most: 86_400 },
    clockAhead: leeway,
    clockBehind: leeway,
  },
}

/** What may stand in a file that `mp sandbox --config` takes; nothing in it is secret. */
export const SANDBOX_FILE: Shape = {
  kind: 'object',
  fields: {
    clients: { kind: 'list', of: client },
    scopes: { kind: 'list', of: scope },
    access: { kind: 'list', of: access },
    delegations: { kind: 'list', of: delegation },
    systems: { kind: 'list', of: system },
    systemUsers: { kind: 'list', of: systemUser },
    consents: { kind: 'list', of: consent },
    rules,
    scenarios: texts,
  },
}
