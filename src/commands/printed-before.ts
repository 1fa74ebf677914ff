import { takeShortcut } from '../flows/token-cache/shortcut.js'
import type { Host } from '../host.js'
import { cacheDirectory } from '../profiles/directories.js'
import { type GivenWith, renderToken } from './render/token.js'

// This is all that a script's second `mp token` runs: every module that is loaded here is paid for by each of its calls.

/** What the same line printed before, where it would print that token now. */
export function printedBefore(argv: readonly string[], host: Host): string | undefined {
  if (argv[0] !== 'token') return undefined
  const dir = cacheDirectory(host.env, host.home, host.cwd)
  const found = takeShortcut<GivenWith>(dir, argv, host)
  return found && renderToken(found.token, found.given, host.now())
}
