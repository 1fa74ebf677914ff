import { resolve } from 'node:path'
import type { KeySettings, KeySource, Layer } from '../settings.js'
import type { ForeignKey, ForeignSettings } from './foreign-settings.js'

/** Seconds, as in every grant of jwt-grant-generator's. */
const GENERATOR_LIFETIME = 120

const NAMES: Readonly<Record<string, string>> = {
  clientId: 'issuer',
  scopes: 'scope',
  consumerOrg: 'consumer_org',
  'key.file': 'keystore.file',
  'key.alias': 'keystore.alias',
  'key.kid': 'keystore.kid',
  'key.password': 'keystore.password',
  'key.entryPassword': 'keystore.alias.password',
}

/** A properties file as a place that settings come from. Paths are below `cwd`. */
export function toLayer({ settings, key }: ForeignSettings, label: string, cwd: string): Layer {
  return {
    settings: { ...settings, lifetime: GENERATOR_LIFETIME, key: toKey(key, label, cwd) },
    origin: (name) => `"${NAMES[name] ?? name}" in "${label}"`,
  }
}

function toKey(
  { source, alias, kid, password, entryPassword }: ForeignKey,
  label: string,
  cwd: string,
): KeySettings {
  return {
    ...(source && { source: toSource(source, label, cwd) }),
    ...(alias !== undefined && { alias }),
    ...(kid !== undefined && { kid }),
    ...(password && { password: { kind: 'plain', secret: password } }),
    ...(entryPassword && { entryPassword: { kind: 'plain', secret: entryPassword } }),
  }
}

function toSource(source: NonNullable<ForeignKey['source']>, label: string, cwd: string): KeySource {
  if (source.kind === 'path') return { kind: 'file', path: resolve(cwd, source.path), label: source.path }
  return { kind: 'text', text: source.text, label: `keystore.file of ${label}` }
}
