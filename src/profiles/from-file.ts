import { dirname, resolve } from 'node:path'
import { MpError } from '../errors.js'
import { nearest } from '../nearest.js'
import { parseOrgnr } from '../protocol/orgnr.js'
import { Secret } from '../secret.js'
import type { Profile, SecretReference } from './config-schema.js'
import { parseKeySource, splitList } from './key-source.js'
import { type ConfigSource, namedIn } from './load.js'
import type { KeySettings, Layer, PasswordSource, Settings } from './settings.js'

/** One profile as one file tells it. A profile may stand in several files, and extend another: nearest first. */
export interface ProfileLayer extends Layer {
  readonly profile: string
  readonly environment?: string
}

/** Every name that a profile may be asked for by. */
export function profileNames(sources: readonly ConfigSource[]): string[] {
  return [...new Set(sources.flatMap(({ config }) => Object.keys(config.profiles ?? {})))]
}

/** Longer than anybody can follow, and short enough for every profile of a file to be looked at. */
const LONGEST_CHAIN = 100

/**
 * The layers of a profile: the project's file before the user's, then what it extends, and so on. Throws
 * `MP_PROFILE_UNKNOWN`, and `MP_CONFIG_INVALID` where profiles extend each other in a circle, or on and on.
 */
export function profileLayers(name: string, sources: readonly ConfigSource[]): ProfileLayer[] {
  const layers: ProfileLayer[] = []
  const seen: string[] = []
  for (let next: string | undefined = name, by: string | undefined; next !== undefined; ) {
    if (seen.includes(next)) {
      throw new MpError(
        'MP_CONFIG_INVALID',
        `profiles extend each other in a circle: ${[...seen, next].join(' -> ')}`,
        { config: namedIn(sources) },
      )
    }
    if (seen.length === LONGEST_CHAIN) {
      throw new MpError(
        'MP_CONFIG_INVALID',
        `profile "${name}" extends a profile that extends another, more than ${LONGEST_CHAIN} times over`,
        { config: namedIn(sources) },
      )
    }
    seen.push(next)
    const found: Profile[] = []
    for (const source of sources) {
      const profile = profileIn(source, next)
      if (profile === undefined) continue
      found.push(profile)
      layers.push(toLayer(next, profile, source))
    }
    if (found.length === 0) throw unknownProfile(next, by, sources)
    by = next
    next = found.find((profile) => profile.extends !== undefined)?.extends
  }
  return layers
}

function profileIn({ config }: ConfigSource, name: string): Profile | undefined {
  return config.profiles !== undefined && Object.hasOwn(config.profiles, name)
    ? config.profiles[name]
    : undefined
}

function unknownProfile(name: string, by: string | undefined, sources: readonly ConfigSource[]): MpError {
  const known = profileNames(sources)
  const suggestion = nearest(name, known)
  const who = by === undefined ? '' : `, which "${by}" extends`
  const list =
    known.length === 0 ? 'no configuration file has profiles' : `the profiles are ${known.join(', ')}`
  return new MpError('MP_PROFILE_UNKNOWN', `there is no profile "${name}"${who}; ${list}`, {
    ...(suggestion && { suggestion }),
  })
}

function toLayer(name: string, profile: Profile, source: ConfigSource): ProfileLayer {
  const { scopes, resource, consumerOrg, systemuserOrg, key, extends: _, environment, ...plain } = profile
  const { clientId, onBehalfOf, externalRef, authorizationDetails, lifetime, alg } = plain
  const { altinn, altinnEnv, altinnTest, apis } = plain
  const settings: Settings = {
    ...(clientId !== undefined && { clientId }),
    ...(scopes && { scopes: splitList(scopes) }),
    ...(resource && { resource }),
    ...(consumerOrg && { consumerOrg: parseOrgnr(consumerOrg) ?? consumerOrg }),
    ...(systemuserOrg && { systemuserOrg: parseOrgnr(systemuserOrg) ?? systemuserOrg }),
    ...(onBehalfOf !== undefined && { onBehalfOf }),
    ...(externalRef !== undefined && { externalRef }),
    ...(authorizationDetails && { authorizationDetails }),
    ...(lifetime !== undefined && { lifetime }),
    ...(alg && { alg }),
    ...(altinn !== undefined && { altinn }),
    ...(altinnEnv !== undefined && { altinnEnv }),
    ...(altinnTest !== undefined && { altinnTest }),
    ...(apis && { apis: toApis(apis) }),
    ...(key && { key: toKeySettings(key, source) }),
  }
  return {
    profile: name,
    ...(environment !== undefined && { environment }),
    settings,
    origin: (setting) => `${source.label}: profiles.${name}.${setting}`,
  }
}

function toApis(apis: NonNullable<Profile['apis']>): NonNullable<Settings['apis']> {
  const entries = Object.entries(apis).map(([name, api]) => [
    name,
    api.scopes ? { ...api, scopes: splitList(api.scopes) } : api,
  ])
  return Object.fromEntries(entries)
}

function toKeySettings(key: NonNullable<Profile['key']>, source: ConfigSource): KeySettings {
  const dir = dirname(source.path)
  return {
    ...(key.file !== undefined && { source: parseKeySource(key.file, dir) }),
    ...(key.alias !== undefined && { alias: key.alias }),
    ...(key.kid !== undefined && { kid: key.kid }),
    ...(key.password !== undefined && { password: toPasswordSource(key.password, source) }),
    ...(key.entryPassword !== undefined && { entryPassword: toPasswordSource(key.entryPassword, source) }),
  }
}

function toPasswordSource(reference: SecretReference, source: ConfigSource): PasswordSource {
  if (typeof reference === 'string') return { kind: 'plain', secret: new Secret(reference) }
  if ('env' in reference) return { kind: 'variable', name: reference.env }
  if ('file' in reference) {
    return { kind: 'file', path: resolve(dirname(source.path), reference.file), label: reference.file }
  }
  return { kind: 'command', argv: reference.command, config: source }
}
