import { generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import type { pki } from 'node-forge'

/** A key pair as PEM: PKCS#8 and SubjectPublicKeyInfo. */
export interface KeyPair {
  privateKey: string
  publicKey: string
}

/** A certificate and its private key, as PEM. */
export interface Certified {
  certificate: string
  key: string
}

export interface CertificatePlan {
  subject: Name
  /** The public key to certify, as PEM. */
  publicKey: string
  /** Who signs: a CA, or the certificate's own key. */
  signer: Certified | { key: string }
  /** May sign certificates itself. */
  ca: boolean
  /** Seconds since 1970. */
  notBefore: number
  notAfter: number
}

/** The parts of a subject that a virksomhetssertifikat has (SEID 2 profile). */
export interface Name {
  organisation: string
  commonName: string
  /** `NTRNO-310904473`, for organizationIdentifier (2.5.4.97). */
  organisationIdentifier?: string
  /** SEID 1's place for the organisation number (2.5.4.5). */
  serialNumber?: string
}

const generate = promisify(generateKeyPair)

/** A fresh RSA key: by node, whose OpenSSL makes them many times faster than a library in JavaScript. */
export function makeKeyPair(modulusLength = 2048): Promise<KeyPair> {
  return generate('rsa', {
    modulusLength,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
}

/** Makes and signs an X.509 certificate (RFC 5280), as PEM. */
export async function makeCertificate(plan: CertificatePlan): Promise<string> {
  const { default: forge } = await import('node-forge')
  const certificate = forge.pki.createCertificate()
  const issuer =
    'certificate' in plan.signer ? forge.pki.certificateFromPem(plan.signer.certificate) : certificate
  certificate.publicKey = forge.pki.publicKeyFromPem(plan.publicKey)
  // A leading byte below 0x80 keeps the number positive (RFC 5280 section 4.1.2.2).
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`
  certificate.validity.notBefore = new Date(plan.notBefore * 1000)
  certificate.validity.notAfter = new Date(plan.notAfter * 1000)
  certificate.setSubject(attributes(plan.subject, forge.asn1.Type))
  certificate.setIssuer(issuer.subject.attributes)
  certificate.setExtensions(extensions(plan.ca, issuer.generateSubjectKeyIdentifier().getBytes()))
  certificate.sign(forge.pki.privateKeyFromPem(plan.signer.key), forge.md.sha256.create())
  return forge.pki.certificateToPem(certificate).replaceAll('\r', '')
}

function attributes(name: Name, type: { UTF8: number }): pki.CertificateField[] {
  const text = { valueTagClass: type.UTF8 as never }
  return [
    { shortName: 'C', value: 'NO' },
    { shortName: 'O', value: name.organisation, ...text },
    ...(name.organisationIdentifier
      ? [{ type: '2.5.4.97', value: name.organisationIdentifier, ...text }]
      : []),
    ...(name.serialNumber ? [{ name: 'serialNumber', value: name.serialNumber }] : []),
    { shortName: 'CN', value: name.commonName, ...text },
  ]
}

function extensions(ca: boolean, issuerKeyIdentifier: string): object[] {
  return [
    { name: 'basicConstraints', cA: ca, critical: true },
    ca
      ? { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true }
      : { name: 'keyUsage', digitalSignature: true, critical: true },
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: issuerKeyIdentifier },
  ]
}
