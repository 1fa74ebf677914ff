/** No problem report comes near this. */
const MAX_BYTES = 64 * 1024

/** Remembers what passes, for as long as it may be a problem report. */
export interface Overheard {
  add(piece: Uint8Array): void
  /** All that passed, or nothing where it was too much. */
  text(): string
}

/** Listens in on a body that is handed on piece by piece. */
export function overhear(): Overheard {
  let pieces: Uint8Array[] = []
  let length = 0
  return {
    add(piece) {
      length += piece.length
      if (length > MAX_BYTES) pieces = []
      else pieces.push(Uint8Array.from(piece))
    },
    text: () => Buffer.concat(pieces).toString('utf8'),
  }
}
