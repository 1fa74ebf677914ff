// BER as keystores use it: DER, and the indefinite lengths and split strings of NSS, Windows and BouncyCastle.
// Values are read as they are asked for: of a certificate, only a small part ever is.
import { beyondLimit, type KeyFault, unreadable } from '../fault.js'
import { CONSTRUCTED, type Element } from './element.js'

/** A PKCS#12 file inside BER inside BER is some fifteen deep. */
const MAX_DEPTH = 40
/** Certificates and bags are read one by one, so no single reading comes near. */
const MAX_ELEMENTS = 50_000
const MULTI_BYTE_TAG = 0x1f
const INDEFINITE = -1

/** What all elements of one reading share. */
interface Source {
  readonly bytes: Buffer
  left: number
}

/** Reads the first value of `bytes`; what follows it is left alone. */
export function readDer(bytes: Buffer): Element {
  return new SourceElement({ bytes, left: MAX_ELEMENTS }, 0, bytes.length, 0)
}

class SourceElement implements Element {
  readonly tag: number
  /** Where this value ends, and the next begins. */
  readonly end: number
  readonly #source: Source
  readonly #start: number
  readonly #from: number
  readonly #to: number
  readonly #depth: number
  #children: readonly SourceElement[] | undefined

  constructor(source: Source, start: number, limit: number, depth: number) {
    if (depth > MAX_DEPTH) throw beyondLimit(`nests values more than ${MAX_DEPTH} deep`)
    if (--source.left < 0) throw beyondLimit(`holds more than ${MAX_ELEMENTS} values`)
    const { tag, from, length } = readHead(source.bytes, start, limit)
    this.tag = tag
    this.#source = source
    this.#start = start
    this.#from = from
    this.#depth = depth
    if (length === INDEFINITE) this.#children = this.#readUntilEnd(limit)
    this.#to = length === INDEFINITE ? (this.#children?.at(-1)?.end ?? from) : from + length
    this.end = length === INDEFINITE ? this.#to + 2 : this.#to
  }

  get raw(): Buffer {
    return this.#source.bytes.subarray(this.#start, this.end)
  }

  get content(): Buffer {
    return this.#source.bytes.subarray(this.#from, this.#to)
  }

  get children(): readonly Element[] {
    this.#children ??= this.tag & CONSTRUCTED ? this.#readAll() : []
    return this.#children
  }

  #readAll(): SourceElement[] {
    const children: SourceElement[] = []
    for (let at = this.#from; at < this.#to; at = (children.at(-1) as SourceElement).end) {
      children.push(new SourceElement(this.#source, at, this.#to, this.#depth + 1))
    }
    return children
  }

  #readUntilEnd(limit: number): SourceElement[] {
    const children: SourceElement[] = []
    let at = this.#from
    while (!isEndOfContents(this.#source.bytes, at, limit)) {
      const child = new SourceElement(this.#source, at, limit, this.#depth + 1)
      children.push(child)
      at = child.end
    }
    return children
  }
}

function readHead(bytes: Buffer, start: number, limit: number) {
  if (start + 2 > limit) throw endsEarly()
  const tag = bytes[start] as number
  if ((tag & MULTI_BYTE_TAG) === MULTI_BYTE_TAG) throw unreadable('is damaged: a value has an unknown tag')
  const first = bytes[start + 1] as number
  if (first === 0x80) {
    if ((tag & CONSTRUCTED) === 0) throw unreadable('is damaged: a primitive value has no length')
    return { tag, from: start + 2, length: INDEFINITE }
  }
  const from = start + 2 + (first < 0x80 ? 0 : first & 0x7f)
  if (from > limit) throw endsEarly()
  const length = first < 0x80 ? first : readLongLength(bytes, start + 2, from)
  if (length > limit - from) throw endsEarly()
  return { tag, from, length }
}

function readLongLength(bytes: Buffer, start: number, end: number): number {
  let length = 0
  for (let at = start; at < end; at++) length = length * 256 + (bytes[at] as number)
  return length
}

function isEndOfContents(bytes: Buffer, at: number, limit: number): boolean {
  if (at + 2 > limit) throw endsEarly()
  return bytes[at] === 0 && bytes[at + 1] === 0
}

function endsEarly(): KeyFault {
  return unreadable('is damaged: a value is longer than what holds it')
}
