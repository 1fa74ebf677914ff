import { platformOf } from '../../profiles/altinn-platforms.js'
import type { Environment } from '../../profiles/environments.js'
import type { Resolved } from '../../profiles/resolve.js'
import type { KeySource, PasswordSource } from '../../profiles/settings.js'

/** One value that a command would run with. */
export interface SettingRow {
  name: string
  value: unknown
  origin: string
}

/** Every setting that has a value. Passwords appear as the reference that leads to them. */
export function settingRows({ profile, environment, settings, key, apis }: Resolved): SettingRow[] {
  const { issuer, tokenEndpoint, selfservice } = environment.value
  const facts = { issuer, tokenEndpoint, selfservice }
  return [
    ...(profile ? [{ name: 'profile', ...profile }] : []),
    { name: 'environment', value: environment.value.name, origin: environment.origin },
    ...Object.entries(facts)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => ({ name, value, origin: `environment ${environment.value.name}` })),
    ...platformRow(environment.value, settings),
    ...Object.entries(settings).map(([name, sourced]) => ({ name, ...sourced })),
    ...Object.entries(key).map(([name, { value, origin }]) => ({
      name: keyName(name),
      value: keyValue(value),
      origin,
    })),
    ...Object.entries(apis).map(([name, sourced]) => ({ name: `apis.${name}`, ...sourced })),
  ]
}

/** The environment's Altinn, or the one that is asked for by name. Throws as {@link platformOf}. */
function platformRow(environment: Environment, settings: Resolved['settings']): SettingRow[] {
  const { altinn, altinnEnv } = settings
  const named = altinn?.value ? altinnEnv : undefined
  const value = altinn?.value ? platformOf(environment, named, altinn.origin) : environment.altinn
  const origin = named?.origin ?? `environment ${environment.name}`
  return value === undefined ? [] : [{ name: 'altinnPlatform', value, origin }]
}

/** The rows as a table for a person. */
export function renderSettings(files: readonly string[], rows: readonly SettingRow[]): string {
  const shown = rows.map(({ name, value, origin }) => [name, text(value), origin] as const)
  const width = (column: 0 | 1) => Math.max(...shown.map((row) => row[column].length))
  const lines = shown.map(
    ([name, value, origin]) => `${name.padEnd(width(0))}  ${value.padEnd(width(1))}  ${origin}`,
  )
  return [...files.map((file) => `file ${file}`), ...lines, ''].join('\n')
}

function text(value: unknown): string {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(' ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function keyName(name: string): string {
  return name === 'source' ? 'key.file' : `key.${name}`
}

function keyValue(value: string | KeySource | PasswordSource): string {
  if (typeof value === 'string') return value
  switch (value.kind) {
    case 'file':
      return value.path
    case 'variable':
      return `env:${value.name}`
    case 'stdin':
      return '-'
    case 'command':
      return `command ${value.argv[0]}`
    case 'plain':
    case 'text':
      return '[secret]'
  }
}
