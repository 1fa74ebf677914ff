import { closeSync, openSync, realpathSync, renameSync, rmSync, type Stats, statSync } from 'node:fs'
import type { Replacement } from '../host.js'
import { outflowTo } from './outflow.js'

let made = 0

/**
 * A file's new content, 0600, under another name beside it until it is whole. A pipe or a device has no content to keep: it
 * is written straight away. A link leads to the file that is replaced.
 */
export function replace(path: string): Replacement {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found && !found.isFile()) return straightTo(path, found)
  const target = found ? realpathSync(path) : path
  const partial = `${target}.${process.pid}.${++made}.part`
  const handle = openSync(partial, 'wx', 0o600)
  const flow = outflowTo(handle)
  const settle = async () => {
    await flow.end().finally(() => closeSync(handle))
  }
  return {
    ...flow,
    async commit() {
      await settle()
      renameSync(partial, target)
    },
    async abandon() {
      await settle().catch(() => {}) // why it was given up is known already
      rmSync(partial, { force: true })
    },
  }
}

function straightTo(path: string, found: Stats): Replacement {
  if (found.isDirectory()) throw Object.assign(new Error('is a directory'), { code: 'EISDIR' })
  const handle = openSync(path, 'w')
  const flow = outflowTo(handle)
  return {
    ...flow,
    commit: async () => {
      await flow.end().finally(() => closeSync(handle))
    },
    abandon: async () => closeSync(handle),
  }
}
