import { MpError, RefusedError } from '../errors.js'
import { printable } from '../printable.js'
import type { HttpRequest, HttpResponse } from './http.js'
import { isObject, type JsonObject } from './json-body.js'
import { readProblem } from './problem-code.js'
import type { AccessToken } from './token-endpoint.js'
import { isLife } from './token-life.js'
import { unavailable } from './unavailable.js'

/** Where Altinn's platform trades Maskinporten's tokens for its own (Altinn, "Exchange of JWT token"). */
export const EXCHANGE_PATH = '/authentication/api/v1/exchange/maskinporten'

/** `test`: the organisation that owns Altinn gets the token of the made-up service owner `ttd` instead of its own. */
export interface ExchangeOptions {
  test: boolean
}

/** The request that trades Maskinporten's token for Altinn's; `platform` is the origin of Altinn's platform. */
export function exchangeRequest(platform: string, token: string, { test }: ExchangeOptions): HttpRequest {
  return {
    method: 'GET',
    url: `${platform.replace(/\/+$/, '')}${EXCHANGE_PATH}${test ? '?test=true' : ''}`,
    headers: { accept: 'text/plain', authorization: `Bearer ${token}` },
  }
}

/** How Altinn's authentication refuses a token. Any other status is no answer to the question, unless a code stands by it. */
const REFUSING: readonly number[] = [400, 401, 403, 410]

/**
 * Reads what the exchange answered: the bare token, or the same as a JSON string. It lives for as long as its own claims say
 * (`exp` - `iat`, Altinn's own clock both times, so that ours need not be right; `now`, in seconds, stands in for a missing
 * `iat`). Throws `MP_REFUSED` where Altinn takes the token for no good, `MP_UNAVAILABLE` where it failed
 * and has a code for it, and `MP_RESPONSE_MALFORMED` for anything else.
 */
export function readExchangeResponse(url: string, response: HttpResponse, now: number): AccessToken {
  const { status } = response
  if (status >= 400) judgeRefusal(url, response, now)
  const accessToken = response.body
    .trim()
    .replace(/^"(.*)"$/s, '$1')
    .trim()
  const claims = status === 200 ? readClaims(accessToken) : undefined
  if (!claims) throw malformed(url, `answered ${status} with ${describe(response)}`)
  const expiresIn = lifeOf(claims, now)
  if (expiresIn === undefined) throw malformed(url, 'answered with a token that has no usable exp')
  const { scope } = claims
  return { accessToken, tokenType: 'Bearer', expiresIn, scope: typeof scope === 'string' ? scope : '' }
}

function judgeRefusal(url: string, response: HttpResponse, now: number): void {
  const { status, body } = response
  const problem = readProblem(body)
  if (status >= 500 && problem.code) throw unavailable({ method: 'GET', url }, response, now)
  const isPlain = REFUSING.includes(status) && typeOf(response) !== 'text/html'
  if (isPlain || problem.code) throw new RefusedError(url, { ...problem, status })
}

function lifeOf({ exp, iat: issued }: JsonObject, now: number): number | undefined {
  const iat = issued ?? now
  if (typeof exp !== 'number' || typeof iat !== 'number') return undefined
  const life = Math.floor(exp - iat)
  return isLife(life) ? life : undefined
}

/** The payload of a compact JWS in a bearer token's characters (RFC 7515 section 7.1), or undefined where it is none. */
function readClaims(token: string): JsonObject | undefined {
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(token)?.[1]
  return payload === undefined ? undefined : parseObject(Buffer.from(payload, 'base64url').toString())
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined // said by the caller, without the text
  }
}

function describe(response: HttpResponse): string {
  if (response.headers.location !== undefined) return 'a redirect, which a token never follows'
  if (response.body === '') return 'an empty body'
  const type = typeOf(response)
  return type === undefined || type === 'text/plain' || type === 'application/json'
    ? 'a body that is not a token'
    : `a body of type ${printable(type)}`
}

function typeOf({ headers }: HttpResponse): string | undefined {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase()
}

function malformed(url: string, what: string): MpError {
  return new MpError('MP_RESPONSE_MALFORMED', `${url} ${what}`)
}
