import { unreadable } from '../fault.js'
import { CONSTRUCTED, type Element, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE } from './element.js'
import { readDer } from './read.js'

/** The element itself, if it is there and of this kind. */
export function expect(element: Element | undefined, tag: number): Element {
  if (element === undefined) throw unreadable('is damaged: a value is missing')
  if (element.tag !== tag) throw unreadable('is damaged: a value is of another kind than expected')
  return element
}

/** The values of a SEQUENCE. */
export function fields(element: Element | undefined): readonly Element[] {
  return expect(element, SEQUENCE).children
}

/** Reads `bytes` as a SEQUENCE and gives its values. */
export function readFields(bytes: Buffer): readonly Element[] {
  return fields(readDer(bytes))
}

/** An OBJECT IDENTIFIER in dotted decimals. */
export function oid(element: Element | undefined): string {
  const arcs: number[] = []
  let arc = 0
  for (const octet of expect(element, OBJECT_IDENTIFIER).content) {
    arc = arc * 128 + (octet & 0x7f)
    if (octet & 0x80) continue
    if (arcs.length > 0) arcs.push(arc)
    else arcs.push(Math.min(Math.floor(arc / 40), 2), arc - 40 * Math.min(Math.floor(arc / 40), 2))
    arc = 0
  }
  return arcs.join('.')
}

/** An INTEGER as a number: exact up to 2^53, `Infinity` where it is beyond. */
export function integer(element: Element | undefined): number {
  const { content } = expect(element, INTEGER)
  if (content.length === 0) throw unreadable('is damaged: a number is empty')
  if (content.length > 7) return Number.POSITIVE_INFINITY
  return content.reduce((value, octet, i) => value * 256 + (i === 0 ? (octet << 24) >> 24 : octet), 0)
}

/** The octets of an OCTET STRING, also of one in pieces, under any tag. */
export function octets(element: Element | undefined): Buffer {
  if (element === undefined) throw unreadable('is damaged: a value is missing')
  if ((element.tag & CONSTRUCTED) === 0) return element.content
  return Buffer.concat(element.children.map(octets))
}

/** The octets of an untagged OCTET STRING. */
export function octetString(element: Element | undefined): Buffer {
  if (element !== undefined && (element.tag & ~CONSTRUCTED) !== OCTET_STRING) expect(element, OCTET_STRING)
  return octets(element)
}
