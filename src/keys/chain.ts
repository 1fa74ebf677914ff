import { createPublicKey, X509Certificate } from 'node:crypto'
import type { Certificate } from './signing-key.js'

/** The chain from `leaf` upwards, each certificate issued by the next, as far as the pool goes; a root of its own included. */
export function orderChain(leaf: Certificate, pool: readonly Certificate[]): Certificate[] {
  const chain = [leaf]
  for (let next = issuerOf(leaf, pool, chain); next !== undefined; next = issuerOf(next, pool, chain)) {
    chain.push(next)
  }
  return chain
}

/** Does the certificate bear its own name as its issuer's? */
export function isSelfIssued(certificate: Certificate): boolean {
  return Buffer.compare(certificate.subjectDer, certificate.issuerDer) === 0
}

function issuerOf(certificate: Certificate, pool: readonly Certificate[], chain: readonly Certificate[]) {
  if (isSelfIssued(certificate)) return undefined
  const named = pool.filter(
    (other) =>
      Buffer.compare(other.subjectDer, certificate.issuerDer) === 0 &&
      !chain.some((link) => Buffer.compare(link.der, other.der) === 0),
  )
  if (named.length < 2) return named[0]
  const signers = named.filter((other) => hasSigned(other, certificate))
  return latest(signers.length > 0 ? signers : named)
}

/** An authority keeps its name when it renews its key, so only the signature tells which of two issued it. */
function hasSigned(issuer: Certificate, certificate: Certificate): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(issuer.spki), format: 'der', type: 'spki' })
    return new X509Certificate(certificate.der).verify(key)
  } catch {
    return false // a key or signature of a kind that OpenSSL does not know
  }
}

function latest(certificates: readonly Certificate[]): Certificate | undefined {
  return certificates.reduce((best, one) => (one.notAfter > best.notAfter ? one : best))
}
