import { readCertificate } from './certificate.js'
import { orderChain } from './chain.js'
import { isSameKey } from './public-key.js'
import type { Certificate } from './signing-key.js'

/** The certificates of a JWK's `x5c` (RFC 7517 section 4.7), leaf first whatever their order. */
export function readJwkChain(x5c: readonly unknown[], spki: Uint8Array | undefined): Certificate[] {
  const pool = x5c.map((text) => readCertificate(Buffer.from(String(text), 'base64')))
  const leaf = pool.find((one) => spki !== undefined && isSameKey(one.spki, spki)) ?? pool[0]
  return leaf === undefined ? [] : orderChain(leaf, pool)
}
