import type { KeyObject } from 'node:crypto'
import { isObject } from './json-body.js'
import type { Jwt } from './jwt.js'
import { digestOf, isSignedBy } from './jwt-signature.js'

/** A public key of the issuer's, under the id it has there. */
export interface IssuerKey {
  readonly key: KeyObject
  readonly kid?: string
  readonly use?: string
}

/** Whom a verifier trusts, and what it wants of a token. */
export interface Demand {
  readonly issuer: string
  readonly keys: readonly IssuerKey[]
  /** Seconds since 1970. */
  readonly now: number
  /** All of these must be in the token. */
  readonly scopes?: readonly string[]
  readonly consumer?: string
  readonly supplier?: string
  readonly audience?: string
}

/** One thing that was looked at. */
export interface Check {
  readonly check: string
  readonly ok: boolean
  readonly message: string
}

/** Seconds that two clocks may differ. */
const LEEWAY = 10

/** Judges an access token as an API does (Digdir, "/token endpoint"; RFC 9068 section 4, RFC 8725 section 3): every check is made, and all that fail are told. */
export function verifyToken(jwt: Jwt, demand: Demand): Check[] {
  return [...signatureChecks(jwt, demand), ...claimChecks(jwt, demand), ...wishChecks(jwt, demand)]
}

function signatureChecks(jwt: Jwt, { keys }: Demand): Check[] {
  const { alg, kid, crit, typ } = jwt.header
  const key = keyFor(kid, keys)
  const digest = digestOf(alg)
  const trouble = [...jwt.faults, ...jwt.repeated.map((path) => `${path} stands twice`)]
  return [
    check('format', trouble.length === 0, 'a compact JWS of three parts', trouble.join('; ')),
    check(
      'typ',
      typ === undefined || /^(?:application\/)?(?:at\+)?jwt$/i.test(`${typ}`),
      shown(typ ?? 'none'),
      `${shown(typ)} is no type of an access token`,
    ),
    check('alg', digest !== undefined, shown(alg), wrong(alg, 'is none of RS256, RS384 and RS512')),
    check('crit', crit === undefined, 'none', 'names extensions that must be understood, and none is'),
    check('kid', key !== undefined, shown(kid), wrong(kid, "is none of the issuer's keys")),
    check(
      'signature',
      digest !== undefined && key !== undefined && isSignedBy(jwt, digest, key),
      'made with this key of the issuer',
      SIGNATURE,
    ),
  ]
}

const SIGNATURE = 'not made with a key of the issuer'

/** The key of this id. A key that goes by no id, from a PEM file, stands for any when it is alone. */
function keyFor(kid: unknown, keys: readonly IssuerKey[]): KeyObject | undefined {
  const signing = keys.filter(({ use }) => use === undefined || use === 'sig')
  const [sole] = signing
  if (signing.length === 1 && sole?.kid === undefined) return sole?.key
  return typeof kid === 'string' ? signing.find((it) => it.kid === kid)?.key : undefined
}

function claimChecks({ claims }: Jwt, { issuer, now }: Demand): Check[] {
  const { iss, exp, nbf, iat, token_type: type, client_amr: amr } = claims
  return [
    check('iss', iss === issuer, shown(iss), wrong(iss, `is not ${shown(issuer)}`)),
    expiry(exp, now),
    ...(nbf === undefined ? [] : [beginning('nbf', nbf, now)]),
    beginning('iat', iat, now),
    ...optional('token_type', type, `${type}`.toLowerCase() === 'bearer', `${shown(type)} is not Bearer`),
    ...optional(
      'client_amr',
      amr,
      METHODS.includes(`${amr}`),
      `${shown(amr)} is none of ${METHODS.join(', ')}`,
    ),
  ]
}

/** How clients prove who they are (Digdir, "/token endpoint"). */
const METHODS = ['private_key_jwt', 'virksomhetssertifikat', 'QCForESeal', 'CForESeal']

function expiry(exp: unknown, now: number): Check {
  if (!isSecond(exp)) return check('exp', false, '', wrong(exp, 'is no time'))
  return check('exp', exp > now - LEEWAY, `good until ${iso(exp)}`, `expired ${iso(exp)}, ${now - exp} s ago`)
}

function beginning(name: 'nbf' | 'iat', value: unknown, now: number): Check {
  if (!isSecond(value)) return check(name, false, '', wrong(value, 'is no time'))
  return check(
    name,
    value <= now + LEEWAY,
    iso(value),
    `${iso(value)} is ${value - now} s ahead of the clock`,
  )
}

function wishChecks({ claims }: Jwt, demand: Demand): Check[] {
  const { scopes = [], consumer, supplier, audience } = demand
  const held = typeof claims.scope === 'string' ? claims.scope.split(/\s+/).filter(Boolean) : []
  const missing = scopes.filter((scope) => !held.includes(scope))
  return [
    ...(scopes.length === 0
      ? []
      : [check('scope', missing.length === 0, scopes.join(' '), `lacks ${missing.join(' ')}`)]),
    ...actorCheck('consumer', claims.consumer, consumer),
    ...actorCheck('supplier', claims.supplier, supplier),
    ...audienceCheck(claims.aud, audience),
  ]
}

/** An organisation as tokens write it, ISO 6523 with the prefix of Enhetsregisteret; a sub-unit may follow (Digdir, "/token endpoint"). */
function actorCheck(name: 'consumer' | 'supplier', value: unknown, wanted: string | undefined): Check[] {
  if (value === undefined && wanted === undefined) return []
  const { authority, ID: id } = isObject(value) ? value : {}
  const [, orgnr] = /^0192:(\d{9})(?::|$)/.exec(`${id}`) ?? []
  if (authority !== 'iso6523-actorid-upis' || orgnr === undefined)
    return [check(name, false, '', wrong(value, 'is no organisation'))]
  return [check(name, wanted === undefined || orgnr === wanted, orgnr, `${orgnr} is not ${wanted}`)]
}

function audienceCheck(aud: unknown, wanted: string | undefined): Check[] {
  const listed = audiencesOf(aud)
  if (wanted !== undefined)
    return [
      check(
        'aud',
        listed.includes(wanted),
        wanted,
        `${listed.length === 0 ? 'none' : shown(aud)} is not ${shown(wanted)}`,
      ),
    ]
  return listed.length === 0 ? [] : [check('aud', true, `${listed.join(', ')}; not compared`, '')]
}

/** The audiences that a token is restricted to; "unspecified" is how Maskinporten says that there is none. */
export function audiencesOf(aud: unknown): unknown[] {
  return (aud === undefined ? [] : [aud].flat()).filter((it) => it !== 'unspecified')
}

function optional(name: string, value: unknown, ok: boolean, wrong: string): Check[] {
  return value === undefined ? [] : [check(name, ok, shown(value), wrong)]
}

function check(name: string, ok: boolean, right: string, wrong: string): Check {
  return { check: name, ok, message: ok ? right : wrong }
}

/** A whole number of seconds that a date can be made of. */
function isSecond(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) < 253_402_300_800
}

function iso(seconds: number): string {
  return new Date(Math.floor(seconds) * 1000).toISOString().replace('.000', '')
}

function wrong(value: unknown, what: string): string {
  return value === undefined ? 'is missing' : `${shown(value)} ${what}`
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')
  return text.length > 100 ? `${text.slice(0, 99)}…` : text
}
