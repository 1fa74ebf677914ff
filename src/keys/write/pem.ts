import { createPublicKey, type KeyObject } from 'node:crypto'
import { encryptedPkcs8, type Lock } from './pbes2.js'

const LINE = 64

/** A private key in PKCS#8, encrypted where there is a lock for it, and the chain after it (RFC 7468). */
export async function writePem(
  privateKey: KeyObject,
  chain: readonly Uint8Array[],
  lock?: Lock,
): Promise<string> {
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
  const key =
    lock === undefined
      ? block('PRIVATE KEY', pkcs8)
      : block('ENCRYPTED PRIVATE KEY', await encryptedPkcs8(pkcs8, lock))
  return [key, ...chain.map((der) => block('CERTIFICATE', der))].join('')
}

/** The public half of a key, as SubjectPublicKeyInfo. */
export function writePublicPem(privateKey: KeyObject): string {
  return block('PUBLIC KEY', createPublicKey(privateKey).export({ type: 'spki', format: 'der' }))
}

function block(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(new RegExp(`.{1,${LINE}}`, 'g')) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
