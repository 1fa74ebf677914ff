import { MpError, type MpErrorCode } from './errors.js'
import type { Files } from './host.js'

/**
 * A file's bytes, or undefined where there is none. Throws `code`, with the file named as the person wrote it, where the
 * operating system will not hand it out.
 */
export function readFile(
  files: Pick<Files, 'read'>,
  path: string,
  label: string,
  code: MpErrorCode,
): Uint8Array | undefined {
  try {
    return files.read(path)
  } catch (cause) {
    throw readFailure(label, code, cause)
  }
}

/** What the operating system said against reading the file, with the file named as the person wrote it. */
export function readFailure(label: string, code: MpErrorCode, cause: unknown): MpError {
  const why = reason((cause as NodeJS.ErrnoException).code)
  return new MpError(code, `"${label}" cannot be read: ${why}`, { cause })
}

function reason(code: string | undefined): string {
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied'
  if (code === 'EISDIR') return 'it is a directory'
  if (code === 'EFBIG') return 'it is too large'
  return code ?? 'unknown error'
}
