import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import type { MpError } from '../errors.js'
import { rsaSpki } from './der/write.js'
import { beyondLimit, noPrivateKey, ownFault, unreadable, unsupported } from './fault.js'
import { type OpenedKey, toPrivateKey, withPublicKey } from './private-key.js'
import { isSound, number, octets, RSA_NUMBERS, type RsaNumbers, rsaNumbers } from './rsa-numbers.js'
import type { Certificate, Entry, Keystore } from './signing-key.js'

type Jwk = Readonly<Record<string, unknown>>

const MAX_KEYS = 100
/** RFC 7518 section 4.1: algorithms that only wrap another key. */
const ENCRYPTION = /^(RSA-OAEP|RSA1_5|ECDH-ES)/

/** Reads a JWK (RFC 7517 section 4) or a set of them (section 5). */
export async function readJwks(text: string): Promise<Keystore> {
  const json = parse(text)
  if (isObject(json) && typeof json.kty === 'string') {
    return { format: 'jwk', entries: await readEntries([json]) }
  }
  const keys = isObject(json) ? json.keys : json
  if (!Array.isArray(keys) || !keys.every(isJwk))
    throw unreadable('is JSON, and neither a JWK nor a set of them')
  return { format: 'jwks', entries: await readEntries(keys) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw unreadable('looks like JSON and is malformed') // the parser's own words would quote the key
  }
}

function isObject(value: unknown): value is Jwk {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isJwk(value: unknown): value is Jwk {
  return isObject(value) && typeof value.kty === 'string'
}

async function readEntries(jwks: readonly Jwk[]): Promise<Entry[]> {
  if (jwks.length > MAX_KEYS) throw beyondLimit(`holds more than ${MAX_KEYS} keys`)
  const entries: Entry[] = []
  for (const [i, jwk] of jwks.entries()) {
    if (jwk.kty === 'oct' || jwk.d !== undefined) entries.push(await readEntry(jwk, `${i + 1}`))
  }
  if (entries.length === 0) throw noPrivateKey(jwks.length === 1 ? 'is a public key' : 'holds no private key')
  return entries
}

async function readEntry(jwk: Jwk, number: string): Promise<Entry> {
  const kid = typeof jwk.kid === 'string' && jwk.kid !== '' ? { kid: jwk.kid } : {}
  const entry = { alias: kid.kid ?? number, ...kid, ...readUse(jwk) }
  if (jwk.kty === 'oct') return { ...entry, type: 'secret-key', certificates: [] }
  const opened = await open(jwk)
  const certificates = await readCertificates(jwk.x5c, 'spki' in opened ? opened.spki : undefined)
  return {
    ...entry,
    type: 'private-key',
    ...opened,
    certificates,
    ...(jwk.kty === 'RSA' && { checked: true }),
  }
}

function readUse({ use, alg }: Jwk): { use?: string } {
  if (typeof use === 'string') return { use }
  return typeof alg === 'string' && ENCRYPTION.test(alg) ? { use: 'enc' } : {}
}

/** The key, or its own fault: others in the set may be sound. */
async function open(jwk: Jwk): Promise<OpenedKey | { fault: MpError }> {
  try {
    return jwk.kty === 'RSA' ? await openRsa(jwk) : withPublicKey(toKeyObject(jwk))
  } catch (error) {
    return { fault: ownFault(error) }
  }
}

/** An RSA key, its numbers checked against each other; those it lacks are worked out. */
async function openRsa(jwk: Jwk): Promise<OpenedKey> {
  const given = rsaNumbers(jwk)
  const numbers = given ?? (await completed(jwk))
  if (!isSound(numbers)) throw unreadable('holds an RSA key whose numbers do not agree')
  const whole = RSA_NUMBERS.map((name) => [
    name,
    given ? jwk[name] : octets(numbers[name]).toString('base64url'),
  ])
  const privateKey = toKeyObject({ kty: 'RSA', ...Object.fromEntries(whole) })
  return { privateKey, spki: rsaSpki(octets(numbers.n), octets(numbers.e)) }
}

function toKeyObject(jwk: Jwk): KeyObject {
  if (jwk.kty !== 'RSA' && jwk.kty !== 'EC' && jwk.kty !== 'OKP') {
    throw unsupported(`holds a private key of kind ${jwk.kty}, which is not supported`)
  }
  return toPrivateKey(() => createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' }))
}

async function completed(jwk: Jwk): Promise<RsaNumbers> {
  const { withExponents, withFactors } = await import('./rsa-factors.js')
  const [n, e, d, p, q] = [jwk.n, jwk.e, jwk.d, jwk.p, jwk.q].map(number)
  if (n === undefined || e === undefined || d === undefined)
    throw unreadable('holds an RSA key without n, e or d')
  return p === undefined || q === undefined ? withFactors(n, e, d) : withExponents({ n, e, d, p, q })
}

/** Most JWKs have none: what reads certificates is loaded for those that do. */
async function readCertificates(x5c: unknown, spki: Uint8Array | undefined): Promise<readonly Certificate[]> {
  if (!Array.isArray(x5c)) return []
  return (await import('./jwk-chain.js')).readJwkChain(x5c, spki)
}
