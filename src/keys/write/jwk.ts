import { createHash, type KeyObject } from 'node:crypto'

/** The numbers of an RSA key, named as a JWK names them (RFC 7518 section 6.3). */
const PUBLIC_NUMBERS = ['n', 'e'] as const
const PRIVATE_NUMBERS = [...PUBLIC_NUMBERS, 'd', 'p', 'q', 'dp', 'dq', 'qi'] as const

/** What stands in a key's JWK beside its numbers. */
export interface JwkFacts {
  readonly kid: string
  readonly alg: string
}

/** The public half of an RSA key, as Digdir's self-service API takes it: of the private numbers, none. */
export function publicJwk(privateKey: KeyObject, facts: JwkFacts): Record<string, string> {
  return jwk(privateKey, facts, PUBLIC_NUMBERS)
}

/** A whole RSA key as a JWK. */
export function privateJwk(privateKey: KeyObject, facts: JwkFacts): Record<string, string> {
  return jwk(privateKey, facts, PRIVATE_NUMBERS)
}

/** A name that a key has by itself, the same wherever it is worked out (RFC 7638). */
export function thumbprint(privateKey: KeyObject): string {
  const { e, kty, n } = privateKey.export({ format: 'jwk' })
  return createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url')
}

function jwk(
  privateKey: KeyObject,
  { kid, alg }: JwkFacts,
  names: readonly (typeof PRIVATE_NUMBERS)[number][],
) {
  const exported = privateKey.export({ format: 'jwk' })
  const numbers = names.map((name) => [name, exported[name] ?? ''] as const)
  return { kty: 'RSA', use: 'sig', alg, kid, ...Object.fromEntries(numbers) }
}
