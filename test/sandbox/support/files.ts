import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Files } from '../../../src/host.js'

/** The smallest part of `Files` that the sandbox needs, with the port's promises kept. */
export const nodeFiles: Pick<Files, 'read' | 'write' | 'makeFolder'> = {
  read(path) {
    try {
      return readFileSync(path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  },
  makeFolder(path) {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  },
  write(path, bytes) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    const beside = `${path}.${process.pid}.part`
    writeFileSync(beside, bytes, { mode: 0o600 })
    renameSync(beside, path)
  },
}

/** An empty folder, and a way to be rid of it. */
export function scratch(): { dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'mp-sandbox-test-'))
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}
