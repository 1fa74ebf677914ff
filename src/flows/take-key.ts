import type { KeyObject } from 'node:crypto'
import { toSigningKey, type Use } from '../keys/fitness.js'
import { selectEntry, type Wanted } from '../keys/select.js'
import type { Entry, Keystore } from '../keys/signing-key.js'
import { thumbprint } from '../keys/write/jwk.js'

/** A key that is whole and of a kind that Maskinporten takes, to be registered or moved. */
export interface TakenKey {
  entry: Entry
  privateKey: KeyObject
  /** The one asked for, else the file's own, else the key's thumbprint (RFC 7638). */
  kid: string
  /** It stands nowhere yet: neither in the file nor in what the person said. */
  isNewKid: boolean
}

/** Takes the one key that is meant. Its certificate need not be valid, nor there at all: a registered key does without. */
export function takeKey(keystore: Keystore, wanted: Wanted, { now, label, kid }: Use): TakenKey {
  const entry = selectEntry(keystore, wanted, now, label)
  const { privateKey } = toSigningKey(entry, { now, label, kid: kid ?? entry.kid ?? entry.alias }).key
  const known = kid ?? entry.kid
  return { entry, privateKey, kid: known ?? thumbprint(privateKey), isNewKid: known === undefined }
}
