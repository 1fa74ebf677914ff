import { type KeyObject, sign } from 'node:crypto'

const DIGESTS: Record<string, string> = { RS256: 'sha256', RS384: 'sha384', RS512: 'sha512' }

/** JSON as one part of a JWS. */
export function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** A compact JWS over whatever is given: made by hand, so that it may be as wrong as a test wants it. */
export function signJws(header: Record<string, unknown>, claims: unknown, key: KeyObject): string {
  const input = `${part(header)}.${part(claims)}`
  const digest = DIGESTS[`${header.alg}`] ?? 'sha256'
  return `${input}.${sign(digest, Buffer.from(input), key).toString('base64url')}`
}

/** The DER of a PEM certificate, as x5c wants it. */
export function toX5c(pem: string): string {
  return pem.replace(/-----[A-Z ]+-----|\s/g, '')
}
