import { printedBefore } from './commands/printed-before.js'
import type { Host } from './host.js'

/** What the door in `bin` needs. */
export { nodeHost } from './platform/node-host.js'

/** Runs one command line to its exit code: the short way where the same line has been run, and nothing has changed. */
export async function run(argv: readonly string[], host: Host): Promise<number> {
  return isPrinted(argv, host) ? 0 : (await import('./main.js')).main(argv, host)
}

/** Whatever is wrong, with what is kept or with standard output, the long way has words for it. */
function isPrinted(argv: readonly string[], host: Host): boolean {
  try {
    const printed = printedBefore(argv, host)
    if (printed !== undefined) host.stdout(printed)
    return printed !== undefined
  } catch {
    return false
  }
}
