import { INTEGER, NULL, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE, SET } from '../der/element.js'

const BMP_STRING = 0x1e
const HIGH_BIT = 0x80

/** One DER value (X.690 section 8.1): its tag, its length and its content. */
export function tagged(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const octets = Buffer.concat(content)
  return Buffer.concat([Buffer.from([tag, ...lengthOctets(octets.length)]), octets])
}

/** A SEQUENCE of values. */
export function sequence(...values: readonly Buffer[]): Buffer {
  return tagged(SEQUENCE, ...values)
}

/** A SET OF values, in the order that DER wants (X.690 section 11.6). */
export function setOf(...values: readonly Buffer[]): Buffer {
  return tagged(SET, ...[...values].sort(Buffer.compare))
}

/** An OCTET STRING. */
export function octetString(octets: Uint8Array): Buffer {
  return tagged(OCTET_STRING, octets)
}

/** A whole number that is not negative, as an INTEGER. */
export function integer(value: number): Buffer {
  const octets = base256(value)
  return tagged(INTEGER, Buffer.from((octets[0] ?? 0) < HIGH_BIT ? octets : [0, ...octets]))
}

/** The NULL of an algorithm that takes no parameters. */
export function nothing(): Buffer {
  return tagged(NULL)
}

/** Text of any script, as PKCS#12 names things. */
export function bmpString(text: string): Buffer {
  return tagged(BMP_STRING, Buffer.from(text, 'utf16le').swap16())
}

/** An OBJECT IDENTIFIER from dotted decimals. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return tagged(OBJECT_IDENTIFIER, Buffer.from([40 * first + second, ...rest].flatMap(base128)))
}

function lengthOctets(length: number): number[] {
  if (length < HIGH_BIT) return [length]
  const octets = base256(length)
  return [HIGH_BIT | octets.length, ...octets]
}

function base256(value: number): number[] {
  return value < 256 ? [value] : [...base256(Math.floor(value / 256)), value % 256]
}

/** Seven bits an octet, the high bit saying that more follow. */
function base128(arc: number): number[] {
  const octets = [arc % 128]
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) {
    octets.unshift(HIGH_BIT | (rest % 128))
  }
  return octets
}
