import type { HttpRequest } from '../../../protocol/http.js'
import { isObject, type JsonObject } from '../../jws.js'
import { pathOf } from '../../request-path.js'

/** The last segment of the path, decoded; as it was sent where it cannot be. */
export function lastSegment({ url }: HttpRequest): string {
  const segment = pathOf(url).split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** The query's parameters. */
export function queryOf({ url }: HttpRequest): URLSearchParams {
  return new URLSearchParams(/\?([^#]*)/.exec(url)?.[1] ?? '')
}

/** The JSON object in the body, or undefined where there is none. */
export function bodyOf({ body = '' }: HttpRequest): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
