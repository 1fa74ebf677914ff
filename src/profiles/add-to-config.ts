import { sliceAt, withMember } from '../protocol/json-slices.js'
import type { ConfigFile, CustomEnvironment, Profile } from './config-schema.js'

/** A profile under its name, and an environment that comes with it. */
export interface Addition {
  name: string
  profile: Profile
  environment?: { name: string; added: CustomEnvironment } | undefined
}

/** A configuration file of the addition alone. */
export function newConfig(addition: Addition): ConfigFile {
  return {
    $schema: './node_modules/maskinporten-cli/schema.json',
    defaultProfile: addition.name,
    ...additionAlone(addition),
  }
}

/** The addition as a part of a configuration. */
export function additionAlone({ name, profile, environment }: Addition): ConfigFile {
  return {
    profiles: { [name]: profile },
    ...(environment && { environments: { [environment.name]: environment.added } }),
  }
}

/** A configuration file's sound JSON with the addition at the end of its profiles and environments, and all else as it was written. */
export function addToConfig(file: string, { name, profile, environment }: Addition): string {
  const mark = file.startsWith('\ufeff') ? '\ufeff' : ''
  const text = file.slice(mark.length)
  const unit = /^\{\s*\n([ \t]+)"/.exec(text)?.[1] ?? '  '
  const withProfile = added(text, ['profiles', name], profile, unit)
  const whole = environment
    ? added(withProfile, ['environments', environment.name], environment.added, unit)
    : withProfile
  return mark + (text.includes('\r\n') ? whole.replace(/\r?\n/g, '\r\n') : whole)
}

function added(config: string, [group, name]: [string, string], value: object, unit: string): string {
  const members = sliceAt(config, [group])
  if (members === undefined) return withLast(config, group, { [name]: value }, unit, 0)
  return withMember(config, group, withLast(members, name, value, unit, 1))
}

/** The object's text with one more member, on lines of its own. */
function withLast(object: string, name: string, value: object, unit: string, depth: number): string {
  const end = object.lastIndexOf('}')
  const before = object.slice(0, end).trimEnd()
  const indent = unit.repeat(depth + 1)
  const lines = JSON.stringify(value, null, unit).replaceAll('\n', `\n${indent}`)
  const comma = before.endsWith('{') ? '' : ','
  return `${before}${comma}\n${indent}${JSON.stringify(name)}: ${lines}\n${unit.repeat(depth)}}${object.slice(end + 1)}`
}
