import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { Host } from '../host.js'
import { privateJwk, thumbprint } from '../keys/write/jwk.js'
import { writePem } from '../keys/write/pem.js'

/** The key that a person wants. */
export interface KeyWish {
  format: 'jwk' | 'pem'
  bits: number
  /** Undefined: one that no other key has. */
  kid?: string
}

/** A new key: the text of its file, and the id to register it under. */
export interface GeneratedKey {
  kid: string
  text: string
}

const generate = promisify(generateKeyPair)

/** Makes an RSA key. A PEM file holds no kid: there it is the key's thumbprint, which can be worked out again. */
export async function generateKey(
  { format, bits, kid }: KeyWish,
  { now, newId }: Pick<Host, 'now' | 'newId'>,
): Promise<GeneratedKey> {
  const { privateKey } = await generate('rsa', { modulusLength: bits })
  if (format === 'pem') return { kid: kid ?? thumbprint(privateKey), text: await writePem(privateKey, []) }
  const named = kid ?? uniqueKid(now(), newId())
  const jwk = privateJwk(privateKey, { kid: named, alg: 'RS256' })
  return { kid: named, text: `${JSON.stringify(jwk, null, 2)}\n` }
}

/** Digdir wants kids that no one else has: a date for people, and a UUID. */
function uniqueKid(now: number, id: string): string {
  return `mp-${new Date(now * 1000).toISOString().slice(0, 10)}-${id}`
}
