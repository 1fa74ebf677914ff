// One block, hashed in place: several times as fast as a call into node:crypto for each round, once it is warm. And a short
// text is hashed before node:crypto would have been loaded.
import { digestIn, layDigest } from './keys/pbe/block.js'

/** FIPS 180-4 section 4.2.2. */
const K = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
])
/** FIPS 180-4 section 5.3.3. */
const START = new Int32Array([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
])
const WORDS = 8
const BLOCK = 64
/** The message: a digest, the closing bit and the length; from word 16 on, what is expanded from it. */
const W = new Int32Array(64)

/** Hashes a SHA-256 digest again, `rounds` times over (FIPS 180-4 section 6.2.2). */
export function rehashSha256(digest: Buffer, rounds: number): Buffer {
  layDigest(W, digest, WORDS)
  for (let i = 0; i < rounds; i++) hashBlock(START, W)
  return digestIn(W, WORDS)
}

/** The SHA-256 digest of a text's UTF-8 bytes, in hexadecimal. */
export function sha256(text: string): string {
  const message = padded(Buffer.from(text))
  const state = START.slice()
  for (let offset = 0; offset < message.length; offset += BLOCK) {
    layWords(message, offset)
    hashBlock(state, state)
  }
  return digestIn(state, WORDS).toString('hex')
}

/** Byte by byte: Buffer's own reading of numbers takes longer than the hashing, the first times. */
function layWords(message: Uint8Array, offset: number): void {
  for (let i = 0, at = offset; i < 16; i++, at += 4) {
    W[i] =
      (byte(message, at) << 24) |
      (byte(message, at + 1) << 16) |
      (byte(message, at + 2) << 8) |
      byte(message, at + 3)
  }
}

function byte(message: Uint8Array, at: number): number {
  return message[at] as number
}

/** The closing bit, zeros, and the length in bits (FIPS 180-4 section 5.1.1). */
function padded(bytes: Buffer): Buffer {
  const message = Buffer.alloc(Math.ceil((bytes.length + 9) / BLOCK) * BLOCK)
  bytes.copy(message)
  message[bytes.length] = 0x80
  message.writeUInt32BE(bytes.length * 8, message.length - 4)
  return message
}

/** Hashes the block that is laid out, from the state `from` to the state `to` (FIPS 180-4 section 6.2.2). */
function hashBlock(from: Int32Array, to: Int32Array): void {
  for (let t = 16; t < 64; t++) {
    const x = W[t - 15] as number
    const y = W[t - 2] as number
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    W[t] = ((W[t - 16] as number) + s0 + (W[t - 7] as number) + s1) | 0
  }
  let a = from[0] as number
  let b = from[1] as number
  let c = from[2] as number
  let d = from[3] as number
  let e = from[4] as number
  let f = from[5] as number
  let g = from[6] as number
  let h = from[7] as number
  for (let t = 0; t < 64; t++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t1 = (h + s1 + (g ^ (e & (f ^ g))) + (K[t] as number) + (W[t] as number)) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (s0 + ((a & b) | (c & (a | b)))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  to[0] = a + (from[0] as number)
  to[1] = b + (from[1] as number)
  to[2] = c + (from[2] as number)
  to[3] = d + (from[3] as number)
  to[4] = e + (from[4] as number)
  to[5] = f + (from[5] as number)
  to[6] = g + (from[6] as number)
  to[7] = h + (from[7] as number)
}
