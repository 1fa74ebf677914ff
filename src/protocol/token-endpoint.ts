import { MpError, RefusedError } from '../errors.js'
import { isBearerToken } from './bearer-token.js'
import type { HttpRequest, HttpResponse } from './http.js'
import { readJsonObject } from './json-body.js'
import { readRefusal } from './refusal.js'
import { isLife } from './token-life.js'

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** An access token and what came with it (RFC 6749 section 5.1). `expiresIn` is in seconds. */
export interface AccessToken {
  accessToken: string
  tokenType: 'Bearer'
  expiresIn: number
  scope: string
}

/** The request that trades a signed grant for a token (RFC 7523 section 2.1). */
export function tokenRequest(endpoint: string, assertion: string): HttpRequest {
  return {
    method: 'POST',
    url: endpoint,
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: `grant_type=${encodeURIComponent(JWT_BEARER)}&assertion=${encodeURIComponent(assertion)}`,
  }
}

/**
 * Reads what the token endpoint answered. Throws `MP_REFUSED` for an OAuth error (RFC 6749 section 5.2) and
 * `MP_RESPONSE_MALFORMED` for anything that is neither a token nor a refusal.
 */
export function readTokenResponse(endpoint: string, response: HttpResponse): AccessToken {
  const body = readJsonObject(endpoint, response)
  const refused = readRefusal(response.status, body)
  if (refused) throw new RefusedError(endpoint, refused)
  const { access_token: accessToken, token_type: tokenType, expires_in: expiresIn, scope } = body
  if (response.status !== 200) throw malformed(endpoint, `answered ${response.status} without a token`)
  if (!isBearerToken(accessToken)) throw malformed(endpoint, 'answered without a usable access_token')
  if (typeof tokenType !== 'string' || tokenType.toLowerCase() !== 'bearer') {
    throw malformed(endpoint, 'answered with a token that is not of type Bearer')
  }
  if (!isLife(expiresIn)) throw malformed(endpoint, 'answered without a usable expires_in')
  return { accessToken, tokenType: 'Bearer', expiresIn, scope: typeof scope === 'string' ? scope : '' }
}

function malformed(endpoint: string, what: string): MpError {
  return new MpError('MP_RESPONSE_MALFORMED', `${endpoint} ${what}`)
}
