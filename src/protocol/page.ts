import { MpError } from '../errors.js'
import { printable } from '../printable.js'
import type { HttpResponse } from './http.js'

/** One page's request. `body` is JSON text. */
export interface PageRequest {
  method: string
  url: string
  body?: string
}

/** Whether the answer is a page. A redirect is none: nothing is fetched along it. */
export function isPage({ status }: HttpResponse): boolean {
  return status >= 200 && status < 300
}

/** Whether the answer says itself that it has no content (RFC 9110 sections 15.3.5 and 15.3.6). */
export function isWithoutContent({ status }: HttpResponse): boolean {
  return status === 204 || status === 205
}

/** What stands in a page. Throws `MP_RESPONSE_MALFORMED`, which never repeats the body, where it is not JSON. */
export function readPage(url: string, { status, headers, body }: HttpResponse): unknown {
  try {
    return JSON.parse(body.charCodeAt(0) === 0xfeff ? body.slice(1) : body)
  } catch {
    const type = headers['content-type']?.split(';')[0]
    const what =
      type === undefined || /\bjson$/i.test(type) ? 'that is not JSON' : `of type ${printable(type)}`
    throw new MpError(
      'MP_RESPONSE_MALFORMED',
      `${printable(url)} answered ${status} with ${body === '' ? 'an empty body' : `a body ${what}`}`,
    )
  }
}
