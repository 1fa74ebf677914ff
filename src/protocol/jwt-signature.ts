import { type KeyObject, verify } from 'node:crypto'
import type { Jwt } from './jwt.js'

const DIGESTS = new Map<unknown, string>([
  ['RS256', 'sha256'],
  ['RS384', 'sha384'],
  ['RS512', 'sha512'],
])

/** The digest of an algorithm that Maskinporten signs or takes grants with (RFC 7518 section 3.3); undefined for every other. */
export function digestOf(alg: unknown): string | undefined {
  return DIGESTS.get(alg)
}

/** Whether this key made the signature, with RSASSA-PKCS1-v1_5. A key of another kind has not. */
export function isSignedBy({ signingInput, signature }: Jwt, digest: string, key: KeyObject): boolean {
  if (key.asymmetricKeyType !== 'rsa') return false
  try {
    return verify(digest, Buffer.from(signingInput), key, signature)
  } catch {
    return false // numbers that make no key
  }
}
