import { writev } from 'node:fs'
import type { Outflow } from '../host.js'

/** Bytes that may wait to be written before the source is asked to stop. */
const AHEAD = 1024 * 1024

const FULL_FOR_NOW_MS = 5

/**
 * Bytes to an open file, pipe or terminal, in order. What comes while a write is under way is written together with the next
 * one, on another thread than the one that reads. Errors of the operating system pass through with their `code`.
 */
export function outflowTo(descriptor: number): Outflow {
  let waiting: Uint8Array[] = []
  let length = 0
  let writing: Promise<void> | undefined
  let failure: unknown
  let wake = () => {}

  async function writeWaiting(): Promise<void> {
    while (length > 0 && failure === undefined) {
      const pieces = waiting
      waiting = []
      length = 0
      wake()
      try {
        await writeWhole(descriptor, pieces)
      } catch (error) {
        failure = error
        wake()
      }
    }
    writing = undefined
  }

  return {
    sink(piece) {
      if (failure !== undefined) throw failure
      waiting.push(piece)
      length += piece.length
      writing ??= writeWaiting()
      if (length <= AHEAD) return undefined
      return new Promise((resolve) => {
        wake = resolve
      })
    },
    async end() {
      await writing
      if (failure !== undefined) throw failure
    },
  }
}

/** A write may take a part only, and a pipe may be full for the moment. */
async function writeWhole(descriptor: number, pieces: readonly Uint8Array[]): Promise<void> {
  let rest = pieces
  while (rest.length > 0) rest = after(rest, await writeSome(descriptor, rest))
}

function writeSome(descriptor: number, pieces: readonly Uint8Array[]): Promise<number> {
  return new Promise((resolve, reject) => {
    writev(descriptor, pieces, (error, written) => {
      if (error === null) resolve(written)
      else if (error.code === 'EAGAIN') setTimeout(resolve, FULL_FOR_NOW_MS, 0)
      else reject(error)
    })
  })
}

function after(pieces: readonly Uint8Array[], written: number): readonly Uint8Array[] {
  let skip = written
  const index = pieces.findIndex((piece) => {
    if (skip < piece.length) return true
    skip -= piece.length
    return false
  })
  const [first, ...others] = index < 0 ? [] : pieces.slice(index)
  return first === undefined ? [] : [first.subarray(skip), ...others]
}
