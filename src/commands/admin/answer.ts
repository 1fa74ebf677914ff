import type { AdminSession } from '../../flows/admin/session.js'
import type { Host } from '../../host.js'
import type { GlobalOptions } from '../options/global.js'
import type { RawOptions } from '../options/option.js'
import { type AdminContext, administer } from './administer.js'

/** Prints what the API answered: with `--json` unchanged as one line, which is none where it answered nothing. */
export function printAnswer(
  host: Host,
  { json }: Pick<GlobalOptions, 'json'>,
  answer: unknown,
  render: () => string,
): void {
  if (!json) host.stdout(render())
  else if (answer !== undefined) host.stdout(`${JSON.stringify(answer)}\n`)
}

/** Reads something in a session, and prints it. */
export function showAnswer<T>(
  raw: RawOptions,
  host: Host,
  scopes: readonly string[],
  read: (session: AdminSession, context: AdminContext) => Promise<T>,
  render: (answer: T, context: AdminContext) => string,
): Promise<undefined> {
  return administer(raw, host, scopes, async (session, context) => {
    const answer = await read(session, context)
    printAnswer(host, context.options, answer, () => render(answer, context))
  })
}
