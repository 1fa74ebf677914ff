import { join } from 'node:path'
import type { Files } from '../../host.js'
import { type KeptEntry, readKeptEntry } from './kept-token.js'
import { sweepShortcuts } from './shortcut.js'

/** A file of the cache: where it is, and what it holds where that can be read. */
export interface KeptFile {
  path: string
  entry: KeptEntry | undefined
}

/** The files of the cache, by their names; whatever else lies there is none of its business. */
export function keptFiles(dir: string, files: Pick<Files, 'list' | 'readOwn'>): KeptFile[] {
  return files
    .list(dir)
    .filter((name) => /^[0-9a-f]{64}\.json$/.test(name))
    .map((name) => join(dir, name))
    .map((path) => ({ path, entry: readKeptEntry(files.readOwn(path)) }))
}

/** A kept token, whole, or on its way to the name by a process that died. */
const TOKEN = /^[0-9a-f]{64}\.json(\.\d+\.\d+\.part)?$/

/** Takes away the tokens that have ended, and what led to them. What cannot be taken away stays. */
export function sweep(dir: string, now: number, files: Pick<Files, 'list' | 'readOwn' | 'remove'>): void {
  try {
    const names = files.list(dir)
    const ended = names.filter((name) => TOKEN.test(name) && hasEnded(join(dir, name), now, files))
    for (const name of ended) files.remove(join(dir, name))
    const left = names.filter((name) => !ended.includes(name))
    sweepShortcuts(dir, left, files)
  } catch {
    // the token that was asked for is of more weight than those that have ended
  }
}

function hasEnded(path: string, now: number, files: Pick<Files, 'readOwn'>): boolean {
  const entry = readKeptEntry(files.readOwn(path))
  return entry !== undefined && entry.token.expiresAt <= now
}
