import { readFileSync } from 'node:fs'
import type { Passwords } from '../../../src/keys/pbe/passphrase.js'
import { Secret } from '../../../src/secret.js'

/** What openssl says of the keys and certificates in the vectors. */
export interface Facts {
  /** SHA-256 of the SubjectPublicKeyInfo, by name. */
  readonly keys: Readonly<Record<string, string>>
  readonly certificates: Readonly<Record<string, CertificateFacts>>
}

/** What openssl says of one certificate; times are seconds since 1970. */
export interface CertificateFacts {
  readonly sha256: string
  readonly subject: string
  readonly issuer: string
  readonly notBefore: number
  readonly notAfter: number
}

const DIRECTORY = new URL('../../vectors/', import.meta.url)

export const facts: Facts = JSON.parse(readFileSync(new URL('facts.json', DIRECTORY), 'utf8'))

/** A second at which the vectors' certificates are valid, save those made not to be. */
export const NOW = 1_800_000_000

/** One of the files in test/vectors. */
export function vector(file: string): Buffer {
  return readFileSync(new URL(file, DIRECTORY))
}

/** Passwords as `openKeystore` takes them. */
export function passwords(store?: string, entry?: string): Passwords {
  return {
    ...(store !== undefined && { store: new Secret(store) }),
    ...(entry !== undefined && { entry: new Secret(entry) }),
  }
}
