// RC2 (RFC 2268), which OpenSSL 3 has put away and half of the old .p12 files keep their certificates in.

const BLOCK = 8
/** RFC 2268 section 2: digits of pi. */
const PITABLE = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2' +
    '179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82' +
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626' +
    '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec' +
    'c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9' +
    '0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
  'hex',
)

/** Decrypts RC2 in CBC mode and takes the padding off; throws if it is not there. */
export function decryptRc2(key: Buffer, effectiveBits: number, iv: Buffer, data: Buffer): Buffer {
  if (data.length === 0 || data.length % BLOCK !== 0 || iv.length !== BLOCK) throw notWhole()
  const words = expandKey(key, effectiveBits)
  const out = Buffer.alloc(data.length)
  for (let at = 0; at < data.length; at += BLOCK) decryptBlock(words, data, at, out)
  for (let i = 0; i < BLOCK; i++) out[i] = (out[i] as number) ^ (iv[i] as number)
  for (let i = BLOCK; i < out.length; i++) out[i] = (out[i] as number) ^ (data[i - BLOCK] as number)
  return withoutPadding(out)
}

function withoutPadding(plain: Buffer): Buffer {
  const padding = plain.at(-1) as number
  const end = plain.length - padding
  if (padding < 1 || padding > BLOCK || !plain.subarray(end).every((octet) => octet === padding)) {
    throw notWhole()
  }
  return plain.subarray(0, end)
}

function notWhole(): Error {
  return new Error('not RC2 in whole, padded blocks')
}

function expandKey(key: Buffer, effectiveBits: number): Uint16Array {
  const expanded = Buffer.alloc(128)
  key.copy(expanded)
  for (let i = key.length; i < 128; i++) {
    expanded[i] = PITABLE[
      ((expanded[i - 1] as number) + (expanded[i - key.length] as number)) & 0xff
    ] as number
  }
  const octets = Math.ceil(effectiveBits / 8)
  const mask = 0xff >> (8 * octets - effectiveBits)
  expanded[128 - octets] = PITABLE[(expanded[128 - octets] as number) & mask] as number
  for (let i = 127 - octets; i >= 0; i--) {
    expanded[i] = PITABLE[(expanded[i + 1] as number) ^ (expanded[i + octets] as number)] as number
  }
  return Uint16Array.from({ length: 64 }, (_, i) => expanded.readUInt16LE(2 * i))
}

/** RFC 2268 section 4, in locals: the files that need this have hundreds of blocks and no time to be compiled. */
function decryptBlock(words: Uint16Array, data: Buffer, at: number, out: Buffer): void {
  let r0 = (data[at] as number) | ((data[at + 1] as number) << 8)
  let r1 = (data[at + 2] as number) | ((data[at + 3] as number) << 8)
  let r2 = (data[at + 4] as number) | ((data[at + 5] as number) << 8)
  let r3 = (data[at + 6] as number) | ((data[at + 7] as number) << 8)
  for (let j = 60; j >= 0; j -= 4) {
    r3 = (((r3 >>> 5) | (r3 << 11)) - (words[j + 3] as number) - (r2 & r1) - (~r2 & r0)) & 0xffff
    r2 = (((r2 >>> 3) | (r2 << 13)) - (words[j + 2] as number) - (r1 & r0) - (~r1 & r3)) & 0xffff
    r1 = (((r1 >>> 2) | (r1 << 14)) - (words[j + 1] as number) - (r0 & r3) - (~r0 & r2)) & 0xffff
    r0 = (((r0 >>> 1) | (r0 << 15)) - (words[j] as number) - (r3 & r2) - (~r3 & r1)) & 0xffff
    if (j !== 44 && j !== 20) continue
    r3 = (r3 - (words[r2 & 63] as number)) & 0xffff
    r2 = (r2 - (words[r1 & 63] as number)) & 0xffff
    r1 = (r1 - (words[r0 & 63] as number)) & 0xffff
    r0 = (r0 - (words[r3 & 63] as number)) & 0xffff
  }
  out[at] = r0
  out[at + 1] = r0 >>> 8
  out[at + 2] = r1
  out[at + 3] = r1 >>> 8
  out[at + 4] = r2
  out[at + 5] = r2 >>> 8
  out[at + 6] = r3
  out[at + 7] = r3 >>> 8
}
