import { MpError } from '../errors.js'
import type { Host } from '../host.js'
import { refuseIfNoneOpened, surveyKeystore } from '../keys/open.js'
import type { Entry, Keystore } from '../keys/signing-key.js'
import { printable } from '../printable.js'
import type { Resolved } from '../profiles/resolve.js'
import { type GivenPasswords, givenPassword, typedPassword } from './given-password.js'
import type { PasswordPorts } from './read-password.js'
import { WrongPasswordError } from './wrong-password-error.js'

export type OpenStorePorts = PasswordPorts &
  Pick<Host, 'promptHidden'> & {
    /** Whether a person may be asked. */
    mayPrompt(): boolean
  }

/** A keystore with what there is to see of it, and the passwords that it was seen with. */
export interface Surveyed {
  keystore: Keystore
  passwords: GivenPasswords
}

/**
 * Opens a keystore's bytes. Passwords are asked of a person only once the bytes have shown that they need one. Throws
 * `MP_KEY_*`, also where no key opens.
 */
export async function openStore(
  bytes: Uint8Array,
  key: Resolved['key'],
  label: string,
  host: OpenStorePorts,
): Promise<Keystore> {
  const { keystore, passwords } = await surveyStore(bytes, key, label, host)
  const locked = lockedKey(keystore, key.alias?.value)
  if (locked === undefined || passwords.entry || !host.mayPrompt()) return opened(keystore, label)
  const entry = await typedPassword(`password of the key "${printable(locked.alias)}" in ${label}: `, host)
  return opened(await unlock(bytes, { ...passwords, entry }, label), label)
}

/** Looks into a keystore's bytes: keys that do not open have their reason beside them. Throws `MP_KEY_*` where the file itself does not. */
export async function surveyStore(
  bytes: Uint8Array,
  key: Resolved['key'],
  label: string,
  host: OpenStorePorts,
): Promise<Surveyed> {
  const store = await givenPassword(key.password, 'MP_KEY_PASSWORD', host)
  const entry = await givenPassword(key.entryPassword, 'MP_ENTRY_PASSWORD', host)
  const passwords = { ...(store && { store }), ...(entry && { entry }) }
  const keystore = await unlock(bytes, passwords, label).catch((error) => {
    if (isRequired(error) && host.mayPrompt()) return undefined
    throw error
  })
  if (keystore && !(lacksItsPassword(keystore) && host.mayPrompt())) return { keystore, passwords }
  const asked = { ...passwords, store: await typedPassword(`password of ${label}: `, host) }
  return { keystore: await unlock(bytes, asked, label), passwords: asked }
}

async function unlock(bytes: Uint8Array, passwords: GivenPasswords, label: string): Promise<Keystore> {
  const { store, entry } = passwords
  const secrets = { ...(store && { store: store.secret }), ...(entry && { entry: entry.secret }) }
  try {
    const { format, entries } = await surveyKeystore(bytes, secrets, label)
    return { format, entries: entries.map((it) => withTried(it, passwords)) }
  } catch (error) {
    throw isWrong(error) ? new WrongPasswordError(error, passwords) : error
  }
}

function withTried(entry: Entry, passwords: GivenPasswords): Entry {
  const { fault } = entry
  return isWrong(fault) ? { ...entry, fault: new WrongPasswordError(fault, passwords) } : entry
}

function opened(keystore: Keystore, label: string): Keystore {
  refuseIfNoneOpened(keystore, label)
  return keystore
}

/** Formats whose one password is the key's. */
const WITHOUT_STORE_PASSWORD: readonly Keystore['format'][] = ['pem', 'der']

function lacksItsPassword({ format, entries }: Keystore): boolean {
  const isOpen = entries.some(({ privateKey }) => privateKey !== undefined)
  return (
    WITHOUT_STORE_PASSWORD.includes(format) &&
    !isOpen &&
    isRequired(entries.find(({ fault }) => fault)?.fault)
  )
}

/** The key that is meant, where the store is open and the key has a password of its own. */
function lockedKey({ format, entries }: Keystore, alias: string | undefined): Entry | undefined {
  if (WITHOUT_STORE_PASSWORD.includes(format)) return undefined
  const meant = entries.filter(
    (entry) =>
      entry.type === 'private-key' &&
      (alias === undefined || entry.alias.toLowerCase() === alias.toLowerCase()),
  )
  if (meant.some(({ privateKey }) => privateKey !== undefined)) return undefined
  return meant.find(({ fault }) => isWrong(fault) || isRequired(fault))
}

function isWrong(error: unknown): error is MpError {
  return error instanceof MpError && error.code === 'MP_KEY_WRONG_PASSWORD'
}

function isRequired(error: unknown): boolean {
  return error instanceof MpError && error.code === 'MP_KEY_PASSWORD_REQUIRED'
}
