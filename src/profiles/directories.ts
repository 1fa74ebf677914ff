import { isAbsolute, join, resolve } from 'node:path'

type Variables = Readonly<Record<string, string | undefined>>

/** Where mp keeps what must outlive a process (XDG Base Directory Specification). */
export function stateDirectory(env: Variables, home: string): string {
  return join(absolute(env.XDG_STATE_HOME) ?? join(home, '.local', 'state'), 'maskinporten')
}

/** Where the user's own configuration file stands. */
export function configDirectory(env: Variables, home: string): string {
  return join(absolute(env.XDG_CONFIG_HOME) ?? join(home, '.config'), 'maskinporten')
}

/** Where tokens are kept: `MP_CACHE_DIR`, relative to the working directory, else the user's cache. */
export function cacheDirectory(env: Variables, home: string, cwd: string): string {
  if (env.MP_CACHE_DIR) return resolve(cwd, env.MP_CACHE_DIR)
  return join(absolute(env.XDG_CACHE_HOME) ?? join(home, '.cache'), 'maskinporten')
}

/** A relative path is to be taken for no path at all. */
function absolute(path: string | undefined): string | undefined {
  return path && isAbsolute(path) ? path : undefined
}
