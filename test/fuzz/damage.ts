import type { Random } from './random.js'

type Damage = (bytes: Buffer, random: Random) => Buffer

/** A copy of `bytes`, damaged in one to three ways. `lengths` are the places where a length is thought to stand. */
export function damaged(bytes: Buffer, random: Random, lengths: readonly number[]): Buffer {
  const ways: readonly Damage[] = [
    flipBits,
    flipBits,
    cutShort,
    doubleBytes,
    dropBytes,
    overwrite,
    enlarge(lengths),
    enlarge(lengths),
  ]
  let copy: Buffer = Buffer.from(bytes)
  for (let times = 1 + random.below(3); times > 0 && copy.length > 0; times--)
    copy = random.pick(ways)(copy, random)
  return copy
}

function flipBits(bytes: Buffer, random: Random): Buffer {
  for (let bits = 1 + random.below(4); bits > 0; bits--) {
    const at = random.below(bytes.length)
    bytes[at] = (bytes[at] as number) ^ (1 << random.below(8))
  }
  return bytes
}

function cutShort(bytes: Buffer, random: Random): Buffer {
  return bytes.subarray(0, random.below(bytes.length))
}

/** A stretch stands there twice. */
function doubleBytes(bytes: Buffer, random: Random): Buffer {
  const [from, to] = stretch(bytes, random)
  return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)])
}

function dropBytes(bytes: Buffer, random: Random): Buffer {
  const [from, to] = stretch(bytes, random)
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])
}

/** Octets that are the end of some scale. */
function overwrite(bytes: Buffer, random: Random): Buffer {
  const [from, to] = stretch(bytes, random)
  return bytes.fill(random.pick([0x00, 0x30, 0x7f, 0x80, 0xff]), from, Math.min(to, from + 8))
}

function enlarge(lengths: readonly number[]): Damage {
  return (bytes, random) => {
    const at = lengths.length === 0 ? random.below(bytes.length) : random.pick(lengths)
    if (at >= bytes.length) return bytes
    const octet = bytes[at] as number
    bytes[at] = random.pick([octet + 1, octet + 16, octet * 2, 0x7f, 0x80, 0x81, 0x84, 0x88, 0xff]) & 0xff
    return bytes
  }
}

/** Short more often than long. */
function stretch(bytes: Buffer, random: Random): [from: number, to: number] {
  const from = random.below(bytes.length)
  return [from, Math.min(bytes.length, from + 1 + random.below(2 ** random.below(12)))]
}

/** Where lengths stand in DER: in the heads of values, also of those inside octet strings. */
export function derLengths(bytes: Buffer, from = 0, to = bytes.length): number[] {
  const found: number[] = []
  for (let at = from; at + 2 <= to; ) {
    const { start, length } = head(bytes, at + 1)
    if (start + length > to) return found
    for (let octet = at + 1; octet < start; octet++) found.push(octet)
    if ((bytes[at] as number) & 0x20 || bytes[at] === 0x04)
      found.push(...derLengths(bytes, start, start + length))
    at = start + length
  }
  return found
}

function head(bytes: Buffer, at: number): { start: number; length: number } {
  const first = bytes[at] as number
  if (first < 0x80) return { start: at + 1, length: first }
  const octets = Math.min(first & 0x7f, 4, bytes.length - at - 1)
  return { start: at + 1 + octets, length: octets === 0 ? 0 : bytes.readUIntBE(at + 1, octets) }
}

/** Where lengths stand in a Java keystore: numbers of four octets, the first two of them zero. */
export function javaLengths(bytes: Buffer): number[] {
  const found: number[] = []
  for (let at = bytes.indexOf('\0\0'); at >= 0; at = bytes.indexOf('\0\0', at + 1))
    found.push(at, at + 1, at + 2, at + 3)
  return found
}
