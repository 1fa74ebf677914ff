import { join } from 'node:path'
import type { KeptToken } from '../flows/kept-token.js'
import type { Exchange } from '../flows/plan-exchange.js'
import { type SharedToken, shareToken } from '../flows/token-cache/share-token.js'
import {
  type SandboxIdentity,
  type TokenIdentity,
  tokenIdentity,
} from '../flows/token-cache/token-identity.js'
import type { Host } from '../host.js'
import { cacheDirectory, stateDirectory } from '../profiles/directories.js'
import { SANDBOX_ORIGIN } from '../profiles/environments.js'
import type { Resolved } from '../profiles/resolve.js'
import type { CacheOptions } from './options/cache.js'
import type { GlobalOptions } from './options/global.js'
import { type Request, warnOfEnvironment } from './read-request.js'
import { reporterFor } from './reporter.js'

// Keys, crypto and the network are behind `obtain`: they are loaded when nothing is kept.

/** What the token is kept under; undefined where it is not to be kept. */
export async function identityOf(
  { resolved }: Request,
  { use }: CacheOptions,
  host: Host,
): Promise<TokenIdentity | undefined> {
  if (!use) return undefined
  const altinn = await plannedExchange(resolved)
  return tokenIdentity(resolved, altinn, host, await sandboxOf(resolved, host))
}

/** The token that a command line asks for: the one that is kept while it is good, else a new one. */
export async function givenToken(
  request: Request,
  identity: TokenIdentity | undefined,
  { refresh }: CacheOptions,
  host: Host,
): Promise<SharedToken> {
  warnOfEnvironment(request, host)
  const ask = async () => (await import('./obtain.js')).obtain(request, host)
  return sharedToken({ identity, refresh, options: request.options }, ask, host)
}

/** What a token is kept under, and whether what is kept is passed over. */
export interface Sharing {
  identity: TokenIdentity | undefined
  refresh: boolean
  options: GlobalOptions
}

/** The token that is kept, or the one that `ask` gives, which is then kept. */
export async function sharedToken(
  { identity, refresh, options }: Sharing,
  ask: () => Promise<KeptToken>,
  host: Host,
): Promise<SharedToken> {
  if (identity === undefined) return { ...(await ask()), cached: false }
  const dir = cacheDirectory(host.env, host.home, host.cwd)
  const { tell } = reporterFor(options, host)
  return shareToken({ identity, dir, patienceMs: options.timeoutMs, refresh }, ask, { ...host, tell })
}

/** Where Altinn's token is asked for, where it is. */
export async function plannedExchange(resolved: Resolved): Promise<Exchange | undefined> {
  if (!resolved.settings.altinn?.value) return undefined
  const { planExchange } = await import('../flows/plan-exchange.js')
  return planExchange(resolved)
}

/** A sandbox without keys makes them first, so that of many who ask at once one asks for all. */
async function sandboxOf({ environment }: Resolved, host: Host): Promise<SandboxIdentity | undefined> {
  if (environment.value.name !== 'sandbox') return undefined
  const issuer = host.env.MP_SANDBOX || SANDBOX_ORIGIN
  const folder = join(stateDirectory(host.env, host.home), 'sandbox')
  const stamp = stampOf(folder, host) ?? (await madeSandbox(host, folder))
  return stamp === undefined ? undefined : { issuer, stamp }
}

function stampOf(folder: string, { files }: Host): string | undefined {
  try {
    return files.stamp(folder)
  } catch {
    return undefined // whoever opens it says what is in the way
  }
}

async function madeSandbox(host: Host, folder: string): Promise<string | undefined> {
  const { openSandboxState } = await import('./attach-sandbox.js')
  await openSandboxState(host)
  return host.files.stamp(folder)
}
