// See sha256.ts; this is its elder, for the files of JDK 8 to 16, Windows and OpenSSL before 3.0.
import { digestIn, layDigest } from './block.js'

const WORDS = 5
const W = new Int32Array(80)

/** Hashes a SHA-1 digest again, `rounds` times over (FIPS 180-4 section 6.1.2). */
export function rehashSha1(digest: Buffer, rounds: number): Buffer {
  layDigest(W, digest, WORDS)
  for (let i = 0; i < rounds; i++) hashBlock()
  return digestIn(W, WORDS)
}

function hashBlock(): void {
  for (let t = 16; t < 80; t++) {
    const x = (W[t - 3] as number) ^ (W[t - 8] as number) ^ (W[t - 14] as number) ^ (W[t - 16] as number)
    W[t] = (x << 1) | (x >>> 31)
  }
  let a = 0x67452301
  let b = 0xefcdab89 | 0
  let c = 0x98badcfe | 0
  let d = 0x10325476
  let e = 0xc3d2e1f0 | 0
  let next = 0
  for (let t = 0; t < 20; t++) {
    next = (((a << 5) | (a >>> 27)) + e + ((d ^ (b & (c ^ d))) + 0x5a827999) + (W[t] as number)) | 0
    e = d
    d = c
    c = (b << 30) | (b >>> 2)
    b = a
    a = next
  }
  for (let t = 20; t < 40; t++) {
    next = (((a << 5) | (a >>> 27)) + e + ((b ^ c ^ d) + 0x6ed9eba1) + (W[t] as number)) | 0
    e = d
    d = c
    c = (b << 30) | (b >>> 2)
    b = a
    a = next
  }
  for (let t = 40; t < 60; t++) {
    next = (((a << 5) | (a >>> 27)) + e + (((b & c) | (d & (b | c))) - 0x70e44324) + (W[t] as number)) | 0
    e = d
    d = c
    c = (b << 30) | (b >>> 2)
    b = a
    a = next
  }
  for (let t = 60; t < 80; t++) {
    next = (((a << 5) | (a >>> 27)) + e + ((b ^ c ^ d) - 0x359d3e2a) + (W[t] as number)) | 0
    e = d
    d = c
    c = (b << 30) | (b >>> 2)
    b = a
    a = next
  }
  W[0] = a + 0x67452301
  W[1] = b + 0xefcdab89
  W[2] = c + 0x98badcfe
  W[3] = d + 0x10325476
  W[4] = e + 0xc3d2e1f0
}
