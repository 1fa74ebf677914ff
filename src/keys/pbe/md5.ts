// MD5 (RFC 1321) for the four hundred thousand rounds of a JCEKS key; see sha256.ts.
import { hash } from 'node:crypto'

const WORDS = 4
const BLOCK = 64
/** What a block holds beside a digest, the closing bit and the length. */
const MAX_SUFFIX = BLOCK - WORDS * 4 - 9
/** RFC 1321 section 3.4: the sines of whole numbers. */
const K = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32))
const X = new Int32Array(16)

/** Hashes `start` and `suffix`, and then the digest and `suffix` again, `rounds` times in all. */
export function rehashMd5(start: Buffer, suffix: Buffer, rounds: number): Buffer {
  let digest = hash('md5', Buffer.concat([start, suffix]), 'buffer')
  if (suffix.length <= MAX_SUFFIX) return rehashBlock(digest, suffix, rounds - 1)
  for (let i = 1; i < rounds; i++) digest = hash('md5', Buffer.concat([digest, suffix]), 'buffer')
  return digest
}

function rehashBlock(digest: Buffer, suffix: Buffer, rounds: number): Buffer {
  const block = Buffer.alloc(BLOCK)
  const length = digest.copy(block) + suffix.copy(block, digest.length)
  block[length] = 0x80
  block.writeUInt32LE(length * 8, BLOCK - 8)
  for (let i = 0; i < X.length; i++) X[i] = block.readInt32LE(i * 4)
  for (let i = 0; i < rounds; i++) hashBlock()
  const out = Buffer.alloc(WORDS * 4)
  for (let i = 0; i < WORDS; i++) out.writeInt32LE(X[i] as number, i * 4)
  return out
}

function hashBlock(): void {
  let a = 0x67452301
  let b = 0xefcdab89 | 0
  let c = 0x98badcfe | 0
  let d = 0x10325476
  for (let t = 0; t < 16; t += 4) {
    a = (b + rotated(a + (d ^ (b & (c ^ d))) + (K[t] as number) + (X[t] as number), 7)) | 0
    d = (a + rotated(d + (c ^ (a & (b ^ c))) + (K[t + 1] as number) + (X[t + 1] as number), 12)) | 0
    c = (d + rotated(c + (b ^ (d & (a ^ b))) + (K[t + 2] as number) + (X[t + 2] as number), 17)) | 0
    b = (c + rotated(b + (a ^ (c & (d ^ a))) + (K[t + 3] as number) + (X[t + 3] as number), 22)) | 0
  }
  for (let t = 16; t < 32; t += 4) {
    const x = 5 * t
    a = (b + rotated(a + (c ^ (d & (b ^ c))) + (K[t] as number) + (X[(x + 1) & 15] as number), 5)) | 0
    d = (a + rotated(d + (b ^ (c & (a ^ b))) + (K[t + 1] as number) + (X[(x + 6) & 15] as number), 9)) | 0
    c = (d + rotated(c + (a ^ (b & (d ^ a))) + (K[t + 2] as number) + (X[(x + 11) & 15] as number), 14)) | 0
    b = (c + rotated(b + (d ^ (a & (c ^ d))) + (K[t + 3] as number) + (X[x & 15] as number), 20)) | 0
  }
  for (let t = 32; t < 48; t += 4) {
    const x = 3 * t
    a = (b + rotated(a + (b ^ c ^ d) + (K[t] as number) + (X[(x + 5) & 15] as number), 4)) | 0
    d = (a + rotated(d + (a ^ b ^ c) + (K[t + 1] as number) + (X[(x + 8) & 15] as number), 11)) | 0
    c = (d + rotated(c + (d ^ a ^ b) + (K[t + 2] as number) + (X[(x + 11) & 15] as number), 16)) | 0
    b = (c + rotated(b + (c ^ d ^ a) + (K[t + 3] as number) + (X[(x + 14) & 15] as number), 23)) | 0
  }
  for (let t = 48; t < 64; t += 4) {
    const x = 7 * t
    a = (b + rotated(a + (c ^ (b | ~d)) + (K[t] as number) + (X[x & 15] as number), 6)) | 0
    d = (a + rotated(d + (b ^ (a | ~c)) + (K[t + 1] as number) + (X[(x + 7) & 15] as number), 10)) | 0
    c = (d + rotated(c + (a ^ (d | ~b)) + (K[t + 2] as number) + (X[(x + 14) & 15] as number), 15)) | 0
    b = (c + rotated(b + (d ^ (c | ~a)) + (K[t + 3] as number) + (X[(x + 5) & 15] as number), 21)) | 0
  }
  X[0] = a + 0x67452301
  X[1] = b + 0xefcdab89
  X[2] = c + 0x98badcfe
  X[3] = d + 0x10325476
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}
