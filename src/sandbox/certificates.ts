import { X509Certificate } from 'node:crypto'

/** Reads an `x5c` header: an array of certificates in standard base64 DER (RFC 7515 section 4.1.6), else undefined. */
export function readX5c(value: unknown): X509Certificate[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined
  const chain = value.map(readElement)
  return chain.every((certificate) => certificate !== undefined) ? chain : undefined
}

function readElement(element: unknown): X509Certificate | undefined {
  if (typeof element !== 'string') return undefined
  const der = Buffer.from(element, 'base64')
  // Node forgives line breaks, base64url and missing padding; the header's rule does not.
  if (der.toString('base64') !== element) return undefined
  return readCertificate(der)
}

/** One certificate, DER or PEM, or undefined for anything else. */
export function readCertificate(bytes: Uint8Array | string): X509Certificate | undefined {
  try {
    return new X509Certificate(bytes)
  } catch {
    return undefined
  }
}

/** The organisation a certificate was issued to: SEID 2's organizationIdentifier, else serialNumber, else the tail of O. */
export function organisationNumber(certificate: X509Certificate): string | undefined {
  const subject = certificate.toLegacyObject().subject as unknown as Record<string, unknown>
  return (
    digits(subject.organizationIdentifier ?? subject['2.5.4.97'], /-([0-9]{9})$/) ??
    digits(subject.serialNumber, /^([0-9]{9})$/) ??
    digits(subject.O, / - ([0-9]{9})$/)
  )
}

function digits(attribute: unknown, pattern: RegExp): string | undefined {
  return typeof attribute === 'string' ? pattern.exec(attribute)?.[1] : undefined
}

/** Both ends of the validity belong to it (RFC 5280 section 4.1.2.5). */
export function isValidAt(certificate: X509Certificate, now: number): boolean {
  return Date.parse(certificate.validFrom) <= now * 1000 && now * 1000 <= Date.parse(certificate.validTo)
}

/** Each certificate is issued by the one after it, leaf first (RFC 7515 section 4.1.6). */
export function isOrdered(chain: readonly X509Certificate[]): boolean {
  return chain.slice(1).every((issuer, at) => isIssuedBy(chain[at] as X509Certificate, issuer))
}

/** The end of the chain is a trusted certificate, or was issued by one that is valid now. */
export function isAnchored(
  chain: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
  now: number,
): boolean {
  const last = chain.at(-1)
  if (last === undefined) return false
  return anchors.some(
    (anchor) => anchor.raw.equals(last.raw) || (isValidAt(anchor, now) && isIssuedBy(last, anchor)),
  )
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
}

/** Issued by one of the two Norwegian CAs, and not by one of their test CAs, which say "Test4" or "TEST" in their names. */
export function isFromProduction(certificate: X509Certificate): boolean {
  const issuer = certificate.toLegacyObject().issuer as unknown as Record<string, unknown>
  const name = `${issuer.CN ?? ''}`
  return /\b(Buypass|Commfides)\b/i.test(name) && !/\btest/i.test(name)
}
