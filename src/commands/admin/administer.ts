import { MpError } from '../../errors.js'
import { type AdminSession, adminSession } from '../../flows/admin/session.js'
import { holdToken, type TokenHolder } from '../../flows/hold-token.js'
import { obtainAccessToken } from '../../flows/obtain-access-token.js'
import type { ObtainTokenPorts } from '../../flows/obtain-token.js'
import type { Host } from '../../host.js'
import type { SigningKey } from '../../keys/signing-key.js'
import { once } from '../../once.js'
import type { Environment } from '../../profiles/environments.js'
import type { Resolved } from '../../profiles/resolve.js'
import type { Send } from '../../protocol/http.js'
import type { GlobalOptions } from '../options/global.js'
import type { RawOptions } from '../options/option.js'
import { openGrant, type Prepared, type Settled, settle } from '../prepare.js'
import type { Reporter } from '../reporter.js'

/** Reading clients, keys and onbehalfof (Digdir, "API for sjølvbetjening"). */
export const READ_CLIENTS = ['idporten:dcr.read']
/** Changing them. */
export const WRITE_CLIENTS = ['idporten:dcr.write']
/** Reading and changing scopes, and who has access to them. */
export const SCOPES = ['idporten:scopes.write']

/** Where a command of `mp admin` has been called. */
export interface AdminContext {
  options: GlobalOptions
  environment: Environment
  /** Base URL of the self-service API. */
  base: string
  send: Send
  /** What asking for a token takes. */
  ports: ObtainTokenPorts
  report: Reporter
  /** The client that the session runs as, where one is named. */
  clientId: string | undefined
  /** The key that the session signs with; opened when it is first needed. */
  key(): Promise<SigningKey>
}

/**
 * Runs a command in a session with Digdir's self-service API, whose token is asked for with `scopes` unless `--scope` names
 * others: the profile's are for other APIs. Key and token are fetched by the first request, and not before.
 * Throws `MP_CONFIG_INVALID` where the environment has no such API.
 */
export async function administer(
  raw: RawOptions,
  host: Host,
  scopes: readonly string[],
  act: (session: AdminSession, context: AdminContext) => Promise<void>,
): Promise<undefined> {
  const settled = await settle(raw, host, 'reach')
  try {
    const { options, resolved, report, send, ports } = settled
    const environment = resolved.environment.value
    const base = selfserviceOf(resolved)
    const prepare = once(() =>
      openGrant({ ...settled, resolved: withScopes(resolved, scopes) }, host, 'reach'),
    )
    const session = adminSession({ base, token: tokenOf(prepare, settled, host), send })
    const clientId = resolved.settings.clientId?.value
    const key = async () => (await prepare()).key
    await act(session, { options, environment, base, send, ports, report, clientId, key })
  } finally {
    await settled.release()
  }
}

function tokenOf(prepare: () => Promise<Prepared>, { resolved, ports }: Settled, host: Host): TokenHolder {
  return holdToken(async () => {
    const request = { ...(await prepare()), environment: resolved.environment.value }
    return obtainAccessToken(request, ports)
  }, host.now)
}

/** A plain token for the client itself: whom and what else the profile asks for is for other APIs. */
function withScopes(resolved: Resolved, scopes: readonly string[]): Resolved {
  const { clientId, alg, scopes: wished } = resolved.settings
  const asked = wished?.origin === '--scope' ? wished : { value: scopes, origin: 'mp admin' }
  return { ...resolved, settings: { scopes: asked, ...(clientId && { clientId }), ...(alg && { alg }) } }
}

function selfserviceOf({ environment: { value } }: Resolved): string {
  if (value.selfservice !== undefined) return value.selfservice
  throw new MpError(
    'MP_CONFIG_INVALID',
    `environment "${value.name}" has no self-service API: its "selfservice" is not set`,
  )
}
