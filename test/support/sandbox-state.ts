import { randomUUID, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { nodeFiles } from '../../src/platform/files.js'
import { openState } from '../../src/sandbox/store.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** An `XDG_STATE_HOME` in which a sandbox's keys have been made: RSA keys cost a second, once for all tests. It trusts the vectors' CA. */
    stateHome: string
  }
}

export async function setup({ provide }: TestProject): Promise<() => void> {
  const stateHome = mkdtempSync(join(tmpdir(), 'mp-test-state-'))
  const now = () => Math.floor(Date.now() / 1000)
  const { paths } = await openState(nodeFiles, join(stateHome, 'maskinporten', 'sandbox'), {
    now,
    newId: randomUUID,
  })
  const root = new X509Certificate(
    readFileSync(join(dirname(import.meta.dirname), 'vectors', 'root.crt.der')),
  )
  nodeFiles.write(join(paths.trusted, 'vectors.pem'), root.toString())
  provide('stateHome', stateHome)
  return () => rmSync(stateHome, { recursive: true, force: true })
}
