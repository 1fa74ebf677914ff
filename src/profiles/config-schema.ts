import { ALGORITHMS, type Algorithm, MAX_LIFETIME } from '../protocol/grant-limits.js'
import { parseOrgnr } from '../protocol/orgnr.js'
import { isSecureUrl } from '../protocol/secure-url.js'
import { ALTINN_PLATFORMS } from './altinn-platforms.js'
import { namesNoVariable } from './key-source.js'
import type { Shape } from './shape.js'

/** A secret by reference, or in plain text, which is accepted with a warning. */
export type SecretReference = { env: string } | { file: string } | { command: string[] } | string

export interface Profile {
  extends?: string
  environment?: string
  clientId?: string
  key?: {
    file?: string
    alias?: string
    kid?: string
    password?: SecretReference
    entryPassword?: SecretReference
  }
  alg?: Algorithm
  scopes?: string[]
  resource?: string[]
  consumerOrg?: string
  onBehalfOf?: string
  systemuserOrg?: string
  externalRef?: string
  authorizationDetails?: { type: string }[]
  lifetime?: number
  altinn?: boolean
  altinnEnv?: string
  altinnTest?: boolean
  apis?: Record<string, { baseUrl?: string; scopes?: string[]; resource?: string[]; altinn?: boolean }>
}

export interface CustomEnvironment {
  issuer: string
  tokenEndpoint?: string
  altinn?: string
  selfservice?: string
}

/** A configuration file's data, once it has been judged by {@link CONFIG}. */
export interface ConfigFile {
  $schema?: string
  defaultProfile?: string
  profiles?: Record<string, Profile>
  environments?: Record<string, CustomEnvironment>
}

const PLATFORMS = ALTINN_PLATFORMS.map(({ name }) => name)

const text: Shape = { kind: 'text' }
const texts: Shape = { kind: 'list', of: text }
const boolean: Shape = { kind: 'boolean' }

const variable: Shape = {
  kind: 'text',
  holds: (name) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name),
  otherwise: 'must be the name of a variable',
}

const keyFile: Shape = {
  kind: 'text',
  holds: (file) => !namesNoVariable(file),
  otherwise: 'names no variable after "env:"',
}

const secureUrl: Shape = {
  kind: 'text',
  holds: (url) => url === '' || isSecureUrl(url),
  otherwise: 'must be an https: URL (plain http: is for this machine alone)',
}

const orgnr: Shape = {
  kind: 'text',
  holds: (number) => parseOrgnr(number) !== undefined,
  otherwise: 'is not an organisation number (nine digits, modulus 11)',
}

const secret: Shape = {
  kind: 'either',
  of: [
    { kind: 'object', fields: { env: variable } },
    { kind: 'object', fields: { file: text } },
    { kind: 'object', fields: { command: { kind: 'list', of: text, ifEmpty: 'must name a program' } } },
    text,
  ],
  otherwise: 'must be { "env": "NAME" }, { "file": "path" } or { "command": ["program", "argument"] }',
}

const profile: Shape = {
  kind: 'object',
  fields: {
    extends: text,
    environment: text,
    clientId: text,
    key: {
      kind: 'object',
      fields: { file: keyFile, alias: text, kid: text, password: secret, entryPassword: secret },
    },
    alg: { kind: 'one-of', values: ALGORITHMS, otherwise: 'must be RS256, RS384 or RS512' },
    scopes: texts,
    resource: texts,
    consumerOrg: orgnr,
    onBehalfOf: text,
    systemuserOrg: orgnr,
    externalRef: text,
    authorizationDetails: {
      kind: 'list',
      of: { kind: 'object', fields: { type: text }, required: ['type'], open: true },
    },
    lifetime: { kind: 'seconds', least: 1, most: MAX_LIFETIME },
    altinn: boolean,
    altinnEnv: { kind: 'one-of', values: PLATFORMS, otherwise: `must be one of ${PLATFORMS.join(', ')}` },
    altinnTest: boolean,
    apis: {
      kind: 'record',
      of: { kind: 'object', fields: { baseUrl: secureUrl, scopes: texts, resource: texts, altinn: boolean } },
    },
  },
}

const environment: Shape = {
  kind: 'object',
  fields: { issuer: secureUrl, tokenEndpoint: secureUrl, altinn: secureUrl, selfservice: secureUrl },
  required: ['issuer'],
}

/** The configuration file's shape. */
export const CONFIG: Shape = {
  kind: 'object',
  fields: {
    $schema: text,
    defaultProfile: text,
    profiles: { kind: 'record', of: profile },
    environments: { kind: 'record', of: environment },
  },
}
