import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import type { Certificate, Entry } from '../keys/signing-key.js'

/** What may be told of an entry: nothing of it is secret. */
export interface DescribedEntry {
  alias: string
  type: Entry['type']
  /** `RSA`, `EC` …; undefined where the key has not been opened. */
  algorithm?: string
  bits?: number
  kid?: string
  /** SHA-256 of the SubjectPublicKeyInfo, in hexadecimal. */
  spkiSha256?: string
  /** Leaf first. */
  certificates: DescribedCertificate[]
}

/** A certificate's facts. Times are seconds since 1970. */
export interface DescribedCertificate extends Omit<Certificate, 'der' | 'spki' | 'subjectDer' | 'issuerDer'> {
  sha256: string
}

/** Tells of an entry what a person or a program may know. */
export function describeEntry({ alias, type, kid, privateKey, spki, certificates }: Entry): DescribedEntry {
  const key = privateKey ?? publicKey(spki)
  return {
    alias,
    type,
    ...(key && algorithmOf(key)),
    ...(kid !== undefined && { kid }),
    ...(spki && { spkiSha256: sha256(spki) }),
    certificates: certificates.map(describeCertificate),
  }
}

function describeCertificate(certificate: Certificate): DescribedCertificate {
  const { subject, issuer, orgnr, notBefore, notAfter, usage, environment } = certificate
  return {
    sha256: sha256(certificate.der),
    subject,
    issuer,
    notBefore,
    notAfter,
    usage,
    ...(orgnr !== undefined && { orgnr }),
    ...(environment !== undefined && { environment }),
  }
}

function publicKey(spki: Uint8Array | undefined): KeyObject | undefined {
  try {
    return spki && createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  } catch {
    return undefined // a kind of key that OpenSSL does not know
  }
}

function algorithmOf({ asymmetricKeyType: type, asymmetricKeyDetails }: KeyObject) {
  const { modulusLength, namedCurve = '' } = asymmetricKeyDetails ?? {}
  const bits = modulusLength ?? CURVE_BITS[namedCurve]
  return {
    algorithm: ALGORITHMS[`${type}`] ?? `${type}`,
    ...(bits !== undefined && { bits }),
  }
}

/** By the names of node:crypto. */
const ALGORITHMS: Readonly<Record<string, string>> = {
  rsa: 'RSA',
  'rsa-pss': 'RSA-PSS',
  ec: 'EC',
  dsa: 'DSA',
  ed25519: 'Ed25519',
  ed448: 'Ed448',
  x25519: 'X25519',
  x448: 'X448',
}

/** By OpenSSL's names (FIPS 186-4 appendix D.1.2, SEC 2). */
const CURVE_BITS: Readonly<Record<string, number>> = {
  prime256v1: 256,
  secp256k1: 256,
  secp384r1: 384,
  secp521r1: 521,
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
