// A JCEKS file keeps secret keys as serialised Java objects, with no length before them. To get past one, it is walked
// through by the grammar of the Java Object Serialization Specification, chapter 6; nothing in it is brought to life.
import { beyondLimit, type KeyFault, unreadable } from '../fault.js'
import type { Cursor } from './cursor.js'

/** A sealed key nests three deep. */
const MAX_DEPTH = 16
const STREAM_HEADER = 0xaced0005

const NULL = 0x70
const REFERENCE = 0x71
const CLASS_DESCRIPTION = 0x72
const OBJECT = 0x73
const STRING = 0x74
const ARRAY = 0x75
const BLOCK = 0x77
const END_OF_BLOCK = 0x78

const FIRST_HANDLE = 0x7e0000
const HAS_WRITE_METHOD = 1
const IS_SERIALIZABLE = 2
/** How many octets a value takes, by the letter of its type; an object or an array is of the grammar again. */
const WIDTHS: Readonly<Record<string, number>> = { B: 1, Z: 1, C: 2, S: 2, I: 4, F: 4, J: 8, D: 8 }

interface ClassDescription {
  readonly name: string
  flags: number
  fields: readonly string[]
  parent: ClassDescription | undefined
}

/** Walks past one serialised Java object, its stream's header included. */
export function skipJavaObject(cursor: Cursor): void {
  if (cursor.int() !== STREAM_HEADER) throw isNoObject()
  new Walk(cursor).skipContent(0)
}

class Walk {
  readonly #cursor: Cursor
  /** What a later reference may mean: only descriptions of classes matter for the way. */
  readonly #handles: (ClassDescription | undefined)[] = []

  constructor(cursor: Cursor) {
    this.#cursor = cursor
  }

  skipContent(depth: number, kind = this.#cursor.octet()): void {
    if (depth > MAX_DEPTH) throw beyondLimit(`nests Java objects more than ${MAX_DEPTH} deep`)
    if (kind === OBJECT) this.#skipObject(depth)
    else if (kind === ARRAY) this.#skipArray(depth)
    else if (kind === STRING) this.#skipString()
    else if (kind === REFERENCE) this.#cursor.int()
    else if (kind === BLOCK) this.#cursor.take(this.#cursor.octet())
    else if (kind === CLASS_DESCRIPTION) this.#newClass(depth)
    else if (kind !== NULL) throw isNoObject()
  }

  #skipString(): void {
    this.#handles.push(undefined)
    this.#cursor.take(this.#cursor.short())
  }

  #skipObject(depth: number): void {
    const described = this.#readClass(depth)
    this.#handles.push(undefined)
    for (const one of lineage(described)) this.#skipState(one, depth)
  }

  #skipState({ flags, fields }: ClassDescription, depth: number): void {
    if ((flags & IS_SERIALIZABLE) === 0) throw isNoObject()
    for (const type of fields) this.#skipValue(type, depth)
    if (flags & HAS_WRITE_METHOD) this.#skipAnnotation(depth)
  }

  #skipArray(depth: number): void {
    const type = this.#readClass(depth)?.name[1] ?? ''
    this.#handles.push(undefined)
    const length = this.#cursor.int()
    const width = WIDTHS[type]
    if (width !== undefined) this.#cursor.take(length * width)
    else for (let i = 0; i < length; i++) this.skipContent(depth + 1)
  }

  #skipValue(type: string, depth: number): void {
    const width = WIDTHS[type]
    if (width === undefined) this.skipContent(depth + 1)
    else this.#cursor.take(width)
  }

  #skipAnnotation(depth: number): void {
    for (let kind = this.#cursor.octet(); kind !== END_OF_BLOCK; kind = this.#cursor.octet()) {
      this.skipContent(depth + 1, kind)
    }
  }

  #readClass(depth: number): ClassDescription | undefined {
    if (depth > MAX_DEPTH) throw beyondLimit(`nests Java objects more than ${MAX_DEPTH} deep`)
    const kind = this.#cursor.octet()
    if (kind === NULL) return undefined
    if (kind === REFERENCE) return this.#handles[this.#cursor.int() - FIRST_HANDLE]
    if (kind !== CLASS_DESCRIPTION) throw isNoObject()
    return this.#newClass(depth)
  }

  #newClass(depth: number): ClassDescription {
    const described: ClassDescription = { name: this.#cursor.text(), flags: 0, fields: [], parent: undefined }
    this.#cursor.take(8) // serialVersionUID
    this.#handles.push(described)
    described.flags = this.#cursor.octet()
    described.fields = Array.from({ length: this.#cursor.short() }, () => this.#readField(depth))
    this.#skipAnnotation(depth)
    described.parent = this.#readClass(depth + 1)
    return described
  }

  #readField(depth: number): string {
    const type = String.fromCharCode(this.#cursor.octet())
    this.#cursor.take(this.#cursor.short())
    if (WIDTHS[type] === undefined) this.skipContent(depth + 1)
    return type
  }
}

/** A class and those it extends, the eldest first: the order in which an object's state is written. */
function lineage(described: ClassDescription | undefined): ClassDescription[] {
  const line: ClassDescription[] = []
  for (let one = described; one !== undefined && line.length <= MAX_DEPTH; one = one.parent) line.unshift(one)
  return line
}

function isNoObject(): KeyFault {
  return unreadable('is damaged: a secret key is malformed')
}
