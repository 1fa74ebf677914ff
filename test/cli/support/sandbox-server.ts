import { join } from 'node:path'
import { inject, onTestFinished } from 'vitest'
import { sandboxOptions } from '../../../src/commands/attach-sandbox.js'
import { nodeHost } from '../../../src/platform/node-host.js'
import { createSandbox } from '../../../src/sandbox/routes.js'
import { listen } from '../../../src/sandbox/server.js'
import { openState } from '../../../src/sandbox/store.js'

/** A sandbox on a port of its own, with the keys that all tests share; gone when the test is over. */
export async function sandboxServer(): Promise<string> {
  const host = nodeHost(() => '0')
  const state = await openState(host.files, join(inject('stateHome'), 'maskinporten', 'sandbox'), host)
  const server = await listen((origin) => createSandbox(sandboxOptions(origin, state, host)), { port: 0 })
  onTestFinished(() => server.close())
  return server.origin
}
