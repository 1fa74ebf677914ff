import { createPublicKey, type JsonWebKey, type KeyObject, X509Certificate } from 'node:crypto'
import { hasPem, type PemBlock, readBlocks } from './pem-blocks.js'
import { fromBase64, plainText } from './plain-text.js'

/** A public key that a file holds, under the name that the file gives it. */
export interface PublicKey {
  readonly key: KeyObject
  readonly kid?: string
  /** A JWK's `use`, when it says one. */
  readonly use?: string
}

/**
 * The public keys of a file that has no private one: JWK, JWKS, PEM or DER, or base64 of these; of a chain of certificates
 * the leaf's. Whatever else the file is, it has none.
 */
export function readPublicKeys(bytes: Uint8Array): PublicKey[] {
  const octets = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = plainText(octets)?.trim()
  if (text === undefined) return fromDer(octets)
  if (/^[{[]/.test(text)) return fromJson(text)
  if (hasPem(text)) return fromPem(text)
  const unwrapped = fromBase64(text)
  return unwrapped === undefined || unwrapped.length === 0 ? [] : readPublicKeysOnce(unwrapped)
}

/** What base64 stood for; it is not taken apart a second time. */
function readPublicKeysOnce(octets: Buffer): PublicKey[] {
  const text = plainText(octets)?.trim()
  if (text === undefined) return fromDer(octets)
  return /^[{[]/.test(text) ? fromJson(text) : hasPem(text) ? fromPem(text) : []
}

function fromJson(text: string): PublicKey[] {
  const json = attempt(() => JSON.parse(text) as unknown)
  const list = isRecord(json) && Array.isArray(json.keys) ? json.keys : Array.isArray(json) ? json : [json]
  return list.filter(isRecord).flatMap(fromJwk)
}

function fromJwk(jwk: Record<string, unknown>): PublicKey[] {
  const { kid, use } = jwk
  const key = attempt(() => createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }))
  if (key === undefined) return []
  return [
    { key, ...(typeof kid === 'string' && kid !== '' && { kid }), ...(typeof use === 'string' && { use }) },
  ]
}

function fromPem(text: string): PublicKey[] {
  const blocks = attempt(() => readBlocks(text)) ?? []
  const bare = blocks.flatMap(({ label, der }) => keyIn(der, TYPES[label]))
  return bare.length > 0 ? bare : leafKeys(blocks)
}

const TYPES: Readonly<Record<string, 'spki' | 'pkcs1'>> = { 'PUBLIC KEY': 'spki', 'RSA PUBLIC KEY': 'pkcs1' }

function leafKeys(blocks: readonly PemBlock[]): PublicKey[] {
  const certificates = blocks.flatMap(({ der }) => attempt(() => new X509Certificate(der)) ?? [])
  const isIssuer = (one: X509Certificate) => certificates.some((it) => it !== one && it.checkIssued(one))
  return certificates.filter((one) => !isIssuer(one)).map(({ publicKey: key }) => ({ key }))
}

function fromDer(der: Buffer): PublicKey[] {
  const certificate = attempt(() => new X509Certificate(der))
  if (certificate) return [{ key: certificate.publicKey }]
  const [key = []] = [keyIn(der, 'spki'), keyIn(der, 'pkcs1')].filter((keys) => keys.length > 0)
  return key
}

function keyIn(der: Buffer, type: 'spki' | 'pkcs1' | undefined): PublicKey[] {
  const key = type && attempt(() => createPublicKey({ key: der, format: 'der', type }))
  return key ? [{ key }] : []
}

/** What a parser makes of it, or nothing where it makes nothing of it. */
function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse()
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
