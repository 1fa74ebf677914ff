import { BIT_STRING, INTEGER, SEQUENCE } from './element.js'

/** The AlgorithmIdentifier of RSA, its parameters NULL. */
const RSA_ENCRYPTION = Buffer.from('300d06092a864886f70d0101010500', 'hex')

/** The SubjectPublicKeyInfo of an RSA key (RFC 3279 section 2.3.1), its numbers as positive integers without leading zeros. */
export function rsaSpki(n: Buffer, e: Buffer): Buffer {
  const key = tagged(SEQUENCE, unsigned(n), unsigned(e))
  return tagged(SEQUENCE, RSA_ENCRYPTION, tagged(BIT_STRING, Buffer.alloc(1), key))
}

function unsigned(number: Buffer): Buffer {
  const isNegative = ((number[0] ?? 0) & 0x80) !== 0
  return tagged(INTEGER, isNegative ? Buffer.alloc(1) : Buffer.alloc(0), number)
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag, ...lengthOctets(content.length)]), content])
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length]
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
}
