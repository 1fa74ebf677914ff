import { dirname, resolve } from 'node:path'
import type { Files } from '../host.js'
import type { Profile, SecretReference } from './config-schema.js'
import { parseKeySource } from './key-source.js'
import type { ConfigSource } from './load.js'
import type { Problem } from './shape.js'

/** The files of keys and passwords that a configuration names and that are not there. Whether they can be read is not asked. */
export function missingFiles({ path, config }: ConfigSource, files: Pick<Files, 'size'>): Problem[] {
  const dir = dirname(path)
  return Object.entries(config.profiles ?? {})
    .flatMap(([name, { key = {} }]) => named(key, `profiles.${name}.key`, dir))
    .filter(({ file }) => !isThere(file, files))
    .map((it) => ({ path: it.path, message: 'names a file that is not there' }))
}

interface Named {
  /** Where it is named. */
  path: string
  file: string
}

function named(key: NonNullable<Profile['key']>, path: string, dir: string): Named[] {
  const source = key.file === undefined ? undefined : parseKeySource(key.file, dir)
  return [
    ...(source?.kind === 'file' ? [{ path: `${path}.file`, file: source.path }] : []),
    ...passwordFile(key.password, `${path}.password`, dir),
    ...passwordFile(key.entryPassword, `${path}.entryPassword`, dir),
  ]
}

function passwordFile(reference: SecretReference | undefined, path: string, dir: string): Named[] {
  if (typeof reference !== 'object' || !('file' in reference)) return []
  return [{ path: `${path}.file`, file: resolve(dir, reference.file) }]
}

function isThere(file: string, files: Pick<Files, 'size'>): boolean {
  try {
    return files.size(file) !== undefined
  } catch {
    return true // a pipe, or in a folder that is closed: something is there, or may be
  }
}
