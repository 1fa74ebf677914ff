import { type AdminSession, dryRun, NotSent } from '../../flows/admin/session.js'
import type { Host } from '../../host.js'
import { toHttpRequest } from '../../protocol/selfservice/request.js'
import { readChange } from '../options/admin.js'
import type { RawOptions } from '../options/option.js'
import { renderPlanned, renderPlannedJson } from '../render/admin-request.js'
import { type AdminContext, administer } from './administer.js'
import { printAnswer } from './answer.js'
import { confirm, type Intention } from './confirm.js'

/** A change as a command describes it: what is said before it, what is done, and what is said after it. */
export interface Change<T> extends Pick<Intention, 'change' | 'destructive'> {
  /** What the token is asked for. */
  scopes: readonly string[]
  /** Whether it takes from the session what the session runs on. */
  undercutting?(context: AdminContext): boolean | Promise<boolean>
  make(session: AdminSession, context: AdminContext): Promise<T>
  render(answer: T, context: AdminContext): string
}

/** Makes a change: asks first where that is called for; with `--dry-run` only prints the request that it would send. */
export function makeChange<T>(raw: RawOptions, host: Host, change: Change<T>): Promise<undefined> {
  const { dryRun: isDry, yes } = readChange(raw)
  return administer(raw, host, change.scopes, async (session, context) => {
    if (isDry) return showRequest(host, session, context, change)
    const undercutting = !yes && ((await change.undercutting?.(context)) ?? false)
    await confirm(host, context.options, context.environment, { ...change, undercutting, yes })
    const answer = await change.make(session, context)
    printAnswer(host, context.options, answer, () => change.render(answer, context))
  })
}

/** Reads may be sent for it; the change is not. */
async function showRequest<T>(
  host: Host,
  session: AdminSession,
  context: AdminContext,
  { make }: Change<T>,
): Promise<void> {
  const { options, base, report } = context
  try {
    await make(dryRun(session), context)
  } catch (error) {
    if (!(error instanceof NotSent)) throw error
    const request = toHttpRequest(base, error.request)
    host.stdout(options.json ? renderPlannedJson(request) : renderPlanned(request))
    return
  }
  report.note('there is nothing to change, and nothing would be sent')
}
