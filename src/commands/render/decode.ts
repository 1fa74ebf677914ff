import type { Certificate } from '../../keys/signing-key.js'
import { harmless } from '../../printable.js'
import type { JsonObject } from '../../protocol/json-body.js'
import type { Jwt } from '../../protocol/jwt.js'
import { jwtKind } from '../../protocol/jwt-kind.js'
import { isoDay, isoSecond } from './iso-second.js'

/** A JWT taken apart, and when. */
export interface Decoded {
  jwt: Jwt
  /** Of `x5c`, leaf first; undefined for what is no certificate. */
  certificates: readonly (Certificate | undefined)[]
  /** Seconds since 1970. */
  now: number
}

/** Header and claims for a person. The first line says what no line below can: that nothing is verified. */
export function renderDecoded({ jwt, certificates, now }: Decoded): string {
  const header =
    certificates.length > 0
      ? { ...jwt.header, x5c: certificates.map((_, i) => `certificate ${i + 1}`) }
      : jwt.header
  const sections = [
    `NOT VERIFIED: this is what the ${jwtKind(jwt)} says of itself; anyone can write that\n`,
    block('header', header),
    ...(certificates.length > 0 ? [list('certificates', certificates.map(certificateLine))] : []),
    block('claims', jwt.claims),
    ...(timeLines(jwt.claims, now).length > 0 ? [list('times', timeLines(jwt.claims, now))] : []),
  ]
  return sections.join('\n')
}

/** The same as one line of JSON (`mp.decoded/1`). */
export function renderDecodedJson({ jwt, certificates }: Decoded): string {
  const { header, claims } = jwt
  const times = Object.fromEntries(instants(claims).map(([name, seconds]) => [name, isoSecond(seconds)]))
  const json = {
    schema: 'mp.decoded/1',
    verified: false,
    kind: jwtKind(jwt),
    header,
    claims,
    times,
    ...(certificates.length > 0 && { certificates: certificates.map(certificateJson) }),
  }
  return `${JSON.stringify(json)}\n`
}

function block(title: string, value: JsonObject): string {
  return `${title}\n${JSON.stringify(value, null, 2).split('\n').map(harmless).join('\n')}\n`
}

function list(title: string, lines: readonly string[]): string {
  return `${title}\n${lines.map((line) => `  ${harmless(line)}\n`).join('')}`
}

function certificateLine(certificate: Certificate | undefined, index: number): string {
  if (certificate === undefined) return `${index + 1}  no certificate`
  const { subject, orgnr, notBefore, notAfter, usage } = certificate
  const facts = [
    orgnr && `organisation ${orgnr}`,
    `${isoDay(notBefore)} to ${isoDay(notAfter)}`,
    usage.join(' '),
  ]
  return `${index + 1}  ${[subject, ...facts].filter(Boolean).join(', ')}`
}

function certificateJson(certificate: Certificate | undefined): object | null {
  if (certificate === undefined) return null
  const { subject, issuer, orgnr, notBefore, notAfter, usage, environment } = certificate
  return {
    subject,
    issuer,
    orgnr: orgnr ?? null,
    not_before: isoSecond(notBefore),
    not_after: isoSecond(notAfter),
    usage,
    environment: environment ?? null,
  }
}

const TIMES = ['iat', 'nbf', 'exp', 'auth_time']
/** The last second that has a year of four digits. */
const LAST = 253_402_300_799

function instants(claims: JsonObject): [string, number][] {
  return TIMES.flatMap((name) => {
    const value = claims[name]
    return typeof value === 'number' && value >= 0 && value <= LAST ? [[name, Math.floor(value)]] : []
  })
}

function timeLines(claims: JsonObject, now: number): string[] {
  return instants(claims).map(
    ([name, seconds]) => `${name}  ${isoSecond(seconds)}  ${distance(seconds - now)}`,
  )
}

function distance(seconds: number): string {
  const size = Math.abs(seconds)
  const [unit, length] = UNITS.find(([, length]) => size >= 2 * length) ?? ['s', 1]
  const text = `${Math.floor(size / length)} ${unit}`
  return seconds > 0 ? `in ${text}` : `${text} ago`
}

const UNITS: readonly (readonly [string, number])[] = [
  ['days', 86_400],
  ['h', 3600],
  ['min', 60],
]
