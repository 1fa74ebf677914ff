import { createFile, writeFailure } from '../create-file.js'
import type { Files } from '../host.js'

/** A file that is to be there: its absolute path, as a person would write it, and what is in it. */
export interface WantedFile {
  path: string
  label: string
  bytes: Uint8Array | string
}

export type TogetherPorts = { files: Pick<Files, 'create' | 'write' | 'remove'> }

/**
 * Writes new files and then the one that names them, which may be there already: all of them or none. Throws `MP_FILE`
 * once what had been written is gone again.
 */
export function writeTogether(
  fresh: readonly WantedFile[],
  last: WantedFile & { isNew: boolean },
  { files }: TogetherPorts,
): void {
  const written: string[] = []
  try {
    for (const { path, label, bytes } of last.isNew ? [...fresh, last] : fresh) {
      createFile(files, path, label, bytes)
      written.push(path)
    }
    if (!last.isNew) replace(last, files)
  } catch (error) {
    for (const path of written) files.remove(path)
    throw error
  }
}

function replace({ path, label, bytes }: WantedFile, files: Pick<Files, 'write'>): void {
  try {
    files.write(path, bytes)
  } catch (cause) {
    throw writeFailure(label, cause)
  }
}
