import { join } from 'node:path'
import type { Host } from '../../host.js'
import { isObject } from '../../protocol/json-body.js'
import { sha256 } from '../../sha256.js'
import { readKeptToken } from './kept-token.js'
import { type Seen, stillAsSeen } from './seen.js'
import type { SharedToken } from './share-token.js'
import type { TokenIdentity } from './token-identity.js'

/** A command line, and where it was given. */
export interface Line {
  argv: readonly string[]
  cwd: string
  home: string
}

/**
 * What a command line came to: the request for a token, and all that was looked at to find it. While nothing of that has
 * changed, the same line means the same request, and reading flags and configuration again would tell nothing new.
 */
export interface Shortcut<Given> {
  line: Line
  seen: Seen
  request: TokenIdentity
  /** The name of the file that the token is kept in, beside this one: a cache may be moved. */
  kept: string
  /** What its printing takes beside the token. */
  given: Given
}

/** Raised when a line may come to mean something else. */
const SCHEMA = 'mp.shortcut/1'

export type ShortcutPorts = Pick<Host, 'files' | 'env' | 'cwd' | 'home' | 'now'>

/** Keeps what a line came to. A disk that keeps nothing stops nobody. */
export function keepShortcut<Given>(
  dir: string,
  shortcut: Shortcut<Given>,
  { files }: Pick<Host, 'files'>,
): void {
  try {
    files.write(keptAt(dir, shortcut.line), JSON.stringify({ schema: SCHEMA, ...shortcut }))
  } catch {
    // the next line takes the long way too
  }
}

/** The token that a line came to before, where it would come to the same now and the token is good. */
export function takeShortcut<Given>(
  dir: string,
  argv: readonly string[],
  ports: ShortcutPorts,
): { token: SharedToken; given: Given } | undefined {
  const { files, cwd, home, now } = ports
  const line = { argv, cwd, home }
  const found = parse<Given>(files.readOwn(keptAt(dir, line)))
  if (found === undefined || !isSame(found.line, line) || !stillAsSeen(found.seen, ports)) return undefined
  const token = readKeptToken(files.readOwn(join(dir, found.kept)), found.request, now())
  return token && { token: { ...token, cached: true }, given: found.given }
}

/** The file that the token of a shortcut is kept in; undefined where the bytes are no shortcut. */
export function readShortcutTarget(bytes: Uint8Array | undefined): string | undefined {
  const kept = parse(bytes)?.kept
  return typeof kept === 'string' ? kept : undefined
}

function keptAt(dir: string, { argv, cwd, home }: Line): string {
  return join(dir, `${sha256([cwd, home, ...argv].join('\0'))}.line`)
}

function isSame(one: Line, other: Line): boolean {
  return one.cwd === other.cwd && one.home === other.home && one.argv.join('\0') === other.argv.join('\0')
}

function parse<Given>(bytes: Uint8Array | undefined): Shortcut<Given> | undefined {
  try {
    const found = bytes && JSON.parse(Buffer.from(bytes).toString('utf8'))
    return isObject(found) && found.schema === SCHEMA ? (found as unknown as Shortcut<Given>) : undefined
  } catch {
    return undefined // damaged: the long way replaces it
  }
}
