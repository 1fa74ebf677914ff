/** Decrypts RC4, which OpenSSL 3 has put away. */
export function decryptRc4(key: Buffer, data: Buffer): Buffer {
  const state = keySchedule(key)
  const out = Buffer.alloc(data.length)
  let i = 0
  let j = 0
  for (let at = 0; at < data.length; at++) {
    i = (i + 1) & 0xff
    j = (j + (state[i] as number)) & 0xff
    swap(state, i, j)
    out[at] = (data[at] as number) ^ (state[((state[i] as number) + (state[j] as number)) & 0xff] as number)
  }
  return out
}

function keySchedule(key: Buffer): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i)
  let j = 0
  for (let i = 0; i < 256; i++) {
    j = (j + (state[i] as number) + (key[i % key.length] as number)) & 0xff
    swap(state, i, j)
  }
  return state
}

function swap(state: Uint8Array, i: number, j: number): void {
  const kept = state[i] as number
  state[i] = state[j] as number
  state[j] = kept
}
