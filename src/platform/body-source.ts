import { accessSync, closeSync, constants, createReadStream, openSync, readSync, statSync } from 'node:fs'
import type { BodySource } from '../protocol/http-stream.js'

/** Large enough that reading costs little, small enough that a few of them may wait. */
const PIECE = 512 * 1024
const PEEK = 512

/** A file as a body: a regular one from its beginning each time, anything else once. Undefined where there is none. */
export function fileBody(path: string): BodySource | undefined {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return undefined
  if (found.isDirectory()) throw Object.assign(new Error('is a directory'), { code: 'EISDIR' })
  // What may not be read is found out before anything is sent; opened and closed, a pipe would lose its writer.
  accessSync(path, constants.R_OK)
  if (!found.isFile()) return onceFrom(() => createReadStream(path, { highWaterMark: PIECE }))
  return {
    length: found.size,
    repeatable: true,
    peek: async () => beginningOf(path),
    read: () => firstOf(path, found.size),
  }
}

/** What a growing file gets later is not sent: its length has been told. One that has become shorter ends with `ESTALE`. */
async function* firstOf(path: string, size: number): AsyncGenerator<Uint8Array> {
  if (size === 0) return
  let left = size
  for await (const piece of createReadStream(path, { highWaterMark: PIECE, end: size - 1 })) {
    left -= piece.length
    yield piece
  }
  if (left > 0) throw Object.assign(new Error('file became shorter'), { code: 'ESTALE' })
}

/** A body that comes once, such as standard input. It is opened when its first bytes are wanted. */
export function onceFrom(open: () => AsyncIterable<Uint8Array>): BodySource {
  let pieces: AsyncIterator<Uint8Array> | undefined
  let first: Promise<IteratorResult<Uint8Array>> | undefined
  const begin = () => {
    pieces ??= open()[Symbol.asyncIterator]()
    first ??= pieces.next()
    return first
  }
  return {
    repeatable: false,
    async peek() {
      const { value } = await begin()
      return value?.subarray(0, PEEK) ?? new Uint8Array()
    },
    async *read() {
      try {
        for (let next = await begin(); !next.done; next = (await pieces?.next()) ?? next) yield next.value
      } finally {
        await pieces?.return?.()
      }
    },
  }
}

function beginningOf(path: string): Uint8Array {
  const handle = openSync(path, 'r')
  try {
    const bytes = new Uint8Array(PEEK)
    return bytes.subarray(0, readSync(handle, bytes))
  } finally {
    closeSync(handle)
  }
}
