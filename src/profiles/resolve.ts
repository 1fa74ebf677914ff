import { choose, chooseIfNamed, type OpenChoice, type Wish } from './choose.js'
import type { Environment } from './environments.js'
import { ownVariables, platformVariables } from './from-variables.js'
import type { ConfigSource } from './load.js'
import type { ApiSettings, KeySettings, Layer, SettingName, Settings, Sourced } from './settings.js'

/** What a command runs with: every setting with its place of origin. Nothing has been read but the configuration. */
export interface Resolved {
  profile?: Sourced<string>
  environment: Sourced<Environment>
  settings: { [Name in SettingName]?: Sourced<NonNullable<Settings[Name]>> }
  key: { [Name in keyof KeySettings]?: Sourced<NonNullable<KeySettings[Name]>> }
  /** By name: the APIs that profiles speak of, each put together of all that speak of it. */
  apis: Readonly<Record<string, Sourced<ApiSettings>>>
}

/** The same for what needs no environment: there is one only where one was named. */
export type OpenResolved = Omit<Resolved, 'environment'> & Partial<Pick<Resolved, 'environment'>>

export interface Given {
  wish: Wish
  /** What the flags say. */
  flags: Layer
  env: Readonly<Record<string, string | undefined>>
  cwd: string
  sources: readonly ConfigSource[]
}

/** Puts flags over `MP_*`, over `MASKINPORTEN_*`, over the project's file, over the user's file. */
export function resolveSettings(given: Given): Resolved {
  const choice = choose(given.wish, given.env, given.sources)
  return { ...merged(choice, given), environment: choice.environment }
}

/** The same where no environment need be named. */
export function resolveOpenly(given: Given): OpenResolved {
  const choice = chooseIfNamed(given.wish, given.env, given.sources)
  return { ...merged(choice, given), ...(choice.environment && { environment: choice.environment }) }
}

function merged({ profile, layers }: OpenChoice, { flags, env, cwd }: Given) {
  const all: Layer[] = [flags, ownVariables(env, cwd), platformVariables(env, cwd), ...layers]
  return {
    ...(profile && { profile }),
    settings: mergeSettings(all),
    key: mergeKey(all),
    apis: mergeApis(all),
  }
}

const ALONE: readonly SettingName[] = [
  'clientId',
  'scopes',
  'resource',
  'pid',
  'lifetime',
  'alg',
  'altinn',
  'altinnEnv',
  'altinnTest',
]

/** Each of these says in its own way for whom the token is: the highest place that says any of them decides. */
const ALTERNATIVES: readonly (readonly SettingName[])[] = [
  ['consumerOrg', 'onBehalfOf'],
  ['systemuserOrg', 'authorizationDetails'],
]

function mergeSettings(layers: readonly Layer[]): Resolved['settings'] {
  const alternatives = ALTERNATIVES.flatMap((names) => {
    const depth = layers.findIndex(({ settings }) => names.some((name) => settings[name] !== undefined))
    const { settings } = layers[depth] ?? {}
    const chosen = names.filter((name) => settings?.[name] !== undefined)
    const reference = chosen.includes('systemuserOrg') ? pick('externalRef', layers.slice(0, depth + 1)) : []
    return [...chosen.flatMap((name) => pick(name, layers)), ...reference]
  })
  return Object.fromEntries([...ALONE.flatMap((name) => pick(name, layers)), ...alternatives])
}

function pick(name: SettingName, layers: readonly Layer[]): [string, Sourced<unknown>][] {
  const layer = layers.find(({ settings }) => settings[name] !== undefined)
  return layer ? [[name, { value: layer.settings[name], origin: layer.origin(name) }]] : []
}

const KEY_FACTS = ['alias', 'kid', 'password', 'entryPassword'] as const

/** A place that names a key starts afresh: alias and password of a lower place belong to that place's own key. */
function mergeKey(layers: readonly Layer[]): Resolved['key'] {
  const depth = layers.findIndex(({ settings }) => settings.key?.source !== undefined)
  const relevant = depth < 0 ? layers : layers.slice(0, depth + 1)
  const facts = (['source', ...KEY_FACTS] as const).flatMap((name) => {
    const layer = relevant.find(({ settings }) => settings.key?.[name] !== undefined)
    if (!layer) return []
    const setting = name === 'source' ? 'key.file' : `key.${name}`
    return [[name, { value: layer.settings.key?.[name], origin: layer.origin(setting) }]]
  })
  return Object.fromEntries(facts)
}

/** What a place leaves unsaid of an API, a lower place may say. */
function mergeApis(layers: readonly Layer[]): Resolved['apis'] {
  const names = new Set(layers.flatMap(({ settings }) => Object.keys(settings.apis ?? {})))
  return Object.fromEntries([...names].map((name) => [name, mergeApi(name, layers)]))
}

function mergeApi(name: string, layers: readonly Layer[]): Sourced<ApiSettings> {
  const places = layers.filter(({ settings }) => settings.apis && Object.hasOwn(settings.apis, name))
  const value = Object.assign({}, ...places.map(({ settings }) => settings.apis?.[name]).reverse())
  return { value, origin: places[0]?.origin(`apis.${name}`) ?? '' }
}

/** Fills what is missing from a place below all others. */
export function withDefaults<T extends OpenResolved>(resolved: T, layer: Layer): T {
  const key = resolved.key.source ? {} : mergeKey([layer])
  return {
    ...resolved,
    settings: { ...mergeSettings([layer]), ...resolved.settings },
    key: { ...key, ...resolved.key },
  }
}
