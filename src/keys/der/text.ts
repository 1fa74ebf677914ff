import type { Element } from './element.js'

const UTF8 = 0x0c
const NUMERIC = 0x12
const PRINTABLE = 0x13
const TELETEX = 0x14
const IA5 = 0x16
const VISIBLE = 0x1a
const UNIVERSAL = 0x1c
const BMP = 0x1e

const MAX_CODE_POINT = 0x10ffff
const REPLACEMENT = 0xfffd

/** The text of any of X.520's string types; undefined for what is no string. */
export function text({ tag, content }: Element): string | undefined {
  switch (tag) {
    case UTF8:
      return content.toString('utf8')
    case BMP:
      return bmpText(content)
    case UNIVERSAL:
      return universalText(content)
    case NUMERIC:
    case PRINTABLE:
    case TELETEX:
    case IA5:
    case VISIBLE:
      return content.toString('latin1')
    default:
      return undefined
  }
}

/** UTF-16, big end first. */
export function bmpText(content: Buffer): string {
  const whole = content.subarray(0, content.length & ~1)
  return Buffer.from(whole).swap16().toString('utf16le')
}

function universalText(content: Buffer): string {
  let out = ''
  for (let at = 0; at + 4 <= content.length; at += 4) {
    const point = content.readUInt32BE(at)
    out += String.fromCodePoint(point > MAX_CODE_POINT ? REPLACEMENT : point)
  }
  return out
}
