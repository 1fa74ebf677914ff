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
  return REASONS[code ?? ''] ?? code ?? 'unknown error'
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is no folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
  EFBIG: 'it is too large',
  ESTALE: 'it changed while it was read',
  EIO: 'the disk or share that it is on failed',
  ENXIO: 'it is a socket or a device that cannot be read',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
}
