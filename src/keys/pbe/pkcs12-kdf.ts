import { hash } from 'node:crypto'
import { rehash } from './rehash.js'

/** What a derived value is for (RFC 7292 appendix B.3). */
export type Purpose = typeof FOR_KEY | typeof FOR_IV | typeof FOR_MAC
export const FOR_KEY = 1
export const FOR_IV = 2
export const FOR_MAC = 3

/** The octets a hash takes at a time, for those where it is not 64. */
const BLOCK_LENGTHS: Readonly<Record<string, number>> = {
  sha384: 128,
  sha512: 128,
  'sha512-224': 128,
  'sha512-256': 128,
  'sha3-224': 144,
  'sha3-256': 136,
  'sha3-384': 104,
  'sha3-512': 72,
}

/** What a derivation starts from; `password` is in PKCS#12's own encoding. */
export interface Pkcs12Derivation {
  readonly algorithm: string
  readonly password: Buffer
  readonly salt: Buffer
  readonly rounds: number
}

/** Derives `length` octets from a password (RFC 7292 appendix B.2). */
export function derivePkcs12(from: Pkcs12Derivation, purpose: Purpose, length: number): Buffer {
  const block = BLOCK_LENGTHS[from.algorithm] ?? 64
  const diversifier = Buffer.alloc(block, purpose)
  const input = Buffer.concat([filled(from.salt, block), filled(from.password, block)])
  const derived: Buffer[] = []
  for (let have = 0; have < length; have += (derived.at(-1) as Buffer).length) {
    if (have > 0) addToEach(input, block, derived.at(-1) as Buffer)
    const first = hash(from.algorithm, Buffer.concat([diversifier, input]), 'buffer')
    derived.push(rehash(from.algorithm, first, from.rounds - 1))
  }
  return Buffer.concat(derived).subarray(0, length)
}

/** `source` over and over, up to whole blocks. */
function filled(source: Buffer, block: number): Buffer {
  return source.length === 0 ? source : Buffer.alloc(Math.ceil(source.length / block) * block, source)
}

/** Adds the digest, repeated to a block, plus one to every block of the input. */
function addToEach(input: Buffer, block: number, digest: Buffer): void {
  const addend = Buffer.alloc(block, digest)
  for (let start = 0; start < input.length; start += block) {
    let carry = 1
    for (let i = block - 1; i >= 0; i--) {
      const sum = (input[start + i] as number) + (addend[i] as number) + carry
      input[start + i] = sum
      carry = sum >>> 8
    }
  }
}
