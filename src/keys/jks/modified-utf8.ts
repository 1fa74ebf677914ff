import { unreadable } from '../fault.js'

/** Reads Java's own UTF-8: NUL takes two octets, and what is beyond 16 bits is a pair of surrogates, three octets each. */
export function fromModifiedUtf8(octets: Buffer): string {
  let text = ''
  for (let at = 0; at < octets.length; ) {
    const length = unitLength(octets[at] as number)
    text += String.fromCharCode(unit(octets, at, length))
    at += length
  }
  return text
}

function unitLength(first: number): number {
  if (first < 0x80) return 1
  if (first >> 5 === 0b110) return 2
  if (first >> 4 === 0b1110) return 3
  throw isNoText()
}

function unit(octets: Buffer, at: number, length: number): number {
  let value = length === 1 ? (octets[at] as number) : (octets[at] as number) & (0xff >> (length + 1))
  for (let i = 1; i < length; i++) {
    const octet = octets[at + i] ?? 0
    if (octet >> 6 !== 0b10) throw isNoText()
    value = (value << 6) | (octet & 0x3f)
  }
  return value
}

function isNoText() {
  return unreadable('is damaged: a name is malformed')
}
