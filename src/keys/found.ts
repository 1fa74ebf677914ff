import type { KeyObject } from 'node:crypto'
import type { MpError } from '../errors.js'

/** What ties a key and a certificate of one file together, where the file says it. */
export interface Marks {
  readonly name?: string
  /** PKCS#12's localKeyID, in hexadecimal. */
  readonly localKeyId?: string
}

/** A private key that a file holds: opened, or the reason why not. */
export type FoundKey = Marks &
  ({ readonly privateKey: KeyObject; readonly spki: Buffer } | { readonly fault: MpError })

/** A certificate that a file holds. */
export interface FoundCertificate extends Marks {
  readonly der: Buffer
  /** It stands for itself, as in a truststore. */
  readonly trusted?: boolean
}

/** All that a file holds, in its order and not yet put together. */
export interface Found {
  readonly keys: FoundKey[]
  readonly certificates: FoundCertificate[]
  /** Secret keys and the like: named, never read. */
  readonly secrets: Marks[]
}

/** A place for what a reader finds. */
export function nothingYet(): Found {
  return { keys: [], certificates: [], secrets: [] }
}
