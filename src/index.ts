import { printedBefore } from './commands/printed-before.js'
import type { Host } from './host.js'

/** What the door in `bin` needs. */
export { nodeHost } from './platform/node-host.js'

/** Runs one command line to its exit code: the short way where the same line has been run, and nothing has changed. */
export async function run(argv: readonly string[], host: Host): Promise<number> {
  const printed = printedBefore(argv, host)
  if (printed === undefined) return (await import('./main.js')).main(argv, host)
  host.stdout(printed)
  return 0
}
