import { CONSTRUCTED, type Element, INTEGER, OCTET_STRING, SEQUENCE } from '../../../src/keys/der/element.js'
import { readDer } from '../../../src/keys/der/read.js'

/** Writes DER anew the way NSS and BouncyCastle do: indefinite lengths, octet strings in pieces. */
export function toBer(der: Buffer): Buffer {
  return rewritten(readDer(der))
}

function rewritten(element: Element): Buffer {
  if (element.tag & CONSTRUCTED) return indefinite(element.tag, element.children.map(rewritten))
  if (element.tag !== OCTET_STRING && element.tag !== 0x80) return element.raw
  const half = element.content.length >> 1
  const pieces = [element.content.subarray(0, half), element.content.subarray(half)]
  return indefinite(
    element.tag | CONSTRUCTED,
    pieces.map((piece) => tlv(OCTET_STRING, piece)),
  )
}

function indefinite(tag: number, parts: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([tag, 0x80]), ...parts, Buffer.alloc(2)])
}

/** Writes DER or BER anew as DER, with another number wherever `from` stands, also inside octet strings. */
export function withInteger(bytes: Buffer, from: number, to: number): Buffer {
  const changed = (element: Element): Buffer => {
    const { tag, content, children } = element
    if (tag & CONSTRUCTED) return tlv(tag, ...children.map(changed))
    if (tag === INTEGER && content.equals(unsigned(from))) return tlv(tag, unsigned(to))
    return tag === OCTET_STRING && isDer(content) ? tlv(tag, withInteger(content, from, to)) : element.raw
  }
  return changed(readDer(bytes))
}

/** Salts and what is encrypted may begin like a value, but do not end with it. */
function isDer(bytes: Buffer): boolean {
  try {
    return bytes[0] === SEQUENCE && readDer(bytes).raw.length === bytes.length
  } catch {
    return false
  }
}

function unsigned(value: number): Buffer {
  const hex = value.toString(16)
  const octets = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
  return (octets[0] as number) < 0x80 ? octets : Buffer.concat([Buffer.alloc(1), octets])
}

/** One DER value. */
export function tlv(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const octets =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...octets]), content])
}
