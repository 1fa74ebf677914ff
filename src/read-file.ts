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

/** All of standard input. Throws `code` where it is too large or cannot be read. */
export async function readStandardInput(
  { readStdin }: { readStdin(): Promise<Uint8Array> },
  code: MpErrorCode,
): Promise<Uint8Array> {
  return readStdin().catch((cause) => {
    throw new MpError(code, `standard input cannot be read: ${reasonOf(cause)}`, { cause })
  })
}

/** What the operating system said against reading the file, with the file named as the person wrote it. */
export function readFailure(label: string, code: MpErrorCode, cause: unknown): MpError {
  return new MpError(code, `"${label}" cannot be read: ${reasonOf(cause)}`, { cause })
}

function reasonOf(cause: unknown): string {
  const { code } = cause as NodeJS.ErrnoException
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied'
  if (code === 'EISDIR') return 'it is a directory'
  if (code === 'EFBIG') return 'it is too large'
  if (code === 'ESTALE') return 'it changed while it was read'
  return code ?? 'unknown error'
}
