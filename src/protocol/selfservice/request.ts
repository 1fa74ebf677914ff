import { MpError, RefusedError } from '../../errors.js'
import { printable } from '../../printable.js'
import type { HttpRequest, HttpResponse } from '../http.js'
import { isObject } from '../json-body.js'
import { isSecureUrl } from '../secure-url.js'
import { isSafeInAddress, isWhole } from './identifiers.js'
import { assertPublic } from './public-parts.js'
import { readSelfserviceRefusal } from './refusal.js'

/** One request to Digdir's self-service API, below its base address. */
export interface SelfserviceRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** The address's segments as they are, not encoded. */
  path: readonly string[]
  query?: Readonly<Record<string, string>>
  /** To be sent as JSON. */
  body?: unknown
}

/**
 * The request without a token. Throws `MP_USAGE` for a segment that would change the address it stands in, and
 * `MP_CONFIG_INVALID` for a base that a token must not go to. A body with a private part of a key is a bug in mp.
 */
export function toHttpRequest(base: string, { method, path, query, body }: SelfserviceRequest): HttpRequest {
  const url = `${rootOf(base)}${path.map(toSegment).join('')}${toQuery(query)}`
  const accept = 'application/json'
  if (body === undefined) return { method, url, headers: { accept } }
  const text = JSON.stringify(body)
  assertPublic(text)
  return { method, url, headers: { accept, 'content-type': 'application/json' }, body: text }
}

/** The base without a closing slash, its path kept: the sources know three. */
function rootOf(base: string): string {
  const url = isSecureUrl(base) ? new URL(base) : undefined
  if (url === undefined || url.username || url.password || url.search || url.hash)
    throw new MpError(
      'MP_CONFIG_INVALID',
      'the address of the self-service API is none of https, without user, query and fragment', // it may hold a password
    )
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

function toSegment(text: string): string {
  return `/${encodeURIComponent(asSafe(text))}`
}

function toQuery(query: SelfserviceRequest['query'] = {}): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(asWhole(value))}`)
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

function asSafe(text: string): string {
  if (isSafeInAddress(text)) return text
  throw new MpError('MP_USAGE', `"${printable(text)}" cannot stand in an address`)
}

function asWhole(text: string): string {
  if (isWhole(text)) return text
  throw new MpError('MP_USAGE', `"${printable(text)}" cannot stand in an address`)
}

/**
 * The JSON of an answer; undefined for a success without a body. Throws `MP_REFUSED` where the API says no (4xx, in JSON or
 * without a word) and `MP_RESPONSE_MALFORMED` for anything else: a redirect, 429, 5xx, a page. A body that cannot be read is
 * never repeated.
 */
export function readAnswer(url: string, response: HttpResponse): unknown {
  const { status, body } = response
  const json = parse(body)
  const refusal = json === undefined || isObject(json) ? readSelfserviceRefusal(status, json) : undefined
  const isEmpty = body.trim() === ''
  if (refusal !== undefined && (json !== undefined || isEmpty)) throw new RefusedError(url, refusal)
  const isSuccess = status >= 200 && status < 300
  if (isSuccess && isEmpty) return undefined
  if (isSuccess && json !== undefined) return json
  throw new MpError('MP_RESPONSE_MALFORMED', `${url} answered ${status} with ${describe(response, json)}`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // said by the caller, without the body
  }
}

function describe({ status, headers, body }: HttpResponse, json: unknown): string {
  if (headers.location !== undefined && status < 400) return 'a redirect, which a token never follows'
  if (body.trim() === '') return 'an empty body'
  const type = headers['content-type']?.split(';')[0]
  if (type !== undefined && !/[/+]json$/i.test(type.trim())) return `a body of type ${printable(type)}`
  if (json === undefined) return 'a body that is not JSON'
  return `a failure of its own${trace(json)}`
}

/** By which Digdir finds what happened. */
function trace(json: unknown): string {
  const id = isObject(json) ? json.correlation_id : undefined
  return typeof id === 'string' && /^[\w-]{1,100}$/.test(id) ? ` (correlation id: ${id})` : ''
}
