import { fstatSync, write, writeSync } from 'node:fs'
import { isatty } from 'node:tty'
import type { Outflow } from '../host.js'

/** Bytes that may wait to be written before the source is asked to stop. */
const AHEAD = 1024 * 1024

const FULL_FOR_NOW_MS = 5

/**
 * Bytes to an open file, pipe or terminal, in order. A file takes them at once. A reader at the other end may keep mp waiting:
 * to a pipe or a terminal they are written on another thread, while the next ones come. Errors of the operating system pass
 * through with their `code`.
 */
export function outflowTo(descriptor: number): Outflow {
  const found = fstatSync(descriptor)
  const isPrompt = found.isFile() || (found.isCharacterDevice() && !isatty(descriptor))
  return isPrompt ? promptly(descriptor) : meanwhile(descriptor)
}

function promptly(descriptor: number): Outflow {
  let failure: unknown
  return {
    sink(piece) {
      if (failure !== undefined) throw failure
      try {
        for (let done = 0; done < piece.length; ) done += writeSync(descriptor, piece, done)
      } catch (error) {
        failure = error
        throw error
      }
      return undefined
    },
    async end() {
      if (failure !== undefined) throw failure
    },
  }
}

/** One buffer is filled while the other is written: nothing is made anew, however much passes. */
function meanwhile(descriptor: number): Outflow {
  let filling: Buffer = Buffer.allocUnsafe(0)
  let spare: Buffer = Buffer.allocUnsafe(0)
  let length = 0
  let writing: Promise<void> | undefined
  let failure: unknown
  let room: { promise: Promise<void>; resolve(): void } | undefined

  async function writeWaiting(): Promise<void> {
    while (length > 0 && failure === undefined) {
      const bytes = filling.subarray(0, length)
      ;[filling, spare] = [spare, filling]
      length = 0
      makeRoom()
      try {
        await writeWhole(descriptor, bytes)
      } catch (error) {
        failure = error
        makeRoom()
      }
    }
    writing = undefined
  }

  function makeRoom(): void {
    room?.resolve()
    room = undefined
  }

  return {
    sink(piece) {
      if (failure !== undefined) throw failure
      if (piece.length === 0) return undefined
      filling = withRoom(filling, length, piece.length)
      filling.set(piece, length)
      length += piece.length
      writing ??= writeWaiting()
      if (length <= AHEAD) return undefined
      room ??= awaited()
      return room.promise
    },
    async end() {
      await writing
      if (failure !== undefined) throw failure
    },
  }
}

/** A buffer in which so many bytes more have room. */
function withRoom(buffer: Buffer, length: number, more: number): Buffer {
  if (length + more <= buffer.length) return buffer
  const larger = Buffer.allocUnsafeSlow(Math.max(length + more, Math.min(2 * buffer.length, 2 * AHEAD)))
  buffer.copy(larger, 0, 0, length)
  return larger
}

function awaited(): { promise: Promise<void>; resolve(): void } {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

/** A write may take a part only, and a pipe may be full for the moment. */
async function writeWhole(descriptor: number, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) done += await writeSome(descriptor, bytes.subarray(done))
}

function writeSome(descriptor: number, bytes: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    write(descriptor, bytes, (error, written) => {
      if (error === null) resolve(written)
      else if (error.code === 'EAGAIN') setTimeout(resolve, FULL_FOR_NOW_MS, 0)
      else reject(error)
    })
  })
}
