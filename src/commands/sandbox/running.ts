import { join } from 'node:path'
import type { Host, Lock } from '../../host.js'
import { sandboxFolder } from '../attach-sandbox.js'

/** A lock for each sandbox that runs on the kept state, by its port: a dead one's tells nothing. */
const FOLDER = 'running'

/** Says that a sandbox runs here, until it is released. */
export function markRunning(origin: string, host: Host): Promise<Lock | undefined> {
  return host.lock(join(sandboxFolder(host), FOLDER, new URL(origin).port))
}

/** The issuers of the sandboxes that run on the kept state. */
export async function runningHere(host: Host): Promise<string[]> {
  const folder = join(sandboxFolder(host), FOLDER)
  const issuers: string[] = []
  for (const port of host.files.list(folder).filter((name) => /^[0-9]+$/.test(name))) {
    const lock = await host.lock(join(folder, port))
    lock?.release()
    if (lock === undefined) issuers.push(`http://127.0.0.1:${port}/`)
  }
  return issuers
}
