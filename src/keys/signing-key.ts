import type { KeyObject } from 'node:crypto'
import type { MpError } from '../errors.js'

/** An X.509 certificate, read as far as Maskinporten cares about it. Times are seconds since 1970. */
export interface Certificate {
  readonly der: Uint8Array
  /** RFC 4514 text, most specific part first. */
  readonly subject: string
  readonly issuer: string
  /** The subject's and the issuer's names as they stand in the certificate, for comparing. */
  readonly subjectDer: Uint8Array
  readonly issuerDer: Uint8Array
  /** SubjectPublicKeyInfo (RFC 5280 section 4.1). */
  readonly spki: Uint8Array
  /** Nine digits: SEID 2's organizationIdentifier, else SEID 1's serialNumber. */
  readonly orgnr?: string
  readonly notBefore: number
  readonly notAfter: number
  /** Names of RFC 5280 section 4.2.1.3 (`digitalSignature`, `nonRepudiation` …). Empty: the extension is absent and nothing is excluded. */
  readonly usage: readonly string[]
  /** By its issuer: Buypass's and Commfides' test CAs and production CAs. Undefined for an issuer that mp does not know. */
  readonly environment?: 'test' | 'production'
}

export type KeystoreFormat = 'pkcs12' | 'jks' | 'jceks' | 'pem' | 'der' | 'jwk' | 'jwks'

/** One entry of a keystore, as found: nothing is judged yet. */
export interface Entry {
  /** friendlyName, JKS alias or JWK kid; where there is none, the entry's number from 1. */
  readonly alias: string
  readonly type: 'private-key' | 'certificate' | 'secret-key'
  readonly kid?: string
  /** Present for private keys of every kind, also those Maskinporten does not take. */
  readonly privateKey?: KeyObject
  /** Why there is no `privateKey`, where one was found beside others and could not be opened. */
  readonly fault?: MpError
  /** The key's numbers have been checked against each other already. */
  readonly checked?: true
  /** SubjectPublicKeyInfo, DER. */
  readonly spki?: Uint8Array
  /** Leaf first, each issued by the next. */
  readonly certificates: readonly Certificate[]
  /** A JWK's `use`, when it says one. */
  readonly use?: string
}

export interface Keystore {
  readonly format: KeystoreFormat
  readonly entries: readonly Entry[]
}

/** A key that has been chosen and found fit to sign a grant. Exactly one of the two headers comes of it. */
export interface SigningKey {
  readonly privateKey: KeyObject
  /** A registered key's id. When present it becomes the header's `kid`, and the certificates stay at home. */
  readonly kid?: string
  /** Leaf first. */
  readonly certificates: readonly Certificate[]
}
