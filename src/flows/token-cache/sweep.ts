import { basename } from 'node:path'
import type { Files } from '../../host.js'
import { cacheFiles, pathsOf } from './cache-files.js'
import { readKeptEntry } from './kept-token.js'
import { readShortcutTarget } from './shortcut.js'

/** A file is half written for an instant: of one that is so for longer, the writer has died. */
const LEFT_BEHIND = 3600
/** Nobody has waited for so long. */
const OVER = 600

type SweepFiles = Pick<Files, 'list' | 'readOwn' | 'modified' | 'remove'>

/**
 * Takes away the tokens that have ended, the shortcuts to those that are gone, failures that are over, and what killed processes
 * have left half written. What cannot be taken away stays: the token that was asked for is of more weight.
 */
export function sweep(dir: string, now: number, files: SweepFiles): void {
  try {
    sweepAll(dir, now, files)
  } catch {
    // the next token tries again
  }
}

function sweepAll(dir: string, now: number, files: SweepFiles): void {
  const found = cacheFiles(dir, files)
  const kept = new Set<string>()
  for (const path of pathsOf('token', found)) {
    if (hasEnded(path, now, files)) files.remove(path)
    else kept.add(basename(path))
  }
  for (const path of pathsOf('shortcut', found)) {
    const target = readShortcutTarget(files.readOwn(path))
    if (target !== undefined && !kept.has(basename(target))) files.remove(path)
  }
  for (const path of pathsOf('failure', found)) {
    const isOld = now - (files.modified(path) ?? now) > OVER
    if (isOld || kept.has(basename(path, '.failed'))) files.remove(path)
  }
  for (const path of pathsOf('part', found)) {
    const isOld = now - (files.modified(path) ?? now) > LEFT_BEHIND
    if (isOld || hasEnded(path, now, files)) files.remove(path)
  }
}

/** What cannot be read is replaced by the next token of its name. */
function hasEnded(path: string, now: number, files: SweepFiles): boolean {
  const entry = readKeptEntry(files.readOwn(path))
  return entry !== undefined && entry.token.expiresAt <= now
}
