import { beyondLimit } from './fault.js'

/** The eight numbers of an RSA private key, named as a JWK names them (RFC 7518 section 6.3). */
export interface RsaNumbers {
  readonly n: bigint
  readonly e: bigint
  readonly d: bigint
  readonly p: bigint
  readonly q: bigint
  readonly dp: bigint
  readonly dq: bigint
  readonly qi: bigint
}

/** The names in the order of RFC 8017 appendix A.1.2. */
export const RSA_NUMBERS = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] as const

/** Nobody makes longer ones, and arithmetic on them would block. */
export const MAX_RSA_BITS = 16_384

/** Do the numbers make one key? OpenSSL signs with a damaged one, and the signature then holds under no one's. */
export function isSound({ n, e, d, p, q, dp, dq, qi }: RsaNumbers): boolean {
  if (p < 3n || q < 3n || e < 3n || d < 3n || p * q !== n) return false
  const agrees = (exponent: bigint, prime: bigint) =>
    (e * d) % (prime - 1n) === 1n && exponent === d % (prime - 1n)
  return agrees(dp, p) && agrees(dq, q) && (q * qi) % p === 1n
}

/** The numbers in base64url of a JWK; undefined if one is missing. */
export function rsaNumbers(jwk: Readonly<Record<string, unknown>>): RsaNumbers | undefined {
  const [n, e, d, p, q, dp, dq, qi] = RSA_NUMBERS.map((name) => number(jwk[name]))
  if (n === undefined || e === undefined || d === undefined || p === undefined || q === undefined)
    return undefined
  if (dp === undefined || dq === undefined || qi === undefined) return undefined
  return { n, e, d, p, q, dp, dq, qi }
}

/** A number in base64url, also with padding or in plain base64. */
export function number(encoded: unknown): bigint | undefined {
  if (typeof encoded !== 'string' || encoded === '') return undefined
  if (encoded.length > MAX_RSA_BITS / 4) throw beyondLimit(`holds a number of more than ${MAX_RSA_BITS} bits`)
  return BigInt(`0x${Buffer.from(encoded, 'base64').toString('hex') || '0'}`)
}

/** A number's octets as a JWK holds them: the highest first, no leading zeros. */
export function octets(value: bigint): Buffer {
  const hex = value.toString(16)
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
}
