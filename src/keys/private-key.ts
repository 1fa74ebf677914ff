import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { type Element, INTEGER } from './der/element.js'
import { integer, octetString, oid, readFields } from './der/values.js'
import { rsaSpki } from './der/write.js'
import { beyondLimit, KeyFault, unreadable, unsupported } from './fault.js'
import { MAX_RSA_BITS, RSA_NUMBERS } from './rsa-numbers.js'

const RSA = '1.2.840.113549.1.1.1'
/** The other kinds of key that OpenSSL reads; an unknown kind is not damage. */
const KNOWN_KINDS = ['1.2.840.113549.1.1.10', '1.2.840.10045.2.1', '1.2.840.10040.4.1']
const EDWARDS = '1.3.101.'

/** A private key and its public half. */
export interface OpenedKey {
  readonly privateKey: KeyObject
  readonly spki: Buffer
}

/** Reads a private key in DER: PKCS#8, PKCS#1 or SEC 1. */
export function readPrivateKey(der: Buffer, type: 'pkcs8' | 'pkcs1' | 'sec1'): OpenedKey {
  if (type === 'pkcs8') return readPkcs8(der)
  return type === 'pkcs1' ? readPkcs1(der) : readNative(der, type)
}

function readPkcs8(der: Buffer): OpenedKey {
  const [, algorithm, key] = readFields(der)
  const kind = oid(algorithm?.children[0])
  if (kind === RSA) return readPkcs1(octetString(key))
  if (KNOWN_KINDS.includes(kind) || kind.startsWith(EDWARDS)) return readNative(der, 'pkcs8')
  throw unsupported(`holds a private key of kind ${kind}, which is not supported`)
}

/** OpenSSL's decoders take three times as long to find out that an RSA key is one. */
function readPkcs1(der: Buffer): OpenedKey {
  const [version, ...numbers] = readFields(der)
  if (integer(version) !== 0)
    throw unsupported('holds an RSA key of more than two primes, which is not supported')
  const octets = RSA_NUMBERS.map((_, i) => magnitude(numbers[i]))
  const jwk = Object.fromEntries(RSA_NUMBERS.map((name, i) => [name, octets[i]?.toString('base64url')]))
  const privateKey = toPrivateKey(() => createPrivateKey({ key: { kty: 'RSA', ...jwk }, format: 'jwk' }))
  return { privateKey, spki: rsaSpki(octets[0] as Buffer, octets[1] as Buffer) }
}

/** The octets of a number that is not negative, no leading zeros. */
function magnitude(element: Element | undefined): Buffer {
  if (element?.tag !== INTEGER) throw unreadable('holds a damaged private key')
  const { content } = element
  if (content.length > MAX_RSA_BITS / 8 + 1)
    throw beyondLimit(`holds a number of more than ${MAX_RSA_BITS} bits`)
  const first = content.findIndex((octet) => octet !== 0)
  return first < 0 ? Buffer.alloc(1) : content.subarray(first)
}

function readNative(der: Buffer, type: 'pkcs8' | 'sec1'): OpenedKey {
  return withPublicKey(toPrivateKey(() => createPrivateKey({ key: der, format: 'der', type })))
}

/** Has node:crypto make a key; its refusal means damage. */
export function toPrivateKey(make: () => KeyObject): KeyObject {
  try {
    return make()
  } catch (error) {
    throw error instanceof KeyFault ? error : unreadable('holds a damaged private key', error)
  }
}

/** Adds the public half to a private key. */
export function withPublicKey(privateKey: KeyObject): OpenedKey {
  return { privateKey, spki: createPublicKey(privateKey).export({ format: 'der', type: 'spki' }) }
}
