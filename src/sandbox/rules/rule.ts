import type { TakenApart } from '../take-apart.js'

/** What the server says when it refuses: an HTTP status, and RFC 6749 section 5.2's two words. */
export interface Refusal {
  status: number
  error: string
  description: string
}

/** One rule, as data: what it is called, who published it, and what it finds wrong with a request. */
export interface Rule {
  /** Stable, for tests and for people: `claims.aud`. */
  id: string
  title: string
  source: string
  /** The number Digdir's troubleshooting page gives it, where it has one. */
  code?: `MP-${number}`
  check(context: TakenApart): Refusal | undefined
}

/** Where the rules are published, as the rules cite them. */
export const GRANT_PAGE = 'Digdir: JWT grant'
export const TOKEN_PAGE = 'Digdir: /token endpoint'
export const TROUBLE_PAGE = 'Digdir: Feilsøking i Maskinporten'
export const DETAILS_PAGE = 'Digdir: Systembruker for virksomheter'
export const CERTIFICATE_PAGE = 'Digdir: Virksomhetssertifikat'

/** `invalid_request`, status 400. */
export function invalidRequest(description: string): Refusal {
  return { status: 400, error: 'invalid_request', description }
}

/** MP-011's words: something in the grant has a value that it may not have. */
export function invalidParameter(): Refusal {
  return invalidRequest('Invalid assertion. Invalid parameter value.')
}

/** The words of every grant that does not prove who sent it. */
export function notAuthenticated(why: string): Refusal {
  return {
    status: 400,
    error: 'invalid_grant',
    description: `Invalid assertion. Client authentication failed. ${why}.`,
  }
}

/** `invalid_grant` without more words about the client. */
export function invalidGrant(description: string): Refusal {
  return { status: 400, error: 'invalid_grant', description }
}

/** The words of a grant that asks for what its client does not have. */
export function invalidScope(description: string): Refusal {
  return { status: 400, error: 'invalid_scope', description }
}

/** The words of a grant that asks for what nobody let its organisation have: the one refusal with status 403. */
export function forbidden(description: string): Refusal {
  return { status: 403, error: 'forbidden', description }
}

/** The refusal when `broken`, else nothing. */
export function refuseIf(broken: boolean, refusal: Refusal): Refusal | undefined {
  return broken ? refusal : undefined
}

/** The claims, or none where the assertion cannot be read. */
export function claimsOf(context: TakenApart): Record<string, unknown> {
  return context.jws?.claims ?? {}
}
