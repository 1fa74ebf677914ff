import { baseUrlsOf } from './api-base.js'
import { fittingScopes } from './api-scopes.js'
import type { Api, OwnBase, ScopeRule } from './apis/api.js'
import { type ApiPlaces, type KnownApi, knownApis } from './known-apis.js'

/** A scope of an API, where it counts, and whether it is what mp asks for there when nothing else is wished. */
export interface ListedScope {
  scope: string
  path?: string
  methods?: 'read' | 'write'
  isDefault: boolean
}

/** What `mp call --list` tells of an API. What is not known is left out. */
export interface ApiRow {
  name: string
  title?: string
  /** The catalogue, or the place in the profile that speaks of it. */
  origin: string
  /** In the environment asked about, or wherever the profile puts it. */
  baseUrl?: string
  /** In production and in test, where no environment was asked about. */
  baseUrls?: OwnBase
  scopes: readonly ListedScope[]
  resource?: readonly string[] | 'forbidden' | 'base-url'
  token?: 'maskinporten' | 'altinn' | 'either'
  paging?: Api['paging']
  docs?: string
  source?: string
}

/** Every API that `mp call` knows by name, in the order that people are told of them. */
export function listApis(places: ApiPlaces): ApiRow[] {
  return knownApis(places).map((known) => rowOf(known, places.environment === undefined))
}

function rowOf(known: KnownApi, isEverywhere: boolean): ApiRow {
  const { name, origin, builtIn, baseUrl, token } = known
  const resource = known.resource ?? builtIn?.resource
  return {
    name,
    origin,
    scopes: listedScopes(known),
    ...(builtIn && { title: builtIn.title, docs: builtIn.docs, source: builtIn.source }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(isEverywhere && builtIn && baseUrl === undefined && { baseUrls: baseUrlsOf(builtIn) }),
    ...(resource && { resource }),
    ...(token && { token }),
    ...(builtIn?.paging && { paging: builtIn.paging }),
  }
}

function listedScopes({ rules, ownScopes }: KnownApi): ListedScope[] {
  if (ownScopes) return ownScopes.map((scope) => ({ scope, isDefault: true }))
  return rules.map((rule) => ({ scope: rule.scope, ...rule.when, isDefault: isDefault(rule, rules) }))
}

function isDefault({ scope, when }: ScopeRule, rules: readonly ScopeRule[]): boolean {
  const methods = when?.methods === 'write' ? ['POST'] : when?.methods === 'read' ? ['GET'] : ['GET', 'POST']
  return methods.some((method) => fittingScopes(rules, when?.path ?? '', method)[0] === scope)
}
