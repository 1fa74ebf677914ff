import type { HttpRequest } from '../../protocol/http.js'
import { isObject, type JsonObject } from '../jws.js'
import { complain } from './complaint.js'

/** The largest body that the API takes, in bytes. */
export const BODY_LIMIT = 256 * 1024

/** The JSON object in the body. A member that is null counts as left out. Complains with 413, 415 or 400 where there is none. */
export function readBody({ headers, body = '' }: HttpRequest): JsonObject {
  if (Buffer.byteLength(body) > BODY_LIMIT) complain(413, 'request', 'the body is too large')
  if (mediaType(headers['content-type']) !== 'application/json')
    complain(415, 'request', 'the body must be JSON')
  const value = parse(body)
  if (!isObject(value)) complain(400, 'request', 'the body is not one JSON object')
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null))
}

function mediaType(header = ''): string | undefined {
  return header.split(';')[0]?.trim().toLowerCase()
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
