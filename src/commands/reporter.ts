import type { Host } from '../host.js'
import type { GlobalOptions } from './options/global.js'

/** What is said to a person beside the result, on standard error. */
export interface Reporter {
  /** Something to know; silent with `--quiet`. */
  warn(text: string): void
  /** Something done; only with `--verbose`. */
  tell(text: string): void
}

export function reporterFor(
  { quiet, verbose }: Pick<GlobalOptions, 'quiet' | 'verbose'>,
  host: Host,
): Reporter {
  return {
    warn: (text) => {
      if (!quiet) host.stderr(`mp: warning: ${text}\n`)
    },
    tell: (text) => {
      if (verbose) host.stderr(`mp: ${text}\n`)
    },
  }
}
