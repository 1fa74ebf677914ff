import { MpError } from '../../errors.js'
import { nearest } from '../../nearest.js'
import { isSameIssuer } from '../../protocol/metadata.js'
import type { ConfigFile, CustomEnvironment } from '../config-schema.js'
import { ENVIRONMENTS } from '../environments.js'
import { foreignEnvironment } from './foreign-environment.js'
import type { ForeignSettings } from './foreign-settings.js'
import { SettingsError } from './settings-error.js'

/** The environment that a file is for, by a name that it has in the configuration or is to get there. */
export interface PlacedEnvironment {
  name: string
  /** What is to be written under the name, where nothing has it yet. */
  added?: CustomEnvironment
  warnings: readonly string[]
}

/**
 * Finds the environment of a file's issuer among the built-in ones and the configuration's, or makes it one of its own. `named`
 * is what `--env` said. Throws `MP_USAGE` where that is none or another, `MP_SETTINGS_INVALID` where nothing says it.
 */
export function placeEnvironment(
  { issuer, tokenEndpoint }: ForeignSettings,
  { environments = {} }: ConfigFile,
  { named, label }: { named: string | undefined; label: string },
): PlacedEnvironment {
  const known = [...ENVIRONMENTS, ...Object.entries(environments).map(([name, it]) => ({ ...it, name }))]
  if (named !== undefined && !known.some(({ name }) => name === named)) throw unknown(named, known)
  if (issuer === undefined) {
    if (named !== undefined) return { name: named, warnings: [] }
    throw new SettingsError('no issuer', `"${label}" does not say which Maskinporten it is for`)
  }
  const { environment, warnings } = foreignEnvironment(issuer, tokenEndpoint)
  const found = known.find((it) => isSameIssuer(it.issuer, environment.issuer))
  if (named !== undefined && found?.name !== named)
    throw new MpError(
      'MP_USAGE',
      `--env "${named}" is another than that of "${label}", which is for ${environment.issuer}`,
    )
  if (found) return { name: found.name, warnings: [...warnings, ...otherEndpoint(found, tokenEndpoint)] }
  const name = unusedName(environment.issuer, known)
  return {
    name,
    added: { issuer: environment.issuer, ...(tokenEndpoint !== undefined && { tokenEndpoint }) },
    warnings,
  }
}

function otherEndpoint(
  { name, tokenEndpoint }: { name: string; tokenEndpoint?: string },
  written: string | undefined,
): string[] {
  if (written === undefined || written === tokenEndpoint) return []
  return [`the token endpoint ${written} is left out: environment "${name}" knows its own`]
}

function unusedName(issuer: string, known: readonly { name: string }[]): string {
  const { hostname, protocol } = new URL(issuer)
  const base = protocol === 'http:' ? 'local' : hostname
  const isTaken = (name: string) => known.some((it) => it.name === name)
  let name = base
  for (let count = 2; isTaken(name); count++) name = `${base}-${count}`
  return name
}

function unknown(named: string, known: readonly { name: string }[]): MpError {
  const names = known.map(({ name }) => name)
  const suggestion = nearest(named, names)
  return new MpError(
    'MP_USAGE',
    `there is no environment "${named}" (--env); the environments are ${names.join(', ')}`,
    suggestion === undefined ? {} : { suggestion },
  )
}
