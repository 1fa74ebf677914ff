import { CONSTRUCTED, type Element, OCTET_STRING } from '../../../src/keys/der/element.js'
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

/** One DER value. */
export function tlv(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const octets =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...octets]), content])
}
