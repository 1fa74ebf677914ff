import { IncompleteError, MpError } from '../errors.js'
import type { Host } from '../host.js'
import { toSigningKey } from '../keys/fitness.js'
import { openKeystore } from '../keys/open.js'
import { selectEntry } from '../keys/select.js'
import type { Keystore, SigningKey } from '../keys/signing-key.js'
import type { Resolved } from '../profiles/resolve.js'
import type { KeySource, PasswordSource } from '../profiles/settings.js'
import { readFile } from '../read-file.js'
import { Secret } from '../secret.js'
import { type PasswordPorts, readPassword } from './read-password.js'

export type OpenKeyPorts = PasswordPorts &
  Pick<Host, 'now' | 'promptHidden'> & {
    /** Whether a person may be asked. */
    mayPrompt(): boolean
  }

/** A key ready to sign, and what a person should know about it. */
export interface OpenedKey {
  key: SigningKey
  warnings: readonly string[]
}

/** Opens the key that the settings name and judges it before anything is sent. Throws `MP_KEY_*`. */
export async function openKey({ key, environment }: Resolved, host: OpenKeyPorts): Promise<OpenedKey> {
  const { source, alias, kid } = key
  if (!source) throw new IncompleteError('key', 'no key was given')
  const { label } = source.value
  const keystore = await openStore(await readKey(source.value, host), key, label, host)
  const wanted = { ...(alias && { alias: alias.value }), ...(kid && { kid: kid.value }) }
  const entry = selectEntry(keystore, wanted, host.now(), label)
  const { certificates } = environment.value
  return toSigningKey(entry, {
    now: host.now(),
    label,
    ...(kid && { kid: kid.value }),
    ...(certificates && { environment: certificates }),
  })
}

async function readKey(source: KeySource, host: OpenKeyPorts): Promise<Uint8Array> {
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
  host: OpenKeyPorts,
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
  host: OpenKeyPorts,
): Promise<Secret | undefined> {
  if (source) return readPassword(source, host)
  const value = host.env[variable]
  return value === undefined ? undefined : new Secret(value)
}
