import type { ObtainTokenPorts } from '../../src/flows/obtain-token.js'
import type { Files } from '../../src/host.js'
import type { Send } from '../../src/protocol/http.js'
import { Secret } from '../../src/secret.js'
import { NOW } from './keys.js'

export interface MemoryFiles extends Files {
  /** What is written where. */
  readonly kept: Map<string, Uint8Array>
}

/** Files that are nowhere but here. */
export function memoryFiles(files: Record<string, string | Uint8Array> = {}): MemoryFiles {
  const bytes = (content: string | Uint8Array) =>
    typeof content === 'string' ? new TextEncoder().encode(content) : content
  const kept = new Map(Object.entries(files).map(([path, content]) => [path, bytes(content)]))
  return {
    kept,
    read: (path) => kept.get(path),
    readOwn: (path) => kept.get(path),
    stamp: (path) => (kept.has(path) ? `${kept.get(path)?.length}` : undefined),
    modified: (path) => (kept.has(path) ? NOW : undefined),
    list: (path) =>
      [...kept.keys()]
        .filter((name) => name.startsWith(`${path}/`))
        .map((name) => name.slice(path.length + 1)),
    write: (path, content) => void kept.set(path, bytes(content)),
    create: (path, content) => {
      if (kept.has(path)) throw Object.assign(new Error('exists'), { code: 'EEXIST' })
      kept.set(path, bytes(content))
    },
    makeFolder: () => {},
    exists: (path) => kept.has(path),
    size: (path) => kept.get(path)?.length,
    rename: (from, to) => {
      const content = kept.get(from)
      if (content === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
      kept.set(to, content)
      kept.delete(from)
    },
    remove: (path) => void kept.delete(path),
    grow: (path, at) => {
      const there = at === 0 ? new Uint8Array() : kept.get(path)
      if (there === undefined || there.length < at)
        throw Object.assign(new Error('short'), { code: 'EINVAL' })
      kept.set(path, there.slice(0, at))
      const write = (text: string) => {
        kept.set(path, Buffer.concat([kept.get(path) ?? new Uint8Array(), bytes(text)]))
      }
      return { write, close: () => {} }
    },
  }
}

export interface World {
  files?: Record<string, string | Uint8Array>
  env?: Record<string, string>
  stdin?: string | Uint8Array
  /** What programs print, by their first word. */
  programs?: Record<string, string>
  /** What a person types; undefined: there is nobody to ask. */
  typed?: string
}

/** The ports that flows need to read keys and passwords, and what was asked of them. */
export function portsIn({ files, env = {}, stdin = '', programs = {}, typed }: World = {}) {
  const asked: string[] = []
  const ran: (readonly string[])[] = []
  return {
    asked,
    ran,
    files: memoryFiles(files),
    env,
    home: '/home/kari',
    now: () => NOW,
    mayPrompt: () => typed !== undefined,
    readStdin: async () => Buffer.from(stdin),
    run: async (argv: readonly string[]) => {
      ran.push(argv)
      return Buffer.from(programs[argv[0] ?? ''] ?? '')
    },
    promptHidden: async (question: string) => {
      asked.push(question)
      return new Secret(typed ?? '')
    },
  }
}

/** The ports that asking for a token needs: time stands still, and nobody waits. */
export function tokenPorts(send: Send, more: Partial<ObtainTokenPorts> = {}): ObtainTokenPorts {
  return {
    send,
    now: () => NOW,
    newId: () => 'an-id',
    pause: async () => {},
    random: () => 0.5,
    tell: () => {},
    warn: () => {},
    ...more,
  }
}
