import { createHash } from 'node:crypto'
import type { BodySource } from '../../src/protocol/http-stream.js'

/** Bytes that differ from place to place: a piece that is lost, doubled or moved shows. */
export function manyBytes(length: number): Uint8Array {
  const bytes = new Uint32Array(Math.ceil(length / 4))
  for (let index = 0, value = 1; index < bytes.length; index++) {
    value = (Math.imul(value, 1664525) + 1013904223) >>> 0
    bytes[index] = value
  }
  return new Uint8Array(bytes.buffer, 0, length)
}

export function hashOf(...pieces: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  for (const piece of pieces) hash.update(piece)
  return hash.digest('hex')
}

export interface PiecesBody extends BodySource {
  /** How many pieces have been asked for, by all readers together. */
  readonly taken: number
  /** How many readers have been told that nothing more is wanted, or have come to the end. */
  readonly ended: number
}

/** A body of these pieces, each made when it is asked for. */
export function piecesBody(
  pieces: Iterable<Uint8Array | Promise<Uint8Array>>,
  options: { length?: number; repeatable?: boolean } = {},
): PiecesBody {
  let taken = 0
  let ended = 0
  return {
    repeatable: false,
    ...options,
    get taken() {
      return taken
    },
    get ended() {
      return ended
    },
    peek: async () => new Uint8Array(),
    async *read() {
      try {
        for (const piece of pieces) {
          taken++
          yield await piece
        }
      } finally {
        ended++
      }
    },
  }
}

/** The same piece without end. */
export function* endless(piece: Uint8Array): Generator<Uint8Array> {
  for (;;) yield piece
}

export async function wholeOf(body: BodySource): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of body.read()) pieces.push(piece)
  return Buffer.concat(pieces)
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
