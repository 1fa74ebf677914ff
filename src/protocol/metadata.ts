import { MpError } from '../errors.js'
import { printable } from '../printable.js'
import type { HttpRequest, HttpResponse } from './http.js'
import { readJsonObject } from './json-body.js'

/** What mp reads of an authorization server's metadata (RFC 8414 section 2). */
export interface Metadata {
  issuer: string
  tokenEndpoint: string
}

/** Where an issuer's metadata stands: the well-known part goes between host and path (RFC 8414 section 3.1). */
export function metadataUrl(issuer: string): string {
  const url = new URL(issuer)
  url.pathname = `/.well-known/oauth-authorization-server${url.pathname.replace(/\/$/, '')}`
  return url.href
}

/** The issuer whose metadata stands at `url`; the inverse of {@link metadataUrl}. */
export function issuerOfMetadataUrl(url: string): string {
  const { origin, pathname } = new URL(url)
  return `${origin}/${pathname.replace(/\/?\.well-known\/[^/]+\/?/, '').replace(/^\//, '')}`
}

export function metadataRequest(issuer: string): HttpRequest {
  return { method: 'GET', url: metadataUrl(issuer), headers: { accept: 'application/json' } }
}

/**
 * Reads an issuer's metadata. Throws `MP_METADATA` where it speaks for another issuer (RFC 8414 section 3.3; a closing
 * slash apart) or sends grants to another origin, and `MP_RESPONSE_MALFORMED` where it is no metadata at all.
 */
export function readMetadata(issuer: string, response: HttpResponse): Metadata {
  const url = metadataUrl(issuer)
  const { issuer: named, token_endpoint: tokenEndpoint } = readJsonObject(url, response)
  if (response.status !== 200 || typeof named !== 'string' || typeof tokenEndpoint !== 'string') {
    throw new MpError(
      'MP_RESPONSE_MALFORMED',
      `${url} answered ${response.status} without issuer and token_endpoint`,
    )
  }
  if (!isSameIssuer(named, issuer)) {
    throw new MpError('MP_METADATA', `${url} speaks for another issuer than "${issuer}"`)
  }
  assertSameOrigin(issuer, tokenEndpoint)
  return { issuer: named, tokenEndpoint }
}

/** Whether two issuer identifiers differ by a closing slash at most: people leave it out, the servers insist on theirs. */
export function isSameIssuer(one: string, other: string): boolean {
  return one.replace(/\/$/, '') === other.replace(/\/$/, '')
}

/** Throws `MP_METADATA` for a token endpoint of another origin than its issuer: a signed grant is a credential. */
export function assertSameOrigin(issuer: string, tokenEndpoint: string): void {
  if (!isSameOrigin(issuer, tokenEndpoint)) {
    throw new MpError(
      'MP_METADATA',
      `token endpoint "${printable(tokenEndpoint)}" is of another origin than issuer "${issuer}"`,
    )
  }
}

export function isSameOrigin(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).origin === new URL(other).origin
}
