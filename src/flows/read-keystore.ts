import { IncompleteError, MpError } from '../errors.js'
import type { Host } from '../host.js'
import { refuseIfNoneOpened } from '../keys/open.js'
import type { Keystore } from '../keys/signing-key.js'
import type { Resolved } from '../profiles/resolve.js'
import type { KeySource } from '../profiles/settings.js'
import { readFile, readStandardInput } from '../read-file.js'
import { type OpenStorePorts, openStore, surveyStore } from './open-store.js'

export type ReadKeystorePorts = OpenStorePorts & Pick<Host, 'readStdin'>

/** A keystore with all its entries, and what the person typed for it. */
export interface NamedKeystore {
  keystore: Keystore
  label: string
}

/** Reads and opens the keystore that the settings name. Throws `MP_KEY_*`, or `MP_CONFIG_INCOMPLETE` where they name none. */
export async function readKeystore(key: Resolved['key'], host: ReadKeystorePorts): Promise<NamedKeystore> {
  const { bytes, label } = await readKeyFile(key, host)
  return { keystore: await openStore(bytes, key, label, host), label }
}

/** The same for a look: keys that do not open have their reason beside them. Throws as above where that leaves nothing to see. */
export async function lookAtKeystore(key: Resolved['key'], host: ReadKeystorePorts): Promise<NamedKeystore> {
  const { bytes, label } = await readKeyFile(key, host)
  const { keystore } = await surveyStore(bytes, key, label, host)
  if (!keystore.entries.some(({ certificates }) => certificates.length > 0))
    refuseIfNoneOpened(keystore, label)
  return { keystore, label }
}

/** The bytes that the settings name, as they are. Throws `MP_KEY_*`, or `MP_CONFIG_INCOMPLETE` where they name none. */
export async function readKeyFile(
  key: Resolved['key'],
  host: ReadKeystorePorts,
): Promise<{ bytes: Uint8Array; label: string }> {
  if (!key.source) throw new IncompleteError('key', 'no key was given')
  assertOneReader(key)
  return { bytes: await readKey(key.source.value, host), label: key.source.value.label }
}

/** Standard input can be read once. */
function assertOneReader({ source, password, entryPassword }: Resolved['key']): void {
  const readers = [source, password, entryPassword].filter((place) => place?.value.kind === 'stdin')
  if (readers.length < 2) return
  const names = readers.map((place) => place?.origin).join(' and ')
  throw new MpError('MP_USAGE', `standard input cannot be both ${names}`)
}

async function readKey(source: KeySource, host: ReadKeystorePorts): Promise<Uint8Array> {
  if (source.kind === 'stdin') return readStandardInput(host, 'MP_KEY_UNREADABLE')
  if (source.kind === 'text') return Buffer.from(source.text.reveal())
  if (source.kind === 'variable') {
    const text = host.env[source.name]
    if (text) return Buffer.from(text)
    throw new MpError('MP_KEY_NOT_FOUND', `the variable ${source.name}, which should hold a key, is not set`)
  }
  const bytes = readFile(host.files, source.path, source.label, 'MP_KEY_NOT_FOUND')
  if (bytes !== undefined) return bytes
  throw new MpError('MP_KEY_NOT_FOUND', `there is no file "${source.label}"`)
}
