import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { Files } from '../host.js'
import { grow } from './growing-file.js'
import { makeFolder } from './make-folder.js'

const DEFAULT_LIMIT = 10 * 1024 * 1024

/** Files on disk. */
export const nodeFiles: Files = {
  read,
  readOwn,
  stamp,
  modified,
  list,
  write,
  create,
  makeFolder,
  exists,
  size,
  rename: renameSync,
  remove,
  grow,
}

function read(path: string, limit = DEFAULT_LIMIT): Uint8Array | undefined {
  const found = stat(path)
  if (found === undefined) return undefined
  if (found.isFile() && found.size > limit) throw tooLarge()
  return found.isFile() ? readFileSync(path) : readPipe(path, limit)
}

function stat(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined
    throw error
  }
}

/** Pipes such as `<(…)` have no size: they are read to their end, and the limit holds for them too. */
function readPipe(path: string, limit: number): Uint8Array {
  const handle = openSync(path, 'r')
  const chunks: Uint8Array[] = []
  try {
    for (let total = 0; ; ) {
      const chunk = new Uint8Array(65536)
      const length = readSync(handle, chunk)
      if (length === 0) return Buffer.concat(chunks, total)
      total += length
      if (total > limit) throw tooLarge()
      chunks.push(chunk.subarray(0, length))
    }
  } finally {
    closeSync(handle)
  }
}

/** Judged by the open file: what has its name may be another by then. A link is not followed. */
function readOwn(path: string, limit = DEFAULT_LIMIT): Uint8Array | undefined {
  const handle = openOwn(path)
  if (handle === undefined) return undefined
  try {
    const found = fstatSync(handle)
    return isOwn(found) && found.size <= limit ? readFileSync(handle) : undefined
  } finally {
    closeSync(handle)
  }
}

/** Without waiting for whoever might write into a pipe of that name. */
function openOwn(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
  } catch {
    return undefined
  }
}

/** Windows knows neither owners nor modes here: there a user's folders are closed to others. */
function isOwn(found: Stats): boolean {
  if (process.getuid === undefined) return found.isFile()
  return found.isFile() && found.uid === process.getuid() && (found.mode & 0o077) === 0
}

function stamp(path: string): string | undefined {
  const found = stat(path)
  if (!found?.isFile() && !found?.isDirectory()) return undefined
  return [found.dev, found.ino, found.size, found.mtimeMs, found.ctimeMs].join('-')
}

function modified(path: string): number | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found && Math.floor(found.mtimeMs / 1000)
}

function list(path: string): string[] {
  try {
    return readdirSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

function tooLarge(): Error {
  return Object.assign(new Error('file too large'), { code: 'EFBIG' })
}

const NEW = { mode: 0o600, flag: 'wx' } as const
let written = 0

function partialOf(path: string): string {
  return `${path}.${process.pid}.${++written}.part`
}

function write(path: string, bytes: Uint8Array | string): void {
  const partial = partialOf(path)
  try {
    writeInFolder(partial, bytes)
    renameSync(partial, path)
  } catch (error) {
    remove(partial)
    throw error
  }
}

/** The folder is there most of the time: it is made where writing says that it is not. */
function writeInFolder(path: string, bytes: Uint8Array | string): void {
  try {
    writeFileSync(path, bytes, NEW)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    makeFolder(dirname(path))
    writeFileSync(path, bytes, NEW)
  }
}

/** A second name is given to a finished file: unlike a rename, that fails where the name is taken. */
function create(path: string, bytes: Uint8Array | string): void {
  const partial = partialOf(path)
  try {
    writeFileSync(partial, bytes, NEW)
    linkSync(partial, path)
  } catch (error) {
    if (!WITHOUT_LINKS.includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    createWithoutLink(path, bytes)
  } finally {
    remove(partial)
  }
}

/** What file systems without hard links say (FAT, some shares). */
const WITHOUT_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV']

function createWithoutLink(path: string, bytes: Uint8Array | string): void {
  const handle = openSync(path, NEW.flag, NEW.mode)
  try {
    writeFileSync(handle, bytes)
  } catch (error) {
    remove(path)
    throw error
  } finally {
    closeSync(handle)
  }
}

/** A link to nowhere has its name too. */
function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return false // whatever is in the way there will be in the way of writing
  }
}

function size(path: string): number | undefined {
  const found = stat(path)
  if (found && !found.isFile()) throw Object.assign(new Error('not a regular file'), { code: 'ENOTFILE' })
  return found?.size
}

/** Unlike `rmSync`, which brings along what takes whole folders away. */
function remove(path: string): void {
  try {
    unlinkSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
