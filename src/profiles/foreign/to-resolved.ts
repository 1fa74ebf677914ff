import { resolve } from 'node:path'
import type { Environment } from '../environments.js'
import type { Resolved } from '../resolve.js'
import type { KeySource, Settings, Sourced } from '../settings.js'
import type { ForeignKey, ForeignSettings } from './foreign-settings.js'

/** The file by itself as what a command runs with: no flag, variable or profile beside it. Paths are below `cwd`. */
export function toResolved(
  { settings, key }: ForeignSettings,
  { environment, label, cwd }: { environment: Environment; label: string; cwd: string },
): Resolved {
  const sourced = <T>(value: T): Sourced<T> => ({ value, origin: `"${label}"` })
  const all: Settings = { ...settings, lifetime: GENERATOR_LIFETIME }
  return {
    environment: sourced(environment),
    settings: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, sourced(value)])),
    key: toKey(key, label, cwd),
    apis: {},
  }
}

/** Seconds, as in every grant of jwt-grant-generator's. */
const GENERATOR_LIFETIME = 120

function toKey(
  { source, alias, kid, password, entryPassword }: ForeignKey,
  label: string,
  cwd: string,
): Resolved['key'] {
  const sourced = <T>(name: string, value: T): Sourced<T> => ({ value, origin: `"${name}" in "${label}"` })
  return {
    ...(source && { source: sourced('keystore.file', toSource(source, label, cwd)) }),
    ...(alias !== undefined && { alias: sourced('keystore.alias', alias) }),
    ...(kid !== undefined && { kid: sourced('keystore.kid', kid) }),
    ...(password && { password: sourced('keystore.password', { kind: 'plain', secret: password }) }),
    ...(entryPassword && {
      entryPassword: sourced('keystore.alias.password', { kind: 'plain', secret: entryPassword }),
    }),
  }
}

function toSource(source: NonNullable<ForeignKey['source']>, label: string, cwd: string): KeySource {
  if (source.kind === 'path') return { kind: 'file', path: resolve(cwd, source.path), label: source.path }
  return { kind: 'text', text: source.text, label: `keystore.file of ${label}` }
}
