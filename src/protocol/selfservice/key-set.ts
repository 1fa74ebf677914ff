import { MpError } from '../../errors.js'
import { printable } from '../../printable.js'
import { ALGORITHMS } from '../grant-limits.js'
import { isObject, type JsonObject } from '../json-body.js'
import { readId } from './identifiers.js'
import { readObject, senseless } from './read-object.js'
import type { SelfserviceRequest } from './request.js'

/** As many as Digdir keeps for a client (self-service API, JWKS). */
export const MAX_KEYS = 5

/** A client's registered keys, as the API gives and takes them: always the whole set. */
export type KeySet = JsonObject & { keys: JsonObject[] }

/** Reads a key set; an object with nothing in it is one. Throws `MP_RESPONSE_MALFORMED`: a set read wrongly would be written wrongly. */
export function readKeySet(request: SelfserviceRequest, answer: unknown): KeySet {
  const set = readObject(request, answer)
  const keys = Object.keys(set).length === 0 ? [] : set.keys
  if (Array.isArray(keys) && keys.every(isObject)) return { ...set, keys }
  throw senseless(request, 'something without a list of keys')
}

/**
 * The public part of an RSA key as Digdir takes it (self-service API, JWKS): these members and no others, so that no private
 * one comes along. Throws `MP_USAGE` for a kid, and `MP_KEY_UNSUPPORTED` for a key, that Digdir does not take.
 */
export function toRegisteredKey(jwk: JsonObject): JsonObject {
  const { kty, n, e, alg = 'RS256', use = 'sig', exp, x5c } = jwk
  const kid = readId(typeof jwk.kid === 'string' ? jwk.kid : '', 'kid')
  if (kty !== 'RSA' || typeof n !== 'string' || typeof e !== 'string')
    throw unsupported(kid, 'is not an RSA key')
  if (use !== 'sig') throw unsupported(kid, 'is not for signatures')
  const known = ALGORITHMS.find((name) => name === alg)
  if (known === undefined) throw unsupported(kid, `is for another algorithm than ${ALGORITHMS.join(', ')}`)
  const optional = { ...(typeof exp === 'number' && { exp }), ...(isTexts(x5c) && { x5c }) }
  return { kty, use: 'sig', alg: known, kid, n, e, ...optional }
}

/**
 * The set with the key in it. The same key of the same kid takes its old place and gets a new expiry. Throws
 * `MP_KEY_KID_TAKEN` where the kid is another key's, and `MP_KEY_ROOM` where there are five already.
 */
export function withKey<T extends KeySet>(set: T, key: JsonObject, client: string): T {
  const old = set.keys.find(({ kid }) => kid === key.kid)
  if (old === undefined) {
    if (set.keys.length >= MAX_KEYS) throw noRoom(set.keys, client)
    return { ...set, keys: [...set.keys, key] }
  }
  if (!isSameKey(old, key))
    throw new MpError('MP_KEY_KID_TAKEN', `kid "${key.kid}" is another key's at client "${client}"`)
  const { exp: _, ...kept } = old
  return { ...set, keys: set.keys.map((one) => (one === old ? { ...kept, ...key } : one)) }
}

/** The set without the key of that kid. Throws `MP_NOT_FOUND`, which names those that there are. */
export function withoutKey<T extends KeySet>(set: T, kid: string, client: string): T {
  const keys = set.keys.filter((key) => key.kid !== kid)
  if (keys.length < set.keys.length) return { ...set, keys }
  const there = set.keys.length === 0 ? 'it has none' : `it has ${kidsOf(set.keys)}`
  throw new MpError('MP_NOT_FOUND', `client "${client}" has no key "${printable(kid)}": ${there}`)
}

/** Which keys there are, and nothing that the API adds to them: two sets of the same keys have the same view. */
export function viewKeys({ keys }: JsonObject): JsonObject {
  const list = Array.isArray(keys) ? keys.filter(isObject) : []
  return { keys: list.map(({ kid, n, e }) => ({ kid, n: number(n), e: number(e) })) }
}

function isSameKey(one: JsonObject, other: JsonObject): boolean {
  return one.kty === other.kty && number(one.n) === number(other.n) && number(one.e) === number(other.e)
}

/** A number however it was encoded: padded, in plain base64, with leading zeros. */
function number(encoded: unknown): string | undefined {
  if (typeof encoded !== 'string') return undefined
  return Buffer.from(encoded, 'base64')
    .toString('hex')
    .replace(/^(00)+/, '')
}

function noRoom(keys: readonly JsonObject[], client: string): MpError {
  const expiring = keys.filter(({ exp }) => typeof exp === 'number')
  const [first] = expiring.sort((one, other) => Number(one.exp) - Number(other.exp))
  const soonest = first === undefined ? '' : `; ${kidsOf([first])} expires first`
  return new MpError(
    'MP_KEY_ROOM',
    `client "${client}" has ${keys.length} keys, and ${MAX_KEYS} is all: ${kidsOf(keys)}${soonest}`,
  )
}

function kidsOf(keys: readonly JsonObject[]): string {
  return keys.map(({ kid }) => `"${printable(String(kid))}"`).join(', ')
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string')
}

function unsupported(kid: string, what: string): MpError {
  return new MpError('MP_KEY_UNSUPPORTED', `key "${kid}" ${what}`)
}
