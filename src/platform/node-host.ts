import { writeSync } from 'node:fs'
import { MpError } from '../errors.js'
import type { Host, Outflow, Pool } from '../host.js'
import type { BodySource, Stream } from '../protocol/http-stream.js'
import { nodeFiles } from './files.js'

/** The host that a real process runs on: the only reader of `process`. What costs time is loaded when it is called. */
export function nodeHost(version: () => string): Host {
  return {
    stdout: (text) => writeAll(1, text),
    stderr: (text) => writeAll(2, text),
    isTerminal: (descriptor) => builtin('node:tty').isatty(descriptor),
    env: process.env,
    get cwd() {
      return workingDirectory()
    },
    get home() {
      return homeDirectory()
    },
    version,
    runtime: () => ({ node: process.versions.node, platform: process.platform, arch: process.arch }),
    now: () => Math.floor(Date.now() / 1000),
    milliseconds: () => performance.now(),
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    random: Math.random,
    newId: () => builtin('node:crypto').randomUUID(),
    sender: (timeoutMs, route) => async (request) => {
      const { httpSender } = await import('./http.js')
      return httpSender(timeoutMs, variablesFor(route))(request)
    },
    pool: lazyPool,
    useEveryCore,
    stream: lazyStream,
    files: nodeFiles,
    lock: async (path) => (await import('./lock.js')).tryLock(path),
    readStdin,
    stdinBody,
    fileBody: async (path) => (await import('./body-source.js')).fileBody(path),
    outflow,
    replaceFile: async (path) => (await import('./replacement.js')).replace(path),
    run: async (argv, hear) => (await import('./run.js')).runProgram(argv, hear),
    execute: async (argv, env) => (await import('./execute.js')).execute(argv, env),
    promptHidden: async (question) => (await import('./prompt.js')).promptHidden(question),
    promptVisible: async (question) => (await import('./prompt.js')).promptVisible(question),
    interrupted,
  }
}

/** Built-in modules at the moment of their first use: each costs milliseconds that most commands need not spend. */
const builtin = process.getBuiltinModule

/** Loaded when it is first used. */
function lazyPool(timeoutMs: number, connections: number, route?: 'direct'): Pool {
  let pool: Promise<Pool> | undefined
  const loaded = () => {
    pool ??= import('./keep-alive.js').then(({ keepAlivePool }) =>
      keepAlivePool(timeoutMs, connections, variablesFor(route)),
    )
    return pool
  }
  return {
    send: async (request) => (await loaded()).send(request),
    findWay: async (url) => (await loaded()).findWay(url),
    close: () => void pool?.then(({ close }) => close()),
  }
}

/** Node makes its threads when the first of them is needed, and looks at this then. What the person has set stands. */
function useEveryCore(): void {
  process.env.UV_THREADPOOL_SIZE ??= String(builtin('node:os').availableParallelism())
}

/** Without variables there is no proxy. */
function variablesFor(route: 'direct' | undefined): NodeJS.ProcessEnv {
  return route === 'direct' ? {} : process.env
}

/** One for all its requests, so that they share their connections. */
function lazyStream(silenceMs: number, route?: 'direct'): Stream {
  let stream: Promise<Stream> | undefined
  return async (request) => {
    stream ??= import('./http-stream.js').then(({ httpStream }) => httpStream(silenceMs, variablesFor(route)))
    return (await stream)(request)
  }
}

async function stdinBody(): Promise<BodySource> {
  return (await import('./body-source.js')).onceFrom(() => process.stdin)
}

async function outflow(): Promise<Outflow> {
  return (await import('./standard-output.js')).standardOutput(1)
}

/** Writes it all, also to a pipe that is full for the moment. A reader that has gone away wants no more. */
function writeAll(descriptor: number, text: string | Uint8Array): void {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  for (let offset = 0; offset < bytes.length; ) {
    try {
      offset += writeSync(descriptor, bytes, offset)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EPIPE') return
      if (code !== 'EAGAIN' && descriptor === 1) throw unwritable(error)
      if (code !== 'EAGAIN') return // a failure that cannot be told is told by the exit code
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}

function unwritable(cause: unknown): MpError {
  const { code } = cause as NodeJS.ErrnoException
  return new MpError('MP_FILE', `standard output cannot be written (${code})`, { cause })
}

/** As much as of a file: keys and passwords are small, and some sources have no end. */
const STDIN_LIMIT = 10 * 1024 * 1024

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of process.stdin) {
    length += chunk.length
    if (length > STDIN_LIMIT) throw Object.assign(new Error('standard input too large'), { code: 'EFBIG' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, length)
}

function interrupted(): Promise<number> {
  return new Promise((resolve) => {
    const end = () => resolve(130)
    process.once('SIGINT', end)
    process.once('SIGTERM', end)
  })
}

/** As `os.homedir` finds it, which costs a module more. */
function homeDirectory(): string {
  return (process.platform !== 'win32' && process.env.HOME) || builtin('node:os').homedir()
}

function workingDirectory(): string {
  try {
    return process.cwd()
  } catch (cause) {
    throw new MpError('MP_FILE', 'the working directory is not there any more', { cause })
  }
}
