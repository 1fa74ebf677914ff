import type { X509Certificate } from 'node:crypto'
import { organisationNumber } from '../certificates.js'
import { isObject, type JsonObject } from '../jws.js'
import { claimsOf } from '../rules/rule.js'
import type { TakenApart } from '../take-apart.js'

/** One line of what came in or went out: a name, its value as JSON, and what it means. */
export interface Line {
  name: string
  value: string
  note?: string
}

/** A certificate of the header's chain, for a person. */
export interface CertificateFacts {
  subject: string
  orgnr?: string
  issuer: string
  validFrom: string
  validTo: string
}

/** A grant without its signature: with it, it would be a credential. */
export interface DecodedGrant {
  header: Line[]
  claims: Line[]
  certificates: CertificateFacts[]
}

/** What a stranger sent must not fill the page: a value longer than this is cut. */
const LONGEST = 2000
const MOST_LINES = 60
const TIMES = ['iat', 'exp', 'nbf']

/** Takes a grant's header and claims apart for display. Undefined where there is none that can be read. */
export function decodedGrant(context: TakenApart): DecodedGrant | undefined {
  const { jws, chain = [], now } = context
  if (jws === undefined) return undefined
  return {
    header: linesOf(withoutSecrets(jws.header), now),
    claims: linesOf(claimsOf(context), now),
    certificates: chain.slice(0, 10).map(certificateFacts),
  }
}

/** The members of an object, a line each. */
export function linesOf(object: JsonObject, now: number): Line[] {
  return Object.entries(object)
    .slice(0, MOST_LINES)
    .map(([name, value]) => {
      const note = TIMES.includes(name) ? timeNote(value, now) : undefined
      return { name: cut(name), value: cut(asJson(value)), ...(note !== undefined && { note }) }
    })
}

/** `12:13:20 UTC, in 60 s`. */
function timeNote(value: unknown, now: number): string | undefined {
  if (typeof value !== 'number') return undefined
  const date = new Date(value * 1000)
  if (Number.isNaN(date.getTime())) return undefined
  const away = Math.round(value - now)
  const distance = away === 0 ? 'now' : away > 0 ? `in ${inWords(away)}` : `${inWords(-away)} ago`
  const day = Math.abs(away) < 12 * 3600 ? '' : `${date.toISOString().slice(0, 10)} `
  return `${day}${date.toISOString().slice(11, 19)} UTC, ${distance}`
}

function inWords(seconds: number): string {
  if (seconds < 600) return `${seconds} s`
  if (seconds < 2 * 3600) return `${Math.round(seconds / 60)} minutes`
  return seconds < 48 * 3600 ? `${Math.round(seconds / 3600)} hours` : `${Math.round(seconds / 86400)} days`
}

/** The chain is shown apart. A key in the header should be a public one; what else it may hold is not shown. */
function withoutSecrets({ x5c, ...header }: JsonObject): JsonObject {
  const certificates = Array.isArray(x5c) ? `${x5c.length} certificate${x5c.length === 1 ? '' : 's'}` : x5c
  const isPrivate = isObject(header.jwk) && 'd' in header.jwk
  return {
    ...header,
    ...(isPrivate && { jwk: 'a private key, which must never be sent' }),
    ...(x5c !== undefined && { x5c: certificates }),
  }
}

function certificateFacts(certificate: X509Certificate): CertificateFacts {
  const orgnr = organisationNumber(certificate)
  return {
    subject: nameIn(certificate.subject),
    ...(orgnr !== undefined && { orgnr }),
    issuer: nameIn(certificate.issuer),
    validFrom: new Date(certificate.validFrom).toISOString().slice(0, 10),
    validTo: new Date(certificate.validTo).toISOString().slice(0, 10),
  }
}

/** The common name, else the organisation's, else all of it. */
function nameIn(distinguishedName: string | undefined): string {
  const lines = (distinguishedName ?? '').split('\n')
  const part = (type: string) => lines.find((line) => line.startsWith(`${type}=`))?.slice(type.length + 1)
  return cut(part('CN') ?? part('O') ?? lines.join(', '))
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value, null, 1)
  } catch {
    return '(too deep to be shown)'
  }
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
