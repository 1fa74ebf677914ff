import { MpError } from '../errors.js'
import { issuerOfMetadataUrl } from '../protocol/metadata.js'
import { isSecureUrl } from '../protocol/secure-url.js'
import { namesNoVariable, parseKeySource, splitList } from './key-source.js'
import type { KeySettings, Layer, PasswordSource, Settings } from './settings.js'

type Variables = Readonly<Record<string, string | undefined>>

/** `MP_KEY`: the one setting of a request that mp's own variables hold; the others choose profile and environment. */
export function ownVariables(env: Variables, cwd: string): Layer {
  if (env.MP_KEY && namesNoVariable(env.MP_KEY))
    throw new MpError('MP_VARIABLE_INVALID', `$MP_KEY "${env.MP_KEY}" names no variable`)
  const settings: Settings = env.MP_KEY ? { key: { source: parseKeySource(env.MP_KEY, cwd) } } : {}
  return { settings, origin: () => '$MP_KEY' }
}

const PLATFORM_NAMES: Record<string, string> = {
  clientId: 'MASKINPORTEN_CLIENT_ID',
  scopes: 'MASKINPORTEN_SCOPES',
  'key.alias': 'MASKINPORTEN_KEY_ALIAS',
  'key.password': 'MASKINPORTEN_KEYSTORE_PASSWORD',
  'key.entryPassword': 'MASKINPORTEN_KEY_PASSWORD',
}

/** What platforms set for their applications: nais (client id, scopes, JWK) and Oslo kommune (keystore). */
export function platformVariables(env: Variables, cwd: string): Layer {
  const key = platformKey(env, cwd)
  const settings: Settings = {
    ...(env.MASKINPORTEN_CLIENT_ID && { clientId: env.MASKINPORTEN_CLIENT_ID }),
    ...(env.MASKINPORTEN_SCOPES && { scopes: splitList([env.MASKINPORTEN_SCOPES]) }),
    ...(key && { key }),
  }
  const source = env.MASKINPORTEN_CLIENT_JWK ? 'MASKINPORTEN_CLIENT_JWK' : 'MASKINPORTEN_KEYSTORE_PATH'
  return { settings, origin: (name) => `$${PLATFORM_NAMES[name] ?? source}` }
}

function platformKey(env: Variables, cwd: string): KeySettings | undefined {
  if (env.MASKINPORTEN_CLIENT_JWK) {
    return { source: parseKeySource('env:MASKINPORTEN_CLIENT_JWK', cwd) }
  }
  if (!env.MASKINPORTEN_KEYSTORE_PATH) return undefined
  const alias = env.MASKINPORTEN_KEY_ALIAS
  const password = variable(env, 'MASKINPORTEN_KEYSTORE_PASSWORD', 'MP_KEY_PASSWORD')
  const entryPassword = variable(env, 'MASKINPORTEN_KEY_PASSWORD', 'MP_ENTRY_PASSWORD')
  return {
    source: parseKeySource(env.MASKINPORTEN_KEYSTORE_PATH, cwd),
    ...(alias && { alias }),
    ...(password && { password }),
    ...(entryPassword && { entryPassword }),
  }
}

/** A password for what names no other comes from mp's own variable, where that is set. */
function variable(env: Variables, name: string, own: string): PasswordSource | undefined {
  return env[name] === undefined || env[own] !== undefined ? undefined : { kind: 'variable', name }
}

/** The issuer and endpoint that a platform names, and the variable that did. */
export interface PlatformIssuer {
  issuer: string
  tokenEndpoint?: string
  origin: string
}

/** Reads `MASKINPORTEN_ISSUER`, `_WELL_KNOWN_URL` and `_TOKEN_ENDPOINT`; any one of them is enough. */
export function platformIssuer(env: Variables): PlatformIssuer | undefined {
  const endpoint = secure(env, 'MASKINPORTEN_TOKEN_ENDPOINT')
  const tokenEndpoint = endpoint === undefined ? {} : { tokenEndpoint: endpoint }
  const issuer = secure(env, 'MASKINPORTEN_ISSUER')
  if (issuer !== undefined) return { issuer, ...tokenEndpoint, origin: '$MASKINPORTEN_ISSUER' }
  const wellKnown = secure(env, 'MASKINPORTEN_WELL_KNOWN_URL')
  if (wellKnown !== undefined) {
    return {
      issuer: issuerOfMetadataUrl(wellKnown),
      ...tokenEndpoint,
      origin: '$MASKINPORTEN_WELL_KNOWN_URL',
    }
  }
  if (endpoint === undefined) return undefined
  return {
    issuer: `${new URL(endpoint).origin}/`,
    tokenEndpoint: endpoint,
    origin: '$MASKINPORTEN_TOKEN_ENDPOINT',
  }
}

function secure(env: Variables, name: string): string | undefined {
  const value = env[name]
  if (!value || isSecureUrl(value)) return value || undefined
  throw new MpError(
    'MP_VARIABLE_INVALID',
    `$${name} must be an https: URL (plain http: is for this machine alone)`,
  )
}
