import { createDecipheriv, getCipherInfo } from 'node:crypto'
import { type Element, INTEGER } from '../der/element.js'
import { fields, integer, octetString, oid } from '../der/values.js'
import { unsupported } from '../fault.js'

/** Decrypts; throws where the padding shows that the key is not the one. */
export type Decrypt = (key: Buffer, iv: Buffer, data: Buffer) => Buffer | Promise<Buffer>

/** A cipher with its initialization vector read. */
export interface Cipher {
  readonly keyLength: number
  readonly iv: Buffer
  readonly decrypt: Decrypt
}

const AES = '2.16.840.1.101.3.4.1.'
const CAMELLIA = '1.2.392.200011.61.1.1.1.'
const DES_EDE3_CBC = '1.2.840.113549.3.7'
const DES_CBC = '1.3.14.3.2.7'
const RC2_CBC = '1.2.840.113549.3.2'

const CIPHERS: Readonly<Record<string, readonly [name: string, keyLength: number]>> = {
  [`${AES}2`]: ['aes-128-cbc', 16],
  [`${AES}22`]: ['aes-192-cbc', 24],
  [`${AES}42`]: ['aes-256-cbc', 32],
  [DES_EDE3_CBC]: ['des-ede3-cbc', 24],
  [`${CAMELLIA}2`]: ['camellia-128-cbc', 16],
  [`${CAMELLIA}3`]: ['camellia-192-cbc', 24],
  [`${CAMELLIA}4`]: ['camellia-256-cbc', 32],
}
/** RC2's effective key length in bits, by the number that stands for it (RFC 2268 section 6). */
const RC2_BITS: Readonly<Record<number, number>> = { 160: 40, 120: 64, 58: 128 }

/** The cipher that a PBES2 AlgorithmIdentifier names. */
export function readCipher(algorithm: Element | undefined): Cipher {
  const [type, parameters] = fields(algorithm)
  const name = oid(type)
  if (name === RC2_CBC) return readRc2(parameters)
  if (name === DES_CBC) return { keyLength: 8, iv: octetString(parameters), decrypt: decryptDes }
  const [cipher, keyLength] = CIPHERS[name] ?? []
  if (cipher === undefined || keyLength === undefined || !isPresent(cipher)) {
    throw unsupported(`is encrypted with cipher ${name}, which is not supported`)
  }
  return { keyLength, iv: octetString(parameters), decrypt: cbc(cipher) }
}

/** One of node:crypto's ciphers in CBC mode, with the padding of PKCS#5. */
export function cbc(cipher: string): Decrypt {
  return (key, iv, data) => {
    const decipher = createDecipheriv(cipher, key, iv)
    return Buffer.concat([decipher.update(data), decipher.final()])
  }
}

/** Single DES, which OpenSSL 3 has put away, is triple DES with one key three times. */
export function decryptDes(key: Buffer, iv: Buffer, data: Buffer): Buffer | Promise<Buffer> {
  return cbc('des-ede3-cbc')(Buffer.concat([key, key, key]), iv, data)
}

/** RC2 of this strength, which OpenSSL 3 has put away too. */
export function rc2(effectiveBits: number): Decrypt {
  return async (key, iv, data) => (await import('./rc2.js')).decryptRc2(key, effectiveBits, iv, data)
}

/** RC2-CBC of PBES2 (RFC 8018 appendix B.2.3). */
function readRc2(parameters: Element | undefined): Cipher {
  const [version, iv] = fields(parameters)
  const bits = RC2_BITS[version?.tag === INTEGER ? integer(version) : -1]
  if (bits === undefined) {
    throw unsupported('is encrypted with RC2 of an unusual strength, which is not supported')
  }
  return { keyLength: bits / 8, iv: octetString(iv), decrypt: rc2(bits) }
}

function isPresent(cipher: string): boolean {
  return cipher.startsWith('aes') || getCipherInfo(cipher) !== undefined
}
