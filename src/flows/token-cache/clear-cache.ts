import { basename } from 'node:path'
import { MpError } from '../../errors.js'
import type { Host } from '../../host.js'
import { pathsOf } from './cache-files.js'
import { foundIn } from './list-cache.js'

type ClearCachePorts = Pick<Host, 'files' | 'lock' | 'now'>

/** A guard stands for less than a millisecond; the clocks of a shared disk may differ by seconds. */
const DEAD_GUARD = 10

/**
 * Takes away every kept token, the shortcuts to them, and what dead processes have left. Gives the number of tokens. A lock that
 * a living process holds stays. What cannot be removed hinders nothing else; then it throws `MP_FILE`, which names it.
 */
export async function clearCache(dir: string, { files, lock, now }: ClearCachePorts): Promise<number> {
  const found = foundIn(dir, files)
  const tokens = pathsOf('token', found)
  const failures: MpError[] = []
  const attempt = async (path: string, remove: () => unknown) => {
    try {
      await remove()
    } catch (cause) {
      failures.push(notRemoved(path, cause))
    }
  }
  const others = (['shortcut', 'failure', 'part'] as const).flatMap((kind) => pathsOf(kind, found))
  for (const path of [...tokens, ...others]) await attempt(path, () => files.remove(path))
  // Before the locks: an abandoned one is not taken over while a guard stands.
  for (const path of pathsOf('guard', found)) {
    const isDead = now() - (files.modified(path) ?? now()) > DEAD_GUARD
    if (isDead) await attempt(path, () => files.remove(path))
  }
  for (const path of pathsOf('lock', found)) await attempt(path, async () => (await lock(path))?.release())
  const [first] = failures
  if (first) throw first
  return tokens.length
}

function notRemoved(path: string, cause: unknown): MpError {
  const { code } = cause as NodeJS.ErrnoException
  return new MpError('MP_FILE', `"${basename(path)}" of the cache cannot be removed (${code})`, { cause })
}
