import type { ObtainTokenPorts } from '../flows/obtain-token.js'
import { openKey } from '../flows/open-key.js'
import type { Exchange } from '../flows/plan-exchange.js'
import { planGrant } from '../flows/plan-grant.js'
import type { Host } from '../host.js'
import type { SigningKey } from '../keys/signing-key.js'
import { type Resolved, withDefaults } from '../profiles/resolve.js'
import type { Grant } from '../protocol/grant.js'
import type { Algorithm } from '../protocol/grant-limits.js'
import type { Send } from '../protocol/http.js'
import { plannedExchange } from './given-token.js'
import { mayPrompt } from './may-prompt.js'
import type { GlobalOptions } from './options/global.js'
import type { RawOptions } from './options/option.js'
import { plainPasswords } from './plain-passwords.js'
import { type Request, readRequest, warnOfEnvironment } from './read-request.js'
import { type Reporter, reporterFor } from './reporter.js'

/** A command line and its configuration, in an environment that can be reached. Ends what was started with `release`. */
export interface Settled {
  options: GlobalOptions
  resolved: Resolved
  send: Send
  /** What asking for a token takes. */
  ports: ObtainTokenPorts
  report: Reporter
  /** Ends what was started for the length of the command. */
  release(): Promise<void>
}

/** Everything that a grant needs, read and judged: the key is open and nothing has been sent. */
export interface Prepared extends Settled {
  grant: Grant
  alg: Algorithm
  key: SigningKey
  /** Where Altinn's token is asked for. */
  altinn: Exchange | undefined
}

/** Reads the command line to a grant and the key for it. `stay`: the command sends nothing, so no sandbox is looked for. */
export async function prepare(raw: RawOptions, host: Host, going: 'reach' | 'stay'): Promise<Prepared> {
  const request = await readRequest(raw, host)
  warnOfEnvironment(request, host)
  return prepareRequest(request, host, going)
}

/** The same for a command line that has been read. */
export async function prepareRequest(
  request: Request,
  host: Host,
  going: 'reach' | 'stay',
): Promise<Prepared> {
  const settled = await settleRequest(request, host, going)
  try {
    return await openGrant(settled, host, going)
  } catch (error) {
    await settled.release()
    throw error
  }
}

/** The first half: what the command runs with, before anything is asked of a grant or a key. */
export async function settle(raw: RawOptions, host: Host, going: 'reach' | 'stay'): Promise<Settled> {
  const request = await readRequest(raw, host)
  warnOfEnvironment(request, host)
  return settleRequest(request, host, going)
}

/** The same for a command line that has been read. */
export async function settleRequest(
  { options, resolved: given }: Request,
  host: Host,
  going: 'reach' | 'stay',
): Promise<Settled> {
  const report = reporterFor(options, host)
  const route = routeOf(given)
  const send = verboseSender(host.sender(options.timeoutMs, route), report, host)
  const { now, newId, pause, random } = host
  const ports = { send, now, newId, pause, random, tell: report.tell, warn: report.warn }
  return { options, send, ports, report, ...(await reach(given, host, going, report)) }
}

/** The second half: the grant that the settings ask for, and the key for it. */
export async function openGrant(settled: Settled, host: Host, going: 'reach' | 'stay'): Promise<Prepared> {
  const { options, resolved, report } = settled
  const { grant, alg } = planGrant(resolved)
  const altinn = going === 'reach' ? await plannedExchange(resolved) : undefined
  const key = await openedKey(resolved, options, report, host)
  return { ...settled, grant, alg, key, altinn }
}

/** The sandbox is on this machine, and mostly in this process. */
export function routeOf({ environment }: Resolved): 'direct' | undefined {
  return environment.value.name === 'sandbox' ? 'direct' : undefined
}

/**
 * The sandbox brings client and key along; every other environment stands as it was configured. A grant for a client that the
 * sandbox does not know gets another's key: where nothing is sent, nobody else would say so.
 */
async function reach(
  resolved: Resolved,
  host: Host,
  going: 'reach' | 'stay',
  report: Reporter,
): Promise<{ resolved: Resolved; release(): Promise<void> }> {
  if (resolved.environment.value.name !== 'sandbox') return { resolved, release: async () => {} }
  const { attachSandbox, ORIGIN } = await import('./attach-sandbox.js')
  const clientId = resolved.settings.clientId?.value
  const { environment, layer, lender, release } = await attachSandbox(clientId, host, going)
  const reached = withDefaults(
    { ...resolved, environment: { ...resolved.environment, value: environment } },
    layer,
  )
  if (going === 'stay' && lender !== undefined && reached.key.source?.origin === ORIGIN)
    report.warn(`the sandbox knows no client "${clientId}": the key is that of its client ${lender}`)
  return { resolved: reached, release }
}

async function openedKey(
  resolved: Resolved,
  options: GlobalOptions,
  report: Reporter,
  host: Host,
): Promise<SigningKey> {
  const { source } = resolved.key
  for (const warning of plainPasswords(resolved.key)) report.warn(warning)
  const { key, warnings } = await openKey(resolved, { ...host, mayPrompt: mayPrompt(options, host) })
  for (const warning of warnings) report.warn(warning)
  report.tell(`key ${source?.value.label} (${source?.origin})`)
  return key
}

/** Tells what is asked of whom; never what is in it. */
export function verboseSender(send: Send, report: Reporter, host: Host): Send {
  return async (request) => {
    const started = host.milliseconds()
    const response = await send(request)
    report.tell(
      `${request.method} ${request.url} ${response.status} (${Math.round(host.milliseconds() - started)} ms)`,
    )
    return response
  }
}
