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
    const { code } = cause as NodeJS.ErrnoException
    throw code === 'EEXIST' ? taken(label) : new MpError('MP_FILE', cannot(label, code), { cause })
  }
}

/** Finds out that a file is there already before a person has been asked anything. Throws `MP_FILE`. */
export function assertNew(files: Pick<Files, 'exists'>, path: string, label: string): void {
  if (files.exists(path)) throw taken(label)
}

function taken(label: string): MpError {
  return new MpError('MP_FILE', `"${label}" exists already, and is not written over`)
}

function cannot(label: string, code: string | undefined): string {
  return `"${label}" cannot be written: ${REASONS[code ?? ''] ?? code ?? 'unknown error'}`
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of its path is no folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'the name is too long',
}
