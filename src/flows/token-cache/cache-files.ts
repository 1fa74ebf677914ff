import { join } from 'node:path'
import type { Files } from '../../host.js'

/** A token; what a command line came to; why nobody got one; a lock and what guards it; a file that is being written. */
export type CacheFileKind = 'token' | 'shortcut' | 'failure' | 'lock' | 'guard' | 'part'

export interface CacheFile {
  path: string
  kind: CacheFileKind
}

const DIGEST = '[0-9a-f]{64}'

const KINDS: readonly (readonly [RegExp, CacheFileKind])[] = [
  [new RegExp(`^${DIGEST}\\.json$`), 'token'],
  [new RegExp(`^${DIGEST}\\.line$`), 'shortcut'],
  [new RegExp(`^${DIGEST}\\.json\\.failed$`), 'failure'],
  [new RegExp(`^${DIGEST}\\.json\\.lock$`), 'lock'],
  [new RegExp(`^${DIGEST}\\.json\\.lock\\.guard$`), 'guard'],
  [new RegExp(`^${DIGEST}\\.(json|line|json\\.lock|json\\.failed)\\.\\d+\\.\\d+\\.part$`), 'part'],
]

/** The files of the cache, told by their names; whatever else lies there is none of its business. */
export function cacheFiles(dir: string, files: Pick<Files, 'list'>): CacheFile[] {
  return files.list(dir).flatMap((name) => {
    const kind = KINDS.find(([pattern]) => pattern.test(name))?.[1]
    return kind ? [{ path: join(dir, name), kind }] : []
  })
}

/** Those of one kind. */
export function pathsOf(kind: CacheFileKind, found: readonly CacheFile[]): string[] {
  return found.filter((file) => file.kind === kind).map(({ path }) => path)
}
