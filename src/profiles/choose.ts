import { IncompleteError, MpError } from '../errors.js'
import { nearest } from '../nearest.js'
import { assertSameOrigin, isSameIssuer } from '../protocol/metadata.js'
import { ENVIRONMENTS, type Environment } from './environments.js'
import { type ProfileLayer, profileLayers, profileNames } from './from-file.js'
import { type PlatformIssuer, platformIssuer } from './from-variables.js'
import type { ConfigSource } from './load.js'
import type { Sourced } from './settings.js'

/** How a person may choose: by flag, by variable or not at all. */
export interface Wish {
  profile?: string | undefined
  environment?: string | undefined
}

export interface Choice {
  profile?: Sourced<string>
  environment: Sourced<Environment>
  layers: ProfileLayer[]
}

/** A choice in which nothing may have named an environment. */
export type OpenChoice = Omit<Choice, 'environment'> & Partial<Pick<Choice, 'environment'>>

type Variables = Readonly<Record<string, string | undefined>>

/** Which profile and which environment a command runs with. Throws `MP_USAGE` for a bad flag, else `MP_CONFIG_*`. */
export function choose(wish: Wish, env: Variables, sources: readonly ConfigSource[]): Choice {
  const { environment, ...choice } = chooseIfNamed(wish, env, sources)
  if (environment) return { ...choice, environment }
  throw new IncompleteError('environment', noEnvironment(choice.layers[0]?.profile, sources))
}

/** The same for what needs no environment. Throws for a bad name all the same. */
export function chooseIfNamed(wish: Wish, env: Variables, sources: readonly ConfigSource[]): OpenChoice {
  const named = first([wish.environment, '--env'], [env.MP_ENV, '$MP_ENV'])
  const profile = chooseProfile(wish, env, named, sources)
  const layers = profile ? profileLayers(profile.value, sources) : []
  const environment = chooseEnvironment(named, () => platformIssuer(env), layers, sources)
  return { ...(profile && { profile }), ...(environment && { environment }), layers }
}

function chooseProfile(
  wish: Wish,
  env: Variables,
  environment: Sourced<string> | undefined,
  sources: readonly ConfigSource[],
): Sourced<string> | undefined {
  const named = first([wish.profile, '--profile'], [env.MP_PROFILE, '$MP_PROFILE'])
  if (named) return named
  if (environment) return profileNames(sources).includes(environment.value) ? environment : undefined
  const source = sources.find(({ config }) => config.defaultProfile !== undefined)
  return first([source?.config.defaultProfile, `${source?.label}: defaultProfile`])
}

/** Flag, `MP_ENV`, what a platform names, and then the profile: its own word, its name, and what it extends. */
function chooseEnvironment(
  named: Sourced<string> | undefined,
  platformNamed: () => PlatformIssuer | undefined,
  layers: readonly ProfileLayer[],
  sources: readonly ConfigSource[],
): Sourced<Environment> | undefined {
  if (named) return find(named, sources)
  const platform = platformNamed()
  if (platform) return { value: environmentOf(platform), origin: platform.origin }
  const known = knownEnvironments(sources).map(({ name }) => name)
  for (const layer of layers) {
    const [nearest] = layers.filter(({ profile, environment }) => profile === layer.profile && environment)
    if (nearest?.environment)
      return find({ value: nearest.environment, origin: nearest.origin('environment') }, sources)
    if (known.includes(layer.profile))
      return find({ value: layer.profile, origin: 'the name of the profile' }, sources)
  }
  return undefined
}

function noEnvironment(profile: string | undefined, sources: readonly ConfigSource[]): string {
  if (profile !== undefined) return `profile "${profile}" does not say which environment it is for`
  return sources.length === 0
    ? 'there is no configuration file and no environment was named'
    : 'no profile was named'
}

function find({ value, origin }: Sourced<string>, sources: readonly ConfigSource[]): Sourced<Environment> {
  const known = knownEnvironments(sources)
  const environment = known.find(({ name }) => name === value)
  if (environment) return { value: environment, origin }
  const names = known.map(({ name }) => name)
  const suggestion = nearest(value, names)
  throw new MpError(
    origin === '--env' ? 'MP_USAGE' : 'MP_ENVIRONMENT_UNKNOWN',
    `there is no environment "${value}" (${origin}); the environments are ${names.join(', ')}`,
    suggestion === undefined ? {} : { suggestion },
  )
}

/** The built-in environments and those of the files, the project's before the user's. */
export function knownEnvironments(sources: readonly ConfigSource[]): Environment[] {
  const custom = sources.flatMap(({ config }) =>
    Object.entries(config.environments ?? {}).map(([name, environment]) =>
      environmentOf({ ...environment, name }),
    ),
  )
  return [...ENVIRONMENTS, ...custom]
}

interface NamedIssuer {
  name?: string
  issuer: string
  tokenEndpoint?: string | undefined
  altinn?: string | undefined
  selfservice?: string | undefined
}

/** An environment by its issuer: what is known of a built-in issuer holds under any name. */
export function environmentOf({
  name,
  issuer,
  tokenEndpoint,
  altinn,
  selfservice,
}: NamedIssuer): Environment {
  const builtIn = ENVIRONMENTS.find((environment) => isSameIssuer(environment.issuer, issuer))
  if (tokenEndpoint !== undefined) assertSameOrigin(issuer, tokenEndpoint)
  return {
    ...(builtIn ?? { issuer }),
    name: name ?? builtIn?.name ?? issuer,
    ...(tokenEndpoint !== undefined && { tokenEndpoint }),
    ...(altinn !== undefined && { altinn }),
    ...(selfservice !== undefined && { selfservice }),
  }
}

function first(
  ...candidates: readonly (readonly [string | undefined, string])[]
): Sourced<string> | undefined {
  const found = candidates.find(([value]) => value !== undefined && value !== '')
  return found?.[0] === undefined ? undefined : { value: found[0], origin: found[1] }
}
