import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { Files } from '../host.js'

const DEFAULT_LIMIT = 10 * 1024 * 1024

/** Files on disk. */
export const nodeFiles: Files = { read, write }

function read(path: string, limit = DEFAULT_LIMIT): Uint8Array | undefined {
  const handle = open(path)
  if (handle === undefined) return undefined
  try {
    return readAll(handle, limit)
  } finally {
    closeSync(handle)
  }
}

function open(path: string): number | undefined {
  try {
    return openSync(path, 'r')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}

/** Pipes such as `<(…)` have no size: they are read to their end, and the limit holds for them too. */
function readAll(handle: number, limit: number): Uint8Array {
  const chunks: Uint8Array[] = []
  let total = 0
  const size = Math.min(fstatSync(handle).size, limit) + 1
  for (;;) {
    const chunk = new Uint8Array(Math.max(size - total, 65536))
    const length = readSync(handle, chunk)
    if (length === 0) return Buffer.concat(chunks, total)
    total += length
    if (total > limit) throw Object.assign(new Error('file too large'), { code: 'EFBIG' })
    chunks.push(chunk.subarray(0, length))
  }
}

let written = 0

function write(path: string, bytes: Uint8Array | string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const partial = `${path}.${process.pid}.${++written}.part`
  try {
    writeFileSync(partial, bytes, { mode: 0o600, flag: 'wx' })
    renameSync(partial, path)
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  }
}
