import { MpError } from '../errors.js'
import { nearest } from '../nearest.js'
import { withoutSlash } from './api-base.js'
import { fittingScopes, isUnder } from './api-scopes.js'
import type { Environment } from './environments.js'
import { type ApiPlaces, type KnownApi, knownApis } from './known-apis.js'
import { readTargetText, type TargetText } from './target-text.js'

/** Where a call goes, and what is known of the API there. */
export interface Target {
  /** Absolute, without credentials or fragment; the query as it was written. */
  url: string
  api?: TargetApi
}

/** What an API wants of a token at this path and with this method. */
export interface TargetApi {
  name: string
  /** `the catalogue`, or the place in the profile that speaks of it. */
  origin: string
  /** In order of preference; may be empty. */
  scopes: readonly string[]
  /** The scopes are the profile's and belong together; else each of them is a way in. */
  together?: true
  /** For the grant; an empty list: none. */
  resource?: readonly string[] | 'forbidden'
  token?: 'maskinporten' | 'altinn' | 'either'
}

/** The call's method, and where it is made from. */
export interface Call extends ApiPlaces {
  environment: Environment
  method: string
}

/**
 * Reads the target of `mp call`. Throws `MP_USAGE` for a target that cannot be meant or must not be called, and
 * `MP_CONFIG_INVALID` for an API that has no usable base URL here.
 */
export function resolveTarget(text: string, given: Call): Target {
  const read = readTargetText(text)
  const known = knownApis(given)
  return read.kind === 'url' ? targetOfUrl(read.url, known, given.method) : targetOfApi(read, known, given)
}

function targetOfUrl(url: string, known: readonly KnownApi[], method: string): Target {
  const { origin, pathname } = new URL(url)
  const covering = known.flatMap((api) => {
    const base = api.baseUrl === undefined ? undefined : new URL(withoutSlash(api.baseUrl))
    const start = base && withoutSlash(base.pathname)
    if (base?.origin !== origin || start === undefined) return []
    return isUnder(pathname, start + (api.area ?? '')) ? [{ api, start }] : []
  })
  const [nearestAbove] = covering.toSorted((one, other) => other.start.length - one.start.length)
  if (!nearestAbove) return { url }
  const { api, start } = nearestAbove
  return { url, api: targetApi(api, pathname.slice(start.length), method) }
}

function targetOfApi(
  { name, path, query }: Extract<TargetText, { kind: 'api' }>,
  known: readonly KnownApi[],
  { environment, method }: Call,
): Target {
  const api = known.find((candidate) => candidate.name === name)
  if (!api) throw unknownApi(name, known)
  const base = usableBase(api, environment.name)
  const url = new URL(withoutSlash(base) + path)
  const start = withoutSlash(new URL(base).pathname)
  return {
    url: `${url.origin}${url.pathname}${query}`,
    api: targetApi(api, url.pathname.slice(start.length), method),
  }
}

function usableBase({ name, origin, baseUrl, builtIn }: KnownApi, environment: string): string {
  if (baseUrl === undefined) {
    throw new MpError(
      'MP_CONFIG_INVALID',
      builtIn
        ? `API "${name}" has no base URL in environment "${environment}"; a profile can name one as apis.${name}.baseUrl`
        : `${origin} has no baseUrl (apis.${name}.baseUrl), and "${name}" is not in the catalogue`,
    )
  }
  const { username, password, search, hash } = new URL(baseUrl)
  if (username || password || search || hash) {
    throw new MpError(
      'MP_CONFIG_INVALID',
      `${origin}.baseUrl holds more than an origin and a path (a user name, a password, a query or a fragment)`,
    )
  }
  return baseUrl
}

function targetApi(known: KnownApi, path: string, method: string): TargetApi {
  const { name, origin, rules, ownScopes, resource, token } = known
  return {
    name,
    origin,
    scopes: ownScopes ?? fittingScopes(rules, path, method),
    ...(ownScopes && { together: true }),
    ...(resource && { resource }),
    ...(token && { token }),
  }
}

function unknownApi(name: string, known: readonly KnownApi[]): MpError {
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u.test(name)) {
    return new MpError('MP_USAGE', 'the target is neither a URL (https://...) nor <api>/<path>')
  }
  const names = known.map((api) => api.name)
  const suggestion = nearest(name, names)
  return new MpError(
    'MP_USAGE',
    `there is no API "${name}"; the APIs are ${names.join(', ')}`,
    suggestion === undefined ? {} : { suggestion },
  )
}
