import { IncompleteError, MpError } from '../errors.js'
import type { Host } from '../host.js'
import { openKeystore } from '../keys/open.js'
import type { Keystore } from '../keys/signing-key.js'
import type { Resolved } from '../profiles/resolve.js'
import type { KeySource, PasswordSource } from '../profiles/settings.js'
import { readFile } from '../read-file.js'
import { Secret } from '../secret.js'
import { type PasswordPorts, readPassword } from './read-password.js'

export type ReadKeystorePorts = PasswordPorts &
  Pick<Host, 'promptHidden'> & {
    /** Whether a person may be asked. */
    mayPrompt(): boolean
  }

/** A keystore with all its entries, and what the person typed for it. */
export interface NamedKeystore {
  keystore: Keystore
  label: string
}

/** Reads and opens the keystore that the settings name. Throws `MP_KEY_*`, or `MP_CONFIG_INCOMPLETE` where they name none. */
export async function readKeystore(key: Resolved['key'], host: ReadKeystorePorts): Promise<NamedKeystore> {
  if (!key.source) throw new IncompleteError('key', 'no key was given')
  assertOneReader(key)
  const { label } = key.source.value
  return { keystore: await openStore(await readKey(key.source.value, host), key, label, host), label }
}

/** Standard input can be read once. */
function assertOneReader({ source, password, entryPassword }: Resolved['key']): void {
  const readers = [source, password, entryPassword].filter((place) => place?.value.kind === 'stdin')
  if (readers.length < 2) return
  const names = readers.map((place) => place?.origin).join(' and ')
  throw new MpError('MP_USAGE', `standard input cannot be both ${names}`)
}

async function readKey(source: KeySource, host: ReadKeystorePorts): Promise<Uint8Array> {
  if (source.kind === 'stdin') return host.readStdin()
  if (source.kind === 'variable') {
    const text = host.env[source.name]
    if (text) return Buffer.from(text)
    throw new MpError('MP_KEY_NOT_FOUND', `the variable ${source.name}, which should hold a key, is not set`)
  }
  const bytes = readFile(host.files, source.path, source.label, 'MP_KEY_NOT_FOUND')
  if (bytes !== undefined) return bytes
  throw new MpError('MP_KEY_NOT_FOUND', `there is no file "${source.label}"`)
}

/** Passwords are asked of a person only once the bytes have shown that they need one. */
async function openStore(
  bytes: Uint8Array,
  key: Resolved['key'],
  label: string,
  host: ReadKeystorePorts,
): Promise<Keystore> {
  const store = await password(key.password?.value, 'MP_KEY_PASSWORD', host)
  const entry = await password(key.entryPassword?.value, 'MP_ENTRY_PASSWORD', host)
  const known = { ...(store && { store }), ...(entry && { entry }) }
  try {
    return await openKeystore(bytes, known, label)
  } catch (error) {
    const required = error instanceof MpError && error.code === 'MP_KEY_PASSWORD_REQUIRED'
    if (!required || !host.mayPrompt()) throw error
    return openKeystore(bytes, { ...known, store: await host.promptHidden(`password of ${label}: `) }, label)
  }
}

async function password(
  source: PasswordSource | undefined,
  variable: string,
  host: ReadKeystorePorts,
): Promise<Secret | undefined> {
  if (source) return readPassword(source, host)
  const value = host.env[variable]
  return value === undefined ? undefined : new Secret(value)
}
