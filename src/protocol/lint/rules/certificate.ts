import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import type { Certificate } from '../../../keys/signing-key.js'
import { environmentOf } from '../audience.js'
import {
  CERTIFICATE_PAGE,
  error,
  type Fault,
  type JudgedGrant,
  NO_FAULT,
  type Rule,
  TROUBLE_PAGE,
  type Unseen,
  unseen,
  warning,
} from '../rule.js'

/** The certificates of `x5c`. None of these is asked of a grant with a `kid`. */
export const CERTIFICATE_RULES: readonly Rule[] = [
  {
    id: 'certificate.key',
    title: 'the certificate’s key is RSA of at least 2048 bits',
    source: 'RFC 7518 section 3.3',
    check: (grant) => ofLeaf(grant, ({ spki }) => keyFaults(publicKey(spki))),
  },
  {
    id: 'certificate.usage',
    title: 'the certificate is the one for authentication: its key usage is digitalSignature',
    source: CERTIFICATE_PAGE,
    check: (grant) => ofLeaf(grant, ({ usage }) => usageFaults(usage)),
  },
  {
    id: 'certificate.current',
    title: 'every certificate of the chain is valid now',
    source: TROUBLE_PAGE,
    code: 'MP-120',
    check: (grant) => ofEach(grant, (certificate, path) => validityFaults(certificate, path, grant.now)),
  },
  {
    id: 'certificate.order',
    title: 'leaf first, and each certificate is issued by the next',
    source: TROUBLE_PAGE,
    code: 'MP-120',
    check: (grant) =>
      ofEach(grant, (certificate, path, next) =>
        next === undefined || isIssuedBy(certificate, next)
          ? NO_FAULT
          : error(path, 'is not issued by the next one: the chain goes from the leaf upwards'),
      ),
  },
  {
    id: 'certificate.trusted',
    title: 'the chain ends in a CA that is trusted here; the leaf alone will do when such a CA issued it',
    source: TROUBLE_PAGE,
    code: 'MP-120',
    unseen: 'an authority is known by its name here, and not by its signature',
    check: (grant) => {
      const trusts = environmentOf(grant)
      if (trusts === undefined || !trustsNorwegians(trusts)) return ofLeaf(grant, () => unseen(WHOSE_TRUST))
      return ofLeaf(grant, ({ issuer }) =>
        /\b(?:Buypass|Commfides|CPN Enterprise-Norwegian)\b/i.test(issuer)
          ? NO_FAULT
          : error('header.x5c[0]', `is issued by ${issuer}, and Maskinporten takes Buypass and Commfides`),
      )
    },
  },
  {
    id: 'certificate.environment',
    title: 'no production certificate in a test environment, and no test certificate in production',
    source: TROUBLE_PAGE,
    code: 'MP-120',
    check: (grant) => {
      const wanted = environmentOf(grant)
      if (wanted?.certificates === undefined) return ofLeaf(grant, () => unseen(WHOSE_TRUST))
      return ofLeaf(grant, ({ environment }) =>
        environment === undefined || environment === wanted.certificates
          ? NO_FAULT
          : error(
              'header.x5c[0]',
              `is a ${environment} certificate, and the grant is for environment "${wanted.name}"`,
            ),
      )
    },
  },
  {
    id: 'certificate.organisation',
    title: 'the certificate was issued to the organisation that owns the client',
    source: TROUBLE_PAGE,
    code: 'MP-122',
    unseen: 'whose the client is, only Maskinporten knows',
    check: (grant) =>
      ofLeaf(grant, ({ orgnr, subject }) =>
        orgnr === undefined
          ? error('header.x5c[0]', `has no organisation number in its subject (${subject})`)
          : NO_FAULT,
      ),
  },
]

const WHOSE_TRUST = 'which authorities the audience trusts is not known'
const WITHOUT = 'the grant has no certificate that can be read'

function ofLeaf(
  { chain }: JudgedGrant,
  judge: (leaf: Certificate) => readonly Fault[] | Unseen,
): readonly Fault[] | Unseen {
  return chain?.[0] === undefined ? unseen(WITHOUT) : judge(chain[0])
}

function ofEach(
  { chain }: JudgedGrant,
  judge: (certificate: Certificate, path: string, next: Certificate | undefined) => readonly Fault[],
): readonly Fault[] | Unseen {
  if (chain?.[0] === undefined) return unseen(WITHOUT)
  return chain.flatMap((one, index) => (one ? judge(one, `header.x5c[${index}]`, chain[index + 1]) : []))
}

function keyFaults(key: KeyObject | undefined): readonly Fault[] {
  if (key?.asymmetricKeyType !== 'rsa')
    return error(
      'header.x5c[0]',
      `is for a key of kind ${key?.asymmetricKeyType ?? 'unknown'}, and Maskinporten takes RSA`,
    )
  const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {}
  return modulusLength >= 2048
    ? NO_FAULT
    : error('header.x5c[0]', `is for a key of ${modulusLength} bits; 2048 is the least`)
}

const ENCRYPTION = ['keyEncipherment', 'dataEncipherment', 'keyAgreement']

/** Whether Maskinporten looks at it is not known: certificates of both kinds are in use. */
function usageFaults(usage: readonly string[]): readonly Fault[] {
  if (usage.length === 0 || usage.includes('digitalSignature')) return NO_FAULT
  if (usage.includes('nonRepudiation'))
    return warning(
      'header.x5c[0]',
      'is for nonRepudiation; Digdir names the one for authentication (digitalSignature)',
    )
  const whose = usage.some((use) => ENCRYPTION.includes(use)) ? ': it is the one for encryption' : ''
  return warning('header.x5c[0]', `is for ${usage.join(', ')} only${whose}`)
}

/** Both ends of the validity belong to it (RFC 5280 section 4.1.2.5). */
function validityFaults({ notBefore, notAfter }: Certificate, path: string, now: number): readonly Fault[] {
  if (now > notAfter) return error(path, `expired ${instant(notAfter)}`)
  return now < notBefore ? error(path, `is not valid before ${instant(notBefore)}`) : NO_FAULT
}

function instant(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000', '')
}

/** RFC 5280 section 6.1.3: the names meet, the issuer is a CA, and its key made the signature. */
function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  if (Buffer.compare(certificate.issuerDer, issuer.subjectDer) !== 0) return false
  const key = publicKey(issuer.spki)
  try {
    return (
      key !== undefined &&
      new X509Certificate(issuer.der).ca &&
      new X509Certificate(certificate.der).verify(key)
    )
  } catch {
    return false // a signature of a kind that OpenSSL does not know
  }
}

/** The key of a SubjectPublicKeyInfo, or undefined for a kind that OpenSSL does not know. */
export function publicKey(spki: Uint8Array): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  } catch {
    return undefined
  }
}

/** Digdir's own, which are reached by https; what stands on this machine trusts whom it likes. */
function trustsNorwegians({ issuer, certificates }: { issuer: string; certificates?: string }): boolean {
  return certificates !== undefined && issuer.startsWith('https:')
}
