import { dirname, join } from 'node:path'
import { inject } from 'vitest'
import type { Host } from '../../src/host.js'
import { main } from '../../src/main.js'
import { nodeFiles } from '../../src/platform/files.js'
import { httpSender } from '../../src/platform/http.js'
import { nodeHost } from '../../src/platform/node-host.js'
import type { HttpRequest } from '../../src/protocol/http.js'
import { Secret } from '../../src/secret.js'
import { directoryWith } from './directory.js'

export interface World {
  /** Files to lay in the working directory, by name. */
  files?: Record<string, string | Uint8Array>
  /** A working directory that is there already, instead of a new one. */
  cwd?: string
  env?: Record<string, string>
  stdin?: string | Uint8Array
  /** What a person types when asked; undefined: there is no terminal. */
  typed?: string
  host?: Partial<Host>
}

export interface Outcome {
  code: number
  stdout: string
  stderr: string
  /** What was sent to anyone but a sandbox that was being looked for. */
  sent: HttpRequest[]
  cwd: string
}

/** Runs one command line on real files and real sockets, with streams, variables and home of its own. */
export async function mp(argv: readonly string[], world: World = {}): Promise<Outcome> {
  const cwd = world.cwd ?? directoryWith(world.files)
  const said = { stdout: '', stderr: '' }
  const sent: HttpRequest[] = []
  const host: Host = {
    ...nodeHost(() => '0.0.0-test'),
    stdout: (text) => {
      said.stdout += text
    },
    stderr: (text) => {
      said.stderr += text
    },
    isTerminal: (descriptor) => descriptor !== 1 && world.typed !== undefined,
    env: { XDG_STATE_HOME: inject('stateHome'), XDG_CONFIG_HOME: join(cwd, 'no-config'), ...world.env },
    cwd,
    home: cwd,
    sender: (timeoutMs) => (request) => {
      if (!request.url.endsWith('/.well-known/mp-sandbox')) sent.push(request)
      return httpSender(timeoutMs)(request)
    },
    files: nodeFiles,
    readStdin: async () => Buffer.from(world.stdin ?? ''),
    promptHidden: async () => new Secret(world.typed ?? ''),
    ...world.host,
  }
  const code = await main(argv, host)
  return { code, ...said, sent, cwd }
}

/** A file of the committed vectors. */
export function vector(name: string): string {
  return join(dirname(import.meta.dirname), 'vectors', name)
}
