import { type KeyFault, unreadable } from '../fault.js'
import { fromModifiedUtf8 } from './modified-utf8.js'

/** Walks through bytes as Java's DataInput does: numbers without a sign, big end first. Throws where they end too early. */
export class Cursor {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** All that has been walked through. */
  get passed(): Buffer {
    return this.#bytes.subarray(0, this.#at)
  }

  take(length: number): Buffer {
    if (length > this.#bytes.length - this.#at) throw endsEarly()
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  octet(): number {
    return this.take(1)[0] as number
  }

  short(): number {
    return this.take(2).readUInt16BE()
  }

  int(): number {
    return this.take(4).readUInt32BE()
  }

  text(): string {
    return fromModifiedUtf8(this.take(this.short()))
  }
}

function endsEarly(): KeyFault {
  return unreadable('is damaged: it ends early')
}
