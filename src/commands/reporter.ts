import type { Host } from '../host.js'
import type { GlobalOptions } from './options/global.js'

/** What is said to a person beside the result, on standard error. */
export interface Reporter {
  /** Something to know; silent with `--quiet`. */
  warn(text: string): void
  /** Something that belongs to the result and has no place in it; silent with `--quiet`. */
  note(text: string): void
  /** What to do next; silent with `--quiet`. */
  hint(text: string): void
  /** Something done; only with `--verbose`. */
  tell(text: string): void
}

export function reporterFor(
  { quiet, verbose }: Pick<GlobalOptions, 'quiet' | 'verbose'>,
  host: Host,
): Reporter {
  const say = (text: string) => {
    if (!quiet) host.stderr(`mp: ${text}\n`)
  }
  return {
    warn: (text) => say(`warning: ${text}`),
    note: say,
    hint: (text) => say(`hint: ${text}`),
    tell: (text) => {
      if (verbose) host.stderr(`mp: ${text}\n`)
    },
  }
}
