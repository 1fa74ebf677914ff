import { MpError } from '../errors.js'
import { printable } from '../printable.js'
import type { HttpResponse } from './http.js'

export type JsonObject = Record<string, unknown>

/** The answer's body as a JSON object. Throws `MP_RESPONSE_MALFORMED`, which never repeats the body: it may hold a token. */
export function readJsonObject(url: string, response: HttpResponse): JsonObject {
  const body = parse(response.body)
  if (isObject(body)) return body
  throw new MpError('MP_RESPONSE_MALFORMED', `${url} answered ${response.status} with ${describe(response)}`)
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // said by the caller, without the body
  }
}

function describe({ headers, body }: HttpResponse): string {
  if (headers.location !== undefined) return 'a redirect, which a grant never follows'
  if (body === '') return 'an empty body'
  const type = headers['content-type']?.split(';')[0]
  return type === undefined || type === 'application/json'
    ? 'a body that is not a JSON object'
    : `a body of type ${printable(type)}`
}
