import { MpError } from './errors.js'
import type { Files } from './host.js'

/** Writes a file that must be new. Throws `MP_FILE`, with the file named as the person wrote it. */
export function createFile(
  files: Pick<Files, 'create'>,
  path: string,
  label: string,
  bytes: Uint8Array | string,
): void {
  try {
    files.create(path, bytes)
  } catch (cause) {
    throw (cause as NodeJS.ErrnoException).code === 'EEXIST' ? taken(label) : writeFailure(label, cause)
  }
}

/** Finds out that a file is there already before a person has been asked anything. Throws `MP_FILE`. */
export function assertNew(files: Pick<Files, 'exists'>, path: string, label: string): void {
  if (files.exists(path)) throw taken(label)
}

function taken(label: string): MpError {
  return new MpError('MP_FILE', `"${label}" exists already, and is not written over`)
}

/** What the operating system said against writing the file, with the file named as the person wrote it. */
export function writeFailure(label: string, cause: unknown): MpError {
  const { code } = cause as NodeJS.ErrnoException
  const why = REASONS[code ?? ''] ?? code ?? 'unknown error'
  return new MpError('MP_FILE', `"${label}" cannot be written: ${why}`, { cause })
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of its path is no folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'the name is too long',
  EISDIR: 'it is a directory',
  ENOTFILE: 'it is no regular file',
}
