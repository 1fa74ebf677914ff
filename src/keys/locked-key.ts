import { readFields } from './der/values.js'
import { KeyFault, ownFault } from './fault.js'
import type { FoundKey, Marks } from './found.js'
import type { Passphrase } from './pbe/passphrase.js'
import { type Scheme, unlock } from './pbe/scheme.js'
import { readPrivateKey } from './private-key.js'

/** What a locked key is tried with, and whether any of it was given by the person. */
export interface Keyring {
  readonly passphrases: readonly Passphrase[]
  readonly given: boolean
}

/** Opens a PKCS#8 key, encrypted if there is a scheme. What stands in the way becomes the key's own fault: others may open. */
export async function openKey(
  data: Buffer,
  scheme: Scheme | undefined,
  keyring: Keyring,
  marks: Marks,
): Promise<FoundKey> {
  try {
    const plain = scheme === undefined ? data : await unlock(scheme, data, keyring.passphrases, plainKey)
    if (plain === undefined) throw doesNotOpen(keyring, marks.name)
    return { ...marks, ...readPrivateKey(plain, 'pkcs8') }
  } catch (error) {
    return { ...marks, fault: ownFault(error) }
  }
}

function plainKey(plain: Buffer): Buffer {
  readFields(plain)
  return plain
}

/** What to say of a key that no password opened. */
export function doesNotOpen({ given }: Keyring, name: string | undefined): KeyFault {
  const key = name === undefined ? 'a key' : `a key "${name}"`
  return given
    ? new KeyFault(
        'MP_KEY_WRONG_PASSWORD',
        `holds ${key} that is locked: it does not open with the password given`,
      )
    : new KeyFault(
        'MP_KEY_PASSWORD_REQUIRED',
        `holds ${key} that is protected by a password, and none was given`,
      )
}
