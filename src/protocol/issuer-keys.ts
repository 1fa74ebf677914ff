import { MpError } from '../errors.js'
import { printable } from '../printable.js'
import type { HttpRequest, HttpResponse } from './http.js'
import { readJsonObject } from './json-body.js'
import { isSameIssuer, isSameOrigin } from './metadata.js'

/** Who issues tokens, and where it says where its keys are. */
export interface TokenIssuer {
  /** As the `iss` of its tokens has it. */
  readonly issuer: string
  /** Its metadata (RFC 8414, or OpenID Connect Discovery). */
  readonly metadata: string
  /** Where its keys are, where that is known without asking. */
  readonly jwksUri?: string
}

export function documentRequest(url: string): HttpRequest {
  return { method: 'GET', url, headers: { accept: 'application/json' } }
}

/**
 * Reads from the issuer's metadata where its keys are. Throws `MP_RESPONSE_MALFORMED` where it does not say so, speaks for
 * another issuer (RFC 8414 section 3.3; a closing slash apart) or points to another origin: whoever names the keys makes the tokens.
 */
export function readKeysAddress(
  { issuer, metadata }: TokenIssuer,
  response: HttpResponse,
): { issuer: string; jwksUri: string } {
  const { issuer: named, jwks_uri: jwksUri } = readJsonObject(metadata, response)
  if (response.status !== 200 || typeof named !== 'string' || typeof jwksUri !== 'string')
    throw malformed(`${metadata} answered ${response.status} without issuer and jwks_uri`)
  if (!isSameIssuer(named, issuer)) throw malformed(`${metadata} speaks for another issuer than "${issuer}"`)
  if (!isSameOrigin(issuer, jwksUri))
    throw malformed(`${metadata} names keys of another origin than the issuer's: "${printable(jwksUri)}"`)
  return { issuer: named, jwksUri }
}

/** The JWK set as text, for whoever reads keys. Throws `MP_RESPONSE_MALFORMED` where it is none (RFC 7517 section 5). */
export function readJwks(url: string, response: HttpResponse): string {
  const { keys } = readJsonObject(url, response)
  if (response.status === 200 && Array.isArray(keys)) return response.body
  throw malformed(`${url} answered ${response.status} without keys`)
}

function malformed(message: string): MpError {
  return new MpError('MP_RESPONSE_MALFORMED', message)
}
