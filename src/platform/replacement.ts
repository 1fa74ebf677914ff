import { closeSync, openSync, realpathSync, renameSync, rmSync, type Stats, statSync } from 'node:fs'
import type { Outflow, Replacement } from '../host.js'
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
  const { flow, settle } = opened(openSync(partial, 'wx', 0o600))
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

/** An open file that is closed once, when nothing is being written to it any more. */
function opened(handle: number): { flow: Outflow; settle(): Promise<void> } {
  const flow = outflowTo(handle)
  let settled: Promise<void> | undefined
  const settle = () => {
    settled ??= flow.end().finally(() => closeSync(handle))
    return settled
  }
  return { flow, settle }
}

function straightTo(path: string, found: Stats): Replacement {
  if (found.isDirectory()) throw Object.assign(new Error('is a directory'), { code: 'EISDIR' })
  const { flow, settle } = opened(openSync(path, 'w'))
  return {
    ...flow,
    commit: settle,
    // Not awaited: who reads the pipe may never take what is on its way.
    abandon: async () => void settle().catch(() => {}),
  }
}
