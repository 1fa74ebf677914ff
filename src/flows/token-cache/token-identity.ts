import type { Host } from '../../host.js'
import type { Resolved } from '../../profiles/resolve.js'
import type { KeySource, PasswordSource, Sourced } from '../../profiles/settings.js'
import { sha256 } from '../../sha256.js'
import type { Exchange } from '../plan-exchange.js'

/**
 * Everything that shapes the token that is given, as plain data: two requests with one identity may share a token. Of the key
 * it tells where it is and whether it is still the same, and nothing of what it is.
 */
export interface TokenIdentity {
  issuer: string
  tokenEndpoint: string | null
  clientId: string | null
  key: KeyIdentity | null
  /** Where the sandbox brings client and key along: which sandbox it is. */
  sandbox: string | null
  scopes: readonly string[]
  resource: readonly string[]
  consumerOrg: string | null
  onBehalfOf: string | null
  systemuserOrg: string | null
  externalRef: string | null
  authorizationDetails: readonly unknown[] | null
  altinn: Exchange | null
}

interface KeyIdentity {
  file: string | null
  variable: string | null
  /** Another one as soon as the file or the variable is. */
  stamp: string
  alias: string | null
  kid: string | null
  /** Where the passwords are: a key that is opened with another one is to be opened. */
  passwords: readonly string[]
}

/** Where a sandbox brings client and key along: under which issuer it answers, and what is another as soon as its keys are. */
export interface SandboxIdentity {
  issuer: string
  stamp: string
}

/**
 * The identity of the token that the settings ask for. Undefined where it is not to be kept on the disk: it is bound to a
 * person, or its key comes from standard input; and where something is missing or unreadable, which is for others to say.
 */
export function tokenIdentity(
  { environment, settings, key }: Resolved,
  altinn: Exchange | undefined,
  ports: Pick<Host, 'files' | 'env'>,
  sandbox?: SandboxIdentity,
): TokenIdentity | undefined {
  const { clientId, scopes, pid } = settings
  const itsKey = key.source && keyIdentity(key.source, key, ports)
  const isComplete = clientId !== undefined && itsKey !== undefined
  const isSandboxes = sandbox !== undefined && (itsKey !== undefined || key.source === undefined)
  if (pid || !scopes?.value.length || !(isComplete || isSandboxes)) return undefined
  return {
    issuer: sandbox?.issuer ?? environment.value.issuer,
    tokenEndpoint: sandbox ? null : (environment.value.tokenEndpoint ?? null),
    clientId: clientId?.value ?? null,
    key: itsKey ?? null,
    sandbox: sandbox?.stamp ?? null,
    scopes: [...scopes.value].sort(),
    resource: settings.resource?.value ?? [],
    consumerOrg: settings.consumerOrg?.value ?? null,
    onBehalfOf: settings.onBehalfOf?.value ?? null,
    systemuserOrg: settings.systemuserOrg?.value ?? null,
    externalRef: settings.externalRef?.value ?? null,
    authorizationDetails: settings.authorizationDetails?.value ?? null,
    altinn: altinn ? { platform: altinn.platform, test: altinn.test } : null,
  }
}

function keyIdentity(
  { value: source }: Sourced<KeySource>,
  { alias, kid, password, entryPassword }: Resolved['key'],
  { files, env }: Pick<Host, 'files' | 'env'>,
): KeyIdentity | undefined {
  const stamp = stampOf(source, files, env)
  if (stamp === undefined) return undefined
  return {
    file: source.kind === 'file' ? source.path : null,
    variable: source.kind === 'variable' ? source.name : null,
    stamp,
    alias: alias?.value ?? null,
    kid: kid?.value ?? null,
    passwords: [password, entryPassword].map((place) => placeOf(place?.value)),
  }
}

function stampOf(source: KeySource, files: Host['files'], env: Host['env']): string | undefined {
  if (source.kind === 'stdin' || source.kind === 'text') return undefined
  if (source.kind === 'variable') return hashed(env[source.name])
  try {
    return files.stamp(source.path)
  } catch {
    return undefined // the cold path reads the file, and says what is wrong with it
  }
}

/** A variable that is empty holds no key. */
function hashed(text: string | undefined): string | undefined {
  return text ? sha256(text) : undefined
}

function placeOf(source: PasswordSource | undefined): string {
  if (source === undefined) return ''
  if (source.kind === 'file') return `file:${source.path}`
  if (source.kind === 'variable') return `variable:${source.name}`
  return source.kind === 'command' ? `command:${sha256(source.argv.join('\0'))}` : source.kind
}
