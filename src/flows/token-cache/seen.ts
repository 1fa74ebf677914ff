import type { Host } from '../../host.js'
import { sha256 } from '../../sha256.js'

/** What was looked at: variables, and files by their stamps. Null where there was none. */
export interface Seen {
  env: Readonly<Record<string, string | null>>
  files: Readonly<Record<string, string | null>>
}

type Looked = Pick<Host, 'env' | 'files'>

/** A host that remembers which variables and files were looked at through it, as they were before the look. */
export function watch(host: Host): { host: Host; seen: Seen } {
  const seen = { env: {} as Record<string, string | null>, files: {} as Record<string, string | null> }
  const { env, files } = host
  const note = (path: string) => {
    if (!(path in seen.files)) seen.files[path] = stampOf(path, files)
  }
  const looking = <Rest extends unknown[], T>(look: (path: string, ...rest: Rest) => T) => {
    return (path: string, ...rest: Rest): T => {
      note(path)
      return look(path, ...rest)
    }
  }
  const { read, readOwn, stamp, list, exists, size } = files
  const looks = { read, readOwn, stamp, list, exists, size }
  const watchedFiles = { ...files, ...mapped(looks, looking) }
  const watchedEnv = new Proxy(env, {
    get(_, name: string) {
      seen.env[name] = told(name, env[name])
      return env[name]
    },
  })
  const own = Object.getOwnPropertyDescriptors({ env: watchedEnv, files: watchedFiles })
  // The host's own getters stay getters.
  const all = { ...Object.getOwnPropertyDescriptors(host), ...own }
  return { host: Object.defineProperties({}, all) as Host, seen }
}

function mapped<T extends object>(looks: T, looking: (look: never) => unknown): T {
  return Object.fromEntries(Object.entries(looks).map(([name, look]) => [name, looking(look as never)])) as T
}

/** Whether all that was looked at is as it was. */
export function stillAsSeen(seen: Seen, { env, files }: Looked): boolean {
  for (const name in seen.env) if (seen.env[name] !== told(name, env[name])) return false
  for (const path in seen.files) if (!isStill(seen.files[path], stampOf(path, files))) return false
  return true
}

/** What cannot be known is never the same. */
function isStill(then: string | null | undefined, now: string | null): boolean {
  return then === now && now !== UNKNOWABLE
}

const UNKNOWABLE = 'not to be known'

function stampOf(path: string, files: Host['files']): string | null {
  try {
    return files.stamp(path) ?? (files.exists(path) ? UNKNOWABLE : null)
  } catch {
    return UNKNOWABLE
  }
}

/** The passwords among the variables that are looked at here: the others are read only where a key is opened. */
const PASSWORDS = [
  'MP_KEY_PASSWORD',
  'MP_ENTRY_PASSWORD',
  'MASKINPORTEN_KEYSTORE_PASSWORD',
  'MASKINPORTEN_KEY_PASSWORD',
]

/** Of a password it is told only that there is one. Of all else a digest: a key may be in a variable of any name. */
function told(name: string, value: string | undefined): string | null {
  if (value === undefined) return null
  return PASSWORDS.includes(name) ? 'set' : sha256(value)
}
