import { assemble } from './assemble.js'
import { collectDer, type Opening } from './bare-der.js'
import { readDer } from './der/read.js'
import { shapeOf } from './der/shape.js'
import { unreadable } from './fault.js'
import { type Found, nothingYet } from './found.js'
import { entryPassphrases, type Passwords, storePassphrases } from './pbe/passphrase.js'
import { Rounds } from './pbe/rounds.js'
import { readPem } from './pem.js'
import { readPkcs12 } from './pkcs12/read.js'
import type { Keystore, KeystoreFormat } from './signing-key.js'

// The formats that are DER inside, with the ciphers they need. They are loaded together, and not for a JWK.

/** By their magic numbers. */
const JAVA_FORMATS: Readonly<Record<string, KeystoreFormat>> = { feedfeed: 'jks', cececece: 'jceks' }

/** Reads text with PEM blocks in it (RFC 7468). */
export async function readPemText(text: string, passwords: Passwords): Promise<Keystore> {
  return keystore('pem', await readPem(text, openingWith(passwords)))
}

/** Reads PKCS#12, a Java keystore, or a bare key in DER. */
export async function readBinary(bytes: Buffer, passwords: Passwords): Promise<Keystore> {
  const java = JAVA_FORMATS[bytes.toString('hex', 0, 4)]
  if (java !== undefined) {
    return keystore(java, await (await import('./jks/read.js')).readJavaKeystore(bytes, passwords))
  }
  if (bytes[0] !== 0x30) throw unreadable('is in no format that mp knows')
  const file = readDer(bytes)
  if (shapeOf(file) === 'pkcs12') return keystore('pkcs12', await readPkcs12(file, passwords))
  const found = nothingYet()
  await collectDer(bytes, found, openingWith(passwords))
  return keystore('der', found)
}

function openingWith(passwords: Passwords): Opening {
  const passphrases = entryPassphrases(passwords, storePassphrases(passwords))
  const given = passwords.store !== undefined || passwords.entry !== undefined
  return { keyring: { passphrases, given }, rounds: new Rounds() }
}

function keystore(format: KeystoreFormat, found: Found): Keystore {
  return { format, entries: assemble(found) }
}
