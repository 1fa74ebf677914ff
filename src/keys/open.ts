// Bytes in, entries out. Formats are told by the bytes alone, and no error but ours leaves this room.
import { MpError } from '../errors.js'
import { beyondLimit, KeyFault, noPrivateKey, unreadable } from './fault.js'
import { refuseForeignBinary, refuseForeignText } from './foreign.js'
import { readJwks } from './jwk.js'
import type { Passwords } from './pbe/passphrase.js'
import { hasPem } from './pem-blocks.js'
import { fromBase64, plainText } from './plain-text.js'
import type { Entry, Keystore, KeystoreFormat } from './signing-key.js'

/** A truststore with every authority there is takes less than one. */
const MAX_BYTES = 16 * 1024 * 1024
/** base64 of base64 has been seen; deeper has not. */
const MAX_WRAPPINGS = 2

/**
 * Opens a keystore of any format. `label` is what the user typed for it, and stands in every message. Throws the
 * `MP_KEY_…` codes alone; a key that does not open beside one that does keeps its error to itself, as `fault`.
 */
export async function openKeystore(
  bytes: Uint8Array,
  passwords: Passwords,
  label: string,
): Promise<Keystore> {
  const keystore = await surveyKeystore(bytes, passwords, label)
  refuseIfNoneOpened(keystore, label)
  return keystore
}

/** Tells what a keystore holds, though none of its keys may open, or there be none. Throws as {@link openKeystore} where the file itself cannot be read. */
export async function surveyKeystore(
  bytes: Uint8Array,
  passwords: Passwords,
  label: string,
): Promise<Keystore> {
  try {
    const { format, entries } = await read(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      passwords,
      0,
    )
    return { format, entries: entries.map((entry) => labelled(entry, label)) }
  } catch (error) {
    throw translated(error, label)
  }
}

async function read(bytes: Buffer, passwords: Passwords, wrappings: number): Promise<Keystore> {
  if (bytes.length === 0) throw unreadable('is empty')
  if (bytes.length > MAX_BYTES) throw beyondLimit(`is larger than ${MAX_BYTES} bytes`)
  const text = plainText(bytes)
  if (text !== undefined) return readText(text.trim(), passwords, wrappings)
  refuseForeignBinary(bytes)
  return (await import('./der-formats.js')).readBinary(bytes, passwords)
}

async function readText(text: string, passwords: Passwords, wrappings: number): Promise<Keystore> {
  if (/^[{[]/.test(text)) return readJwks(text)
  if (hasPem(text)) return (await import('./der-formats.js')).readPemText(text, passwords)
  refuseForeignText(text)
  const unwrapped = wrappings < MAX_WRAPPINGS ? fromBase64(text) : undefined
  if (unwrapped === undefined) throw unreadable('is in no format that mp knows')
  return read(unwrapped, passwords, wrappings + 1)
}

/** Throws where no key opened: the first one's reason is the file's. A truststore is read all the same, a lone certificate is not. */
export function refuseIfNoneOpened({ format, entries }: Keystore, label: string): void {
  if (entries.some((entry) => entry.privateKey !== undefined)) return
  const fault = entries.find((entry) => entry.fault !== undefined)?.fault
  if (fault !== undefined) throw fault
  const predicate = WITHOUT_KEY[format]
  if (predicate !== undefined) throw translated(noPrivateKey(predicate), label)
}

const WITHOUT_KEY: Partial<Record<KeystoreFormat, string>> = {
  pem: 'holds certificates and no private key',
  der: 'is a certificate, which holds no private key',
}

function labelled(entry: Entry, label: string): Entry {
  return entry.fault === undefined ? entry : { ...entry, fault: translated(entry.fault, label) }
}

/** Puts what the user typed before a fault's predicate. Whatever else was thrown came of bytes that nobody foresaw. */
function translated(error: unknown, label: string): MpError {
  if (error instanceof KeyFault) return new MpError(error.code, `"${label}" ${error.message}`, causeOf(error))
  return new MpError('MP_KEY_UNREADABLE', `"${label}" is damaged`, { cause: error })
}

function causeOf({ cause }: KeyFault) {
  return cause === undefined ? {} : { cause }
}
