import { UnconfirmedError } from '../../errors.js'
import type { Host } from '../../host.js'
import { printable } from '../../printable.js'
import { ENVIRONMENTS, type Environment } from '../../profiles/environments.js'
import { mayPrompt } from '../may-prompt.js'
import type { GlobalOptions } from '../options/global.js'

/** What is about to be done. */
export interface Intention {
  /** As half a sentence: `client "x" is to be deactivated`. */
  change: string
  /** Whether something is lost by it. */
  destructive: boolean
  /** It would take from the session what the session runs on: that is not done at a keystroke. */
  undercutting?: boolean
  /** Whether it was confirmed with `--yes`. */
  yes: boolean
  /** Whether the command shows with `--dry-run` what it would do, as those of `mp admin` do. */
  hasDryRun?: boolean
}

/**
 * Asks a person before anything is sent: in production for the environment's name, elsewhere, before what is destructive, for
 * a y. Throws `MP_CONFIRMATION_NEEDED` where it is not given, or where there is nobody to give it.
 */
export async function confirm(
  host: Host,
  options: Pick<GlobalOptions, 'input'>,
  environment: Environment,
  { change, destructive, undercutting = false, yes, hasDryRun = true }: Intention,
): Promise<void> {
  const unconfirmed = (message: string) => new UnconfirmedError(message, hasDryRun)
  const production = isProduction(environment)
  if (yes || !(production || destructive || undercutting)) return
  const where = `${printable(change)} in environment "${environment.name}"`
  if (undercutting) throw unconfirmed(`${where}, on which this very session runs`)
  if (!mayPrompt(options, host)()) throw unconfirmed(`${where}, and nobody confirmed it`)
  const question = production ? `type ${environment.name} to go on: ` : 'go on? [y/N] '
  const answer = (await host.promptVisible(`mp: ${where}; ${question}`)).trim()
  const confirmed = production ? answer === environment.name : /^y(es)?$/i.test(answer)
  if (!confirmed) throw unconfirmed(`${where}, and the answer was no`)
}

/** By its certificates, or by the API that it administers, whatever it is called. */
export function isProduction({ certificates, selfservice }: Environment): boolean {
  return certificates === 'production' || (selfservice !== undefined && hostOf(selfservice) === PRODUCTION)
}

const PRODUCTION = hostOf(ENVIRONMENTS.find(({ name }) => name === 'prod')?.selfservice ?? '')

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined
}
