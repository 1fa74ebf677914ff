import type { JsonWebKey } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { readX5c } from '../certificates.js'
import { ALGORITHMS, isObject, type JsonObject, publicKeyOf } from '../jws.js'
import type { Jwk, RegisteredKey } from '../state.js'
import { complain } from './complaint.js'

/** The name of a set of keys in errors. */
export const KEYS = 'jwks'

/** How many keys a client may have (Digdir: self-service API). */
export const MOST_KEYS = 5
/** Seconds that a key may live from when it is posted: a year (Digdir: self-service API). */
export const KEY_LIFE = 365 * 24 * 60 * 60
const LEAST_BITS = 2048
/** What only the owner of a key may have (RFC 7518 sections 6.3.2 and 6.4.1). */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** What a key must be, in the order it is asked about. */
const RULES: readonly [field: string, words: string, holds: (key: JsonObject, now: number) => boolean][] = [
  [
    'kid',
    'kid must be letters, digits and ._-',
    ({ kid }) => typeof kid === 'string' && /^[A-Za-z0-9._-]+$/.test(kid),
  ],
  ['kty', 'kty must be RSA', ({ kty }) => kty === 'RSA'],
  ['use', 'use must be sig', ({ use }) => use === 'sig'],
  ['alg', `alg must be one of ${ALGORITHMS.join(', ')}`, ({ alg }) => ALGORITHMS.includes(alg as string)],
  ['n', `n and e must be an RSA key of at least ${LEAST_BITS} bits`, isStrong],
  ['exp', 'exp must be in whole seconds, at most a year ahead', isWithinYear],
  ['x5c', 'x5c must be certificates, the first of this key', isCertified],
]

/** The keys of a body as they are kept; one without an end ends in a year. Complains with 400. */
export function readKeys(body: JsonObject, now: number): RegisteredKey[] {
  const { keys } = body
  if (hasPrivatePart(body)) refusePrivate()
  if (!Array.isArray(keys) || !keys.every(isObject))
    complain(400, KEYS, 'keys must be a list of JWKs', 'keys')
  if (keys.some(hasPrivatePart)) refusePrivate()
  if (keys.length === 0) complain(400, KEYS, 'keys is empty; DELETE takes all keys away', 'keys')
  if (keys.length > MOST_KEYS) complain(400, KEYS, `keys holds more than ${MOST_KEYS}`, 'keys')
  const broken = keys.flatMap((key) => RULES.filter(([, , holds]) => !holds(key, now)))[0]
  if (broken) complain(400, KEYS, broken[1], broken[0])
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) complain(400, KEYS, 'kid must be unique', 'kid')
  return keys.map((key) => kept(key, now))
}

function hasPrivatePart(key: JsonObject): boolean {
  return PRIVATE.some((part) => Object.hasOwn(key, part))
}

function refusePrivate(): never {
  complain(
    400,
    KEYS,
    'a private key does not belong here: keep it, and take it out of use if others have seen it',
    'keys',
  )
}

function kept(key: JsonObject, now: number): RegisteredKey {
  const { kid, kty, use, alg, n, e, exp, x5c } = key as RegisteredKey
  return { kid, kty, use, alg, n, e, exp: exp ?? now + KEY_LIFE, ...(x5c !== undefined && { x5c }) }
}

function isStrong({ kty, n, e }: JsonObject): boolean {
  const { modulusLength = 0, publicExponent = 0n } =
    publicKeyOf({ kty, n, e } as Jwk)?.asymmetricKeyDetails ?? {}
  return modulusLength >= LEAST_BITS && publicExponent > 1n
}

function isWithinYear({ exp }: JsonObject, now: number): boolean {
  if (exp === undefined) return true
  return Number.isSafeInteger(exp) && (exp as number) > 0 && (exp as number) <= now + KEY_LIFE
}

function isCertified({ kty, n, e, x5c }: JsonObject): boolean {
  return x5c === undefined || isDeepStrictEqual(certifiedKey(x5c), { kty, n, e })
}

function certifiedKey(x5c: unknown): JsonWebKey | undefined {
  try {
    return readX5c(x5c)?.[0]?.publicKey.export({ format: 'jwk' })
  } catch {
    return undefined // a certificate for a kind of key that OpenSSL does not know
  }
}
