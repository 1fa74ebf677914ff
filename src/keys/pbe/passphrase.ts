import type { Secret } from '../../secret.js'

/** A password as key derivations take it. */
export interface Passphrase {
  /** For PKCS#5: UTF-8. */
  readonly utf8: Buffer
  /** For PKCS#12: UTF-16, big end first, with a closing NUL; an absent password has no octets at all. */
  readonly bmp: Buffer
}

/** What the person gave: the store's password, and that of an entry with one of its own. */
export interface Passwords {
  readonly store?: Secret
  readonly entry?: Secret
}

const ABSENT: Passphrase = { utf8: Buffer.alloc(0), bmp: Buffer.alloc(0) }

/** What to try for a whole file. No password given may mean an absent one or an empty one: to PKCS#12 these are two. */
export function storePassphrases(passwords: Passwords): Passphrase[] {
  const given = passwords.store?.reveal()
  if (given === undefined) return [ABSENT, passphrase('')]
  return given === '' ? [passphrase(''), ABSENT] : [passphrase(given)]
}

/** What to try for one entry: its own password, if one was given, before the store's. */
export function entryPassphrases(passwords: Passwords, store: readonly Passphrase[]): Passphrase[] {
  return passwords.entry === undefined ? [...store] : [passphrase(passwords.entry.reveal()), ...store]
}

function passphrase(password: string): Passphrase {
  return { utf8: Buffer.from(password), bmp: Buffer.from(`${password}\0`, 'utf16le').swap16() }
}
