import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs'
import type { GrowingFile } from '../host.js'

const { O_CREAT, O_EXCL, O_WRONLY } = constants
/** Not on Windows. */
const O_NOFOLLOW = constants.O_NOFOLLOW ?? 0

/** A growing file on disk. Errors of the operating system pass through with their `code`. */
export function grow(path: string, at: number): GrowingFile {
  const handle = at === 0 ? openNew(path) : openAt(path, at)
  let end = at
  return {
    write(text) {
      const bytes = Buffer.from(text)
      for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done, undefined, end + done)
      end += bytes.length
    },
    close() {
      try {
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
    },
  }
}

function openNew(path: string): number {
  rmSync(path, { force: true })
  return openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
}

function openAt(path: string, at: number): number {
  const handle = openSync(path, O_WRONLY | O_NOFOLLOW)
  try {
    if (fstatSync(handle).size < at) throw Object.assign(new Error('file too short'), { code: 'EINVAL' })
    ftruncateSync(handle, at)
    return handle
  } catch (error) {
    closeSync(handle)
    throw error
  }
}
