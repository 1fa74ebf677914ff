/** Lays a digest of so many words into a block as the whole message: the digest, the closing bit and the length (FIPS 180-4 section 5.1.1). */
export function layDigest(block: Int32Array, digest: Buffer, words: number): void {
  for (let i = 0; i < words; i++) block[i] = digest.readInt32BE(i * 4)
  block.fill(0, words, 16)
  block[words] = 0x80000000
  block[15] = words * 32
}

/** The digest that a block begins with. */
export function digestIn(block: Int32Array, words: number): Buffer {
  const digest = Buffer.alloc(words * 4)
  for (let i = 0; i < words; i++) digest.writeInt32BE(block[i] as number, i * 4)
  return digest
}
