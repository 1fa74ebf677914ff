import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Certificate, SigningKey } from '../../src/keys/signing-key.js'

/** The second in which the tests' clock stands still. */
export const NOW = 1_700_000_000

const here = (name: string) => new URL(name, import.meta.url)

export const privateKey = createPrivateKey(readFileSync(here('signing-key.pem')))
export const publicKey = createPublicKey(privateKey)

export function registeredKey(kid = 'a-kid'): SigningKey {
  return { privateKey, kid, certificates: [] }
}

/** A key that sends these bytes for its certificates: they need not be certificates to be sent. */
export function certifiedKey(...chain: readonly Uint8Array[]): SigningKey {
  return { privateKey, certificates: chain.map(certificate) }
}

function certificate(der: Uint8Array): Certificate {
  const nothing = new Uint8Array()
  const names = { subject: '', issuer: '', subjectDer: nothing, issuerDer: nothing, spki: nothing }
  return { der, ...names, notBefore: 0, notAfter: Number.MAX_SAFE_INTEGER, usage: [] }
}

export const authorityDer = new X509Certificate(readFileSync(here('tls/authority.crt'))).raw
