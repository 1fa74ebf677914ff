import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder, and those above it, where they are not there yet: mode 0700. Errors of the operating system pass through.
 * Node's own recursive mkdir never ends where a folder that is there says that a name below it cannot be (`/proc`).
 */
export function makeFolder(path: string): void {
  if (isMade(path)) return
  const above = dirname(path)
  if (above !== path) makeFolder(above)
  mkdirUnlessThere(path)
}

/** Whether it is there now. False where the folder above it is missing, as far as the system tells. */
function isMade(path: string): boolean {
  try {
    mkdirUnlessThere(path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

/** Others may make it at the same time. */
function mkdirUnlessThere(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    // A folder that cannot be written says EACCES or EROFS of what it holds already.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || !isFolder(path)) throw error
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false // the first error says more
  }
}
