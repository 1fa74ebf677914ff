import { baseUrlOf } from './api-base.js'
import type { Api, ScopeRule } from './apis/api.js'
import { APIS } from './apis.js'
import type { Environment } from './environments.js'
import type { Resolved } from './resolve.js'
import type { ApiSettings, Sourced } from './settings.js'

/** The place of whatever no profile says otherwise. */
export const CATALOGUE = 'the catalogue'

/** What decides which APIs there are and where. */
export interface ApiPlaces {
  /** Undefined: none was named, and no base URL but a profile's is known. */
  environment?: Environment | undefined
  apis: Resolved['apis']
  /** Origin of Altinn's platform, where another than the environment's own is meant. */
  altinnPlatform?: string | undefined
}

/** An API as a profile has it in an environment: the catalogue's facts, each overridden by what the profile says. */
export interface KnownApi {
  name: string
  /** The catalogue, or the place in the profile that speaks of it. */
  origin: string
  builtIn?: Api
  baseUrl?: string
  area?: string
  /** The catalogue's, of which one is enough. */
  rules: readonly ScopeRule[]
  /** The profile's, all of which are asked for; they stand instead of the rules. */
  ownScopes?: readonly string[]
  resource?: readonly string[] | 'forbidden'
  token?: 'maskinporten' | 'altinn' | 'either'
}

/** Every API that can be called by name: the catalogue's in its order, then the profile's own. */
export function knownApis(places: ApiPlaces): KnownApi[] {
  const names = [...new Set([...APIS.map(({ name }) => name), ...Object.keys(places.apis)])]
  return names.map((name) => knownApi(name, places))
}

function knownApi(name: string, { environment, apis, altinnPlatform }: ApiPlaces): KnownApi {
  const builtIn = APIS.find((api) => api.name === name)
  const own = Object.hasOwn(apis, name) ? apis[name] : undefined
  const builtInBase = builtIn && environment && baseUrlOf(builtIn, environment, altinnPlatform)
  const baseUrl = own?.value.baseUrl ?? builtInBase
  return {
    name,
    origin: own?.origin ?? CATALOGUE,
    rules: builtIn?.scopes ?? [],
    ...(builtIn && { builtIn }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(builtIn?.area !== undefined && own?.value.baseUrl === undefined && { area: builtIn.area }),
    ...(own?.value.scopes && { ownScopes: own.value.scopes }),
    ...resourceOf(builtIn, own, baseUrl),
    ...tokenOf(builtIn, own),
  }
}

/** An empty list of the profile's: none, also where the catalogue would name one. */
function resourceOf(
  builtIn: Api | undefined,
  own: Sourced<ApiSettings> | undefined,
  baseUrl: string | undefined,
): Pick<KnownApi, 'resource'> {
  if (own?.value.resource) return { resource: own.value.resource }
  if (builtIn?.resource === 'forbidden') return { resource: 'forbidden' }
  return builtIn?.resource && baseUrl !== undefined ? { resource: [baseUrl] } : {}
}

function tokenOf(builtIn: Api | undefined, own: Sourced<ApiSettings> | undefined): Pick<KnownApi, 'token'> {
  if (own?.value.altinn !== undefined) return { token: own.value.altinn ? 'altinn' : 'maskinporten' }
  return builtIn?.token ? { token: builtIn.token } : {}
}
