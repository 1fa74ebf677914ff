import type { Element } from './element.js'
import { BIT_STRING, context, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE, SET } from './element.js'

/** What a DER value can be, told by the kinds of the values in it. */
export type Shape =
  | 'pkcs12'
  | 'pkcs8'
  | 'encrypted-pkcs8'
  | 'pkcs1'
  | 'sec1'
  | 'certificate'
  | 'certificate-request'
  | 'public-key'
  | 'pkcs7'
  | 'bcfks'

/** Tells what a DER value is; undefined for none of those. */
export function shapeOf(element: Element): Shape | undefined {
  if (element.tag !== SEQUENCE) return undefined
  const [first, second, third] = element.children
  switch (first?.tag) {
    case INTEGER:
      return shapeOfNumbered(element.children)
    case OBJECT_IDENTIFIER:
      return second?.tag === context(0) ? 'pkcs7' : undefined
    case SEQUENCE:
      if (second?.tag === OCTET_STRING && isAlgorithm(first)) return 'encrypted-pkcs8'
      if (second?.tag === BIT_STRING && isAlgorithm(first)) return 'public-key'
      if (second?.tag === SEQUENCE && third?.tag === BIT_STRING) return shapeOfSigned(first)
      return second?.tag === SEQUENCE && isAlgorithm(first.children[0]) ? 'bcfks' : undefined
    default:
      return undefined
  }
}

/** Formats that begin with a version, or with a number of the key itself. */
function shapeOfNumbered(values: readonly Element[]): Shape | undefined {
  const [, second, third] = values
  if (second?.tag === OCTET_STRING) return 'sec1'
  if (second?.tag === SEQUENCE) return third?.tag === OCTET_STRING ? 'pkcs8' : 'pkcs12'
  if (second?.tag !== INTEGER) return undefined
  if (values.length === 2) return 'public-key'
  return values.length >= 9 ? 'pkcs1' : undefined
}

/** A request has the subject second, a certificate the algorithm; a certificate's version, if any, is tagged. */
function shapeOfSigned(inner: Element): Shape {
  const second = inner.children[1]
  const isName = second?.tag === SEQUENCE && second.children.every(({ tag }) => tag === SET)
  return inner.children[0]?.tag === INTEGER && isName ? 'certificate-request' : 'certificate'
}

function isAlgorithm(element: Element | undefined): boolean {
  return element?.tag === SEQUENCE && element.children[0]?.tag === OBJECT_IDENTIFIER
}
