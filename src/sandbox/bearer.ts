import type { HttpRequest } from '../protocol/http.js'
import { isObject, isSignedBy, type JsonObject, type Jws, publicKeyOf, readJws } from './jws.js'
import type { SandboxState } from './state.js'

/** What an API of the sandbox knows before a request comes in. */
export interface ApiCourt {
  state: SandboxState
  /** Where the sandbox answers, without a slash at the end: its issuers begin with it. */
  origin: string
  /** Whole seconds since 1970. */
  now(): number
}

/** A token that an API has found good. */
export interface Bearer {
  /** Whose token it is, told by its issuer. */
  kind: 'maskinporten' | 'altinn'
  claims: JsonObject
  scopes: string[]
  /** Organisation number of the consumer. */
  orgnr: string
}

/** What can be the matter with a token, in the order it is asked about. */
export type Fault =
  | 'missing'
  | 'malformed'
  | 'signature'
  | 'issuer'
  | 'expired'
  | 'kind'
  | 'scope'
  | 'audience'

/** What an API wants of a token. */
export interface Demand {
  /** Any one of these is enough; where there are none, no scope is needed. */
  scopes: readonly string[]
  /** Maskinporten's own alone, unless told otherwise. */
  kinds?: readonly Bearer['kind'][]
  /** The audience it must carry, or `unset` where it may carry none (Digdir: audience-restricted tokens). Not asked when left out. */
  resource?: string
  /** Seconds that an expired token is still taken: 0 unless told otherwise. */
  leeway?: number
}

/** The token, or what is the matter with it in words that do not repeat it. */
export type Reading = { bearer: Bearer } | { fault: Fault; description: string }

/** Seconds that `iat` and `nbf` may be ahead of the clock. */
const AHEAD = 10
/** What Maskinporten wrote in `aud` where no resource was asked for. */
const UNSPECIFIED = 'unspecified'

/** The issuers of the tokens that the sandbox makes, by kind. */
export function issuersAt(origin: string): Record<Bearer['kind'], string> {
  return { maskinporten: `${origin}/`, altinn: `${origin}/authentication/api/v1/openid/` }
}

/** Judges the bearer token of a request as an API would: who made it, for how long, for whom and for what (RFC 6750 section 2.1). */
export async function readBearer(request: HttpRequest, court: ApiCourt, demand: Demand): Promise<Reading> {
  const text = bearerText(request)
  if (text === undefined) return fault('missing', 'there is no bearer token')
  const jws = readJws(text)
  if (jws === undefined) return fault('malformed', 'the bearer token is not one signed JWT')
  if (!(await isSigned(text, jws, court.state)))
    return fault('signature', 'the token is not signed by a key of its issuer')
  return judgeClaims(jws.claims, court, demand)
}

/** What stands after the scheme, were it nothing; undefined where another scheme stands, or none. */
function bearerText({ headers }: HttpRequest): string | undefined {
  const [scheme, ...rest] = (headers.authorization ?? '').trim().split(/ +/)
  return scheme?.toLowerCase() === 'bearer' ? rest.join(' ') : undefined
}

async function isSigned(text: string, { header }: Jws, { issuer_keys }: SandboxState): Promise<boolean> {
  const jwk = issuer_keys.find(({ kid }) => kid === header.kid)
  const key = jwk && publicKeyOf(jwk)
  return key !== undefined && header.alg === 'RS256' && (await isSignedBy(text, key))
}

function judgeClaims(claims: JsonObject, court: ApiCourt, demand: Demand): Reading {
  const { scopes: wanted, kinds = ['maskinporten'], resource, leeway = 0 } = demand
  const now = court.now()
  const kind = kindOf(claims, court.origin)
  const orgnr = orgnrOf(claims.consumer)
  const scopes = typeof claims.scope === 'string' ? claims.scope.split(' ').filter(Boolean) : []
  if (kind === undefined) return fault('issuer', 'the token is from another issuer')
  if (orgnr === undefined) return fault('malformed', 'the token names no consumer')
  if (!isAfter(claims.exp, now - leeway)) return fault('expired', 'the token has expired')
  if (!hasBegun(claims, now)) return fault('expired', 'the token is not valid yet')
  if (!kinds.includes(kind)) return fault('kind', `the token is ${kind}'s; wanted: ${kinds.join(', ')}`)
  if (wanted.length > 0 && !wanted.some((scope) => scopes.includes(scope))) {
    return fault('scope', `the token has none of the scopes ${wanted.join(', ')}`)
  }
  if (!isFor(resource, claims.aud)) return fault('audience', audienceWords(resource))
  return { bearer: { kind, claims, scopes, orgnr } }
}

function kindOf({ iss }: JsonObject, origin: string): Bearer['kind'] | undefined {
  const { maskinporten, altinn } = issuersAt(origin)
  if (iss === maskinporten) return 'maskinporten'
  return iss === altinn ? 'altinn' : undefined
}

/** ISO 6523 with the prefix of Enhetsregisteret; a sub-unit may follow after a colon (Digdir: /token endpoint). */
function orgnrOf(consumer: unknown): string | undefined {
  if (!isObject(consumer) || consumer.authority !== 'iso6523-actorid-upis') return undefined
  return /^0192:([0-9]{9})(?::|$)/.exec(`${consumer.ID}`)?.[1]
}

function isAfter(instant: unknown, bound: number): boolean {
  return typeof instant === 'number' && instant > bound
}

function hasBegun({ iat, nbf }: JsonObject, now: number): boolean {
  return [iat, nbf].every(
    (begin) => begin === undefined || (typeof begin === 'number' && begin <= now + AHEAD),
  )
}

function isFor(resource: string | undefined, aud: unknown): boolean {
  if (resource === undefined) return true
  const audiences = aud === undefined ? [] : [aud].flat()
  return resource === 'unset' ? audiences.every((it) => it === UNSPECIFIED) : audiences.includes(resource)
}

function audienceWords(resource: string | undefined): string {
  return resource === 'unset'
    ? 'the token has an audience, and may have none'
    : `the token is not for ${resource}`
}

function fault(kind: Fault, description: string): Reading {
  return { fault: kind, description }
}
