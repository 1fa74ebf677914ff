import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { inject } from 'vitest'
import type { Host } from '../../src/host.js'
import { main } from '../../src/main.js'
import { onceFrom } from '../../src/platform/body-source.js'
import { nodeFiles } from '../../src/platform/files.js'
import { httpSender } from '../../src/platform/http.js'
import { httpStream } from '../../src/platform/http-stream.js'
import { keepAlivePool } from '../../src/platform/keep-alive.js'
import { nodeHost } from '../../src/platform/node-host.js'
import type { HttpRequest } from '../../src/protocol/http.js'
import type { StreamedRequest } from '../../src/protocol/http-stream.js'
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
  /** Whether standard output is a terminal. */
  terminal?: boolean
  host?: Partial<Host>
}

export interface Outcome {
  code: number
  stdout: string
  stderr: string
  /** Standard output as it came. */
  bytes: Buffer
  /** What was sent to anyone but a sandbox that was being looked for. */
  sent: HttpRequest[]
  /** What was sent to an API, each try of it. */
  called: StreamedRequest[]
  cwd: string
}

/** Runs one command line on real files and real sockets, with streams, variables and home of its own. */
export async function mp(argv: readonly string[], world: World = {}): Promise<Outcome> {
  const cwd = world.cwd ?? directoryWith(world.files)
  const out: Buffer[] = []
  let stderr = ''
  const sent: HttpRequest[] = []
  const called: StreamedRequest[] = []
  const real = nodeHost(() => '0.0.0-test')
  const host: Host = {
    ...real,
    stdout: (text) => {
      out.push(Buffer.from(text))
    },
    stderr: (text) => {
      stderr += text
    },
    isTerminal: (descriptor) => (descriptor === 1 ? world.terminal === true : world.typed !== undefined),
    env: { XDG_STATE_HOME: inject('stateHome'), XDG_CONFIG_HOME: join(cwd, 'no-config'), ...world.env },
    cwd,
    home: cwd,
    sender: (timeoutMs, route) => (request) => {
      if (!request.url.endsWith('/.well-known/mp-sandbox')) sent.push(request)
      return httpSender(timeoutMs, route === 'direct' ? {} : world.env)(request)
    },
    pool(timeoutMs, connections, route) {
      const { send, ...pool } = keepAlivePool(timeoutMs, connections, route === 'direct' ? {} : world.env)
      const recorded = (request: HttpRequest) => {
        sent.push(request)
        return send(request)
      }
      return { send: recorded, ...pool }
    },
    useEveryCore: () => {},
    stream(silenceMs, route) {
      const stream = httpStream(silenceMs, route === 'direct' ? {} : world.env)
      return (request) => {
        called.push(request)
        return stream(request)
      }
    },
    // Nobody waits in a test for what another try would bring.
    pause: (milliseconds) => real.pause(milliseconds / 100),
    files: nodeFiles,
    readStdin: async () => Buffer.from(world.stdin ?? ''),
    stdinBody: async () => onceFrom(() => Readable.from([Buffer.from(world.stdin ?? '')])),
    outflow: async () => ({ sink: (piece) => void out.push(Buffer.from(piece)), end: async () => {} }),
    interrupted: () => new Promise(() => {}),
    promptHidden: async () => new Secret(world.typed ?? ''),
    promptVisible: async () => world.typed ?? '',
    ...world.host,
  }
  const code = await main(argv, host)
  const bytes = Buffer.concat(out)
  return { code, stdout: bytes.toString(), stderr, bytes, sent, called, cwd }
}

/** A file of the committed vectors. */
export function vector(name: string): string {
  return join(dirname(import.meta.dirname), 'vectors', name)
}
