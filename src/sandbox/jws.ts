import { createPublicKey, type KeyObject } from 'node:crypto'
import { compactVerify } from 'jose'
import type { Jwk } from './state.js'

export type JsonObject = Record<string, unknown>

/** A compact JWS in its parts, nothing of it verified. */
export interface Jws {
  header: JsonObject
  claims: JsonObject
  /** What the signature covers (RFC 7515 section 5.1). */
  signingInput: string
}

/** The algorithms Maskinporten takes (Digdir: JWT grant). */
export const ALGORITHMS = ['RS256', 'RS384', 'RS512']

/** Takes a compact JWS with a JSON object for a payload apart (RFC 7519 section 7.2), or gives undefined. */
export function readJws(text: string): Jws | undefined {
  const parts = text.split('.')
  const [header, claims] = parts.slice(0, 2).map((part) => readObject(part))
  if (parts.length !== 3 || !isBase64Url(parts[2] as string) || !header || !claims) return undefined
  return { header, claims, signingInput: `${parts[0]}.${parts[1]}` }
}

/** Whether the assertion is signed by this RSA key of at least 2048 bits, with an algorithm Maskinporten takes. */
export async function isSignedBy(assertion: string, key: KeyObject): Promise<boolean> {
  try {
    await compactVerify(assertion, key, { algorithms: ALGORITHMS })
    return true
  } catch {
    return false
  }
}

/** The public key of a JWK, or undefined where the JWK is none. */
export function publicKeyOf(jwk: Jwk): KeyObject | undefined {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    return undefined
  }
}

/** A JSON object and neither an array nor null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readObject(part: string): JsonObject | undefined {
  if (part === '' || !isBase64Url(part)) return undefined
  try {
    // A byte order mark is no part of JSON (RFC 8259 section 8.1), and is left where it is.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(part, 'base64url'),
    )
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isBase64Url(part: string): boolean {
  return /^[A-Za-z0-9_-]*$/.test(part) && part.length % 4 !== 1
}
