import type { KeyObject } from 'node:crypto'
import type { Certificate } from '../../keys/signing-key.js'
import type { JsonObject } from '../json-body.js'
import type { Jwt } from '../jwt.js'

// The published rules as a client can hold a grant against them, with nothing but the grant in hand. This reading and the
// sandbox's are made apart, so that a mistake in one shows in the other; their ids, titles, sources and codes are the same.

/** A Maskinporten, as far as a grant for it can be judged by it. */
export interface KnownIssuer {
  readonly name: string
  readonly issuer: string
  readonly tokenEndpoint?: string
  readonly certificates?: 'test' | 'production'
  readonly warning?: string
}

/** A grant of whatever origin, and what it is judged by. */
export interface JudgedGrant {
  readonly jwt: Jwt
  readonly header: JsonObject
  readonly claims: JsonObject
  /** Seconds since 1970. */
  readonly now: number
  /** The elements of `x5c`, each read as far as it can be: undefined where it is no certificate. Absent without an array. */
  readonly chain?: readonly (Certificate | undefined)[]
  /** The public key that should have made the signature, where it is at hand. */
  readonly key?: KeyObject
  readonly issuers: readonly KnownIssuer[]
  /** The environment that the grant is meant for, where that was said. */
  readonly environment?: KnownIssuer
  /** The client that it is meant to be of, where that was said. */
  readonly clientId?: string
}

/** `error`: Maskinporten refuses it. `warning`: against documented practice, or a rule whose strictness nobody has confirmed. */
export type Level = 'error' | 'warning' | 'note'

export interface Fault {
  readonly level: Level
  readonly message: string
  /** Where: `claims.aud`, `header.x5c[0]`. */
  readonly path: string
}

/** Why a rule could not be asked. */
export interface Unseen {
  readonly why: string
}

/** One rule as data. */
export interface Rule {
  readonly id: string
  readonly title: string
  readonly source: string
  /** The number Digdir's troubleshooting page gives it, where it has one. */
  readonly code?: `MP-${number}`
  /** What of it cannot be seen without Maskinporten. */
  readonly unseen?: string
  check(grant: JudgedGrant): readonly Fault[] | Unseen
}

export const GRANT_PAGE = 'Digdir: JWT grant'
export const TROUBLE_PAGE = 'Digdir: Feilsøking i Maskinporten'
export const DETAILS_PAGE = 'Digdir: Systembruker for virksomheter'
export const CERTIFICATE_PAGE = 'Digdir: Virksomhetssertifikat'

export const NO_FAULT: readonly Fault[] = []

export function error(path: string, message: string): Fault[] {
  return [{ level: 'error', message, path }]
}

export function warning(path: string, message: string): Fault[] {
  return [{ level: 'warning', message, path }]
}

export function note(path: string, message: string): Fault[] {
  return [{ level: 'note', message, path }]
}

export function unseen(why: string): Unseen {
  return { why }
}

/** A value from the grant as a message shows it: on one line, and not without end. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing'
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

/** What a value is that should have been a string with something in it, and is not. */
export function notText(value: unknown): string {
  return value === '' ? 'empty' : `${kindOf(value)}, and not a string`
}

/** What a value is, for those that are not to be shown. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
