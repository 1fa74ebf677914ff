import { join } from 'node:path'
import type { Host, Lock } from '../../host.js'
import { sha256 } from '../../sha256.js'
import type { KeptToken } from '../kept-token.js'
import { readKeptToken, writeKeptToken } from './kept-token.js'
import { readSharedFailure, writeSharedFailure } from './shared-failure.js'
import { sweep } from './sweep.js'
import type { TokenIdentity } from './token-identity.js'

export type ShareTokenPorts = Pick<Host, 'files' | 'lock' | 'now' | 'milliseconds' | 'pause' | 'random'> & {
  /** Hears why a token could not be kept. */
  tell(text: string): void
}

export interface Wanted {
  identity: TokenIdentity
  /** Where tokens are kept. */
  dir: string
  /** For how long another process's asking is waited for. */
  patienceMs: number
  /** Whatever is kept is passed over. */
  refresh: boolean
}

/** `cached`: it was kept, and nobody was asked. */
export type SharedToken = KeptToken & { cached: boolean }

const FIRST_WAIT_MS = 4
const LONGEST_WAIT_MS = 50

/**
 * Gives the token that is kept while it is good, else asks for one and keeps it. Of many processes that want the same, one
 * asks and the others wait for it; where it got no answer they have none either, and when their patience is over, they ask by
 * themselves. A disk that keeps nothing stops nobody.
 */
export async function shareToken(
  wanted: Wanted,
  ask: () => Promise<KeptToken>,
  ports: ShareTokenPorts,
): Promise<SharedToken> {
  const path = join(wanted.dir, nameOf(wanted.identity))
  if (wanted.refresh) return keep(path, wanted, await ask(), ports)
  const started = ports.milliseconds()
  const before = failureIn(path, ports)
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 1.5, LONGEST_WAIT_MS)) {
    const kept = look(path, wanted, ports)
    if (kept) return kept
    const failure = failureIn(path, ports)
    const error = failure && failure !== before && readSharedFailure(failure)
    if (error) throw error
    const lock = await tryLock(`${path}.lock`, ports)
    if (lock) return await askAlone(lock, path, wanted, ask, ports)
    if (ports.milliseconds() - started >= wanted.patienceMs) return keep(path, wanted, await ask(), ports)
    await ports.pause(wait * (0.5 + ports.random()))
  }
}

/** The name of the file that a token is kept in, which tells nothing of what is in it. */
export function nameOf(identity: TokenIdentity): string {
  return `${sha256(JSON.stringify(identity))}.json`
}

function look(path: string, { identity }: Wanted, { files, now }: ShareTokenPorts): SharedToken | undefined {
  const token = readKeptToken(files.readOwn(path), identity, now())
  return token && { ...token, cached: true }
}

/** Another may have asked, and let go, between the look and the lock. */
async function askAlone(
  lock: Lock,
  path: string,
  wanted: Wanted,
  ask: () => Promise<KeptToken>,
  ports: ShareTokenPorts,
): Promise<SharedToken> {
  try {
    return look(path, wanted, ports) ?? keep(path, wanted, await ask(), ports)
  } catch (error) {
    leaveFailure(path, error, ports)
    throw error
  } finally {
    lock.release()
  }
}

/** What was left of the last failure. To those who have waited since before it, it is theirs. */
function failureIn(path: string, { files }: ShareTokenPorts): string | undefined {
  const bytes = files.readOwn(`${path}.failed`)
  return bytes && Buffer.from(bytes).toString('utf8')
}

function leaveFailure(path: string, error: unknown, { files, random }: ShareTokenPorts): void {
  const failure = writeSharedFailure(error, random())
  if (failure === undefined) return
  try {
    files.write(`${path}.failed`, failure)
  } catch {
    // then each of them finds out by itself
  }
}

const NOTHING_TO_HOLD: Lock = { release() {} }

/** Where the disk takes no lock, everyone asks. */
async function tryLock(path: string, { lock, tell }: ShareTokenPorts): Promise<Lock | undefined> {
  try {
    return await lock(path)
  } catch (error) {
    tell(`no lock for the token (${(error as NodeJS.ErrnoException).code})`)
    return NOTHING_TO_HOLD
  }
}

function keep(
  path: string,
  { identity, dir }: Wanted,
  token: KeptToken,
  { files, now, tell }: ShareTokenPorts,
): SharedToken {
  try {
    files.write(path, writeKeptToken(identity, token))
  } catch (error) {
    tell(`the token is not kept: ${path} cannot be written (${(error as NodeJS.ErrnoException).code})`)
  }
  sweep(dir, now(), files)
  return { ...token, cached: false }
}
