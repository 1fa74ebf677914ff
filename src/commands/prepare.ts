import { openKey } from '../flows/open-key.js'
import { planGrant } from '../flows/plan-grant.js'
import type { Host } from '../host.js'
import type { SigningKey } from '../keys/signing-key.js'
import { type Resolved, withDefaults } from '../profiles/resolve.js'
import type { Grant } from '../protocol/grant.js'
import type { Algorithm } from '../protocol/grant-limits.js'
import type { Send } from '../protocol/http.js'
import { mayPrompt } from './may-prompt.js'
import type { GlobalOptions } from './options/global.js'
import type { RawOptions } from './options/option.js'
import { readRequest } from './read-request.js'
import { type Reporter, reporterFor } from './reporter.js'

/** Everything that a grant needs, read and judged: the key is open and nothing has been sent. */
export interface Prepared {
  options: GlobalOptions
  resolved: Resolved
  grant: Grant
  alg: Algorithm
  key: SigningKey
  send: Send
  report: Reporter
  /** Ends what was started for the length of the command. */
  release(): Promise<void>
}

/** Reads the command line to a grant and the key for it. `stay`: the command sends nothing, so no sandbox is looked for. */
export async function prepare(raw: RawOptions, host: Host, going: 'reach' | 'stay'): Promise<Prepared> {
  const { options, resolved: given } = await readRequest(raw, host)
  const report = reporterFor(options, host)
  const { warning } = given.environment.value
  if (warning !== undefined) report.warn(warning)
  const send = verboseSender(host.sender(options.timeoutMs), report, host)
  const { resolved, release } = await settle(given, host, going)
  try {
    const { grant, alg } = planGrant(resolved)
    const key = await openedKey(resolved, options, report, host)
    return { options, resolved, grant, alg, key, send, report, release }
  } catch (error) {
    await release()
    throw error
  }
}

/** The sandbox brings client and key along; every other environment stands as it was configured. */
async function settle(
  resolved: Resolved,
  host: Host,
  going: 'reach' | 'stay',
): Promise<{ resolved: Resolved; release(): Promise<void> }> {
  if (resolved.environment.value.name !== 'sandbox') return { resolved, release: async () => {} }
  const { attachSandbox } = await import('./attach-sandbox.js')
  const { environment, layer, release } = await attachSandbox(resolved.settings.clientId?.value, host, going)
  const reached = { ...resolved, environment: { ...resolved.environment, value: environment } }
  return { resolved: withDefaults(reached, layer), release }
}

async function openedKey(
  resolved: Resolved,
  options: GlobalOptions,
  report: Reporter,
  host: Host,
): Promise<SigningKey> {
  const { source, password } = resolved.key
  if (password?.value.kind === 'plain') report.warn(`${password.origin} holds a password in plain text`)
  const { key, warnings } = await openKey(resolved, { ...host, mayPrompt: mayPrompt(options, host) })
  for (const warning of warnings) report.warn(warning)
  report.tell(`key ${source?.value.label} (${source?.origin})`)
  return key
}

/** Tells what is asked of whom; never what is in it. */
function verboseSender(send: Send, report: Reporter, host: Host): Send {
  return async (request) => {
    const started = host.milliseconds()
    const response = await send(request)
    report.tell(
      `${request.method} ${request.url} ${response.status} (${Math.round(host.milliseconds() - started)} ms)`,
    )
    return response
  }
}
