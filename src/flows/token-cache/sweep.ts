import { join } from 'node:path'
import type { Files } from '../../host.js'
import { type KeptEntry, readKeptEntry } from './kept-token.js'

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

/** Takes away the tokens that have ended. */
export function sweep(dir: string, now: number, files: Pick<Files, 'list' | 'readOwn' | 'remove'>): void {
  for (const { path, entry } of keptFiles(dir, files)) {
    if (entry && entry.token.expiresAt <= now) files.remove(path)
  }
}
