import type { HttpResponse } from '../../../protocol/http.js'
import { json } from '../../answer.js'
import { complain } from './problem.js'

/** How many there are on a page (Altinn: system user requests). */
export const PAGE_SIZE = 50

/** A list, a page at a time: `links.next` is where it goes on, and missing where it does not. */
export function paginated(url: URL, all: readonly unknown[]): HttpResponse {
  const from = offsetOf(url.searchParams.get('token'))
  const to = from + PAGE_SIZE
  const next = new URL(url)
  next.searchParams.set('token', Buffer.from(`from ${to}`).toString('base64url'))
  return json(200, {
    links: to < all.length ? { next: next.href } : {},
    data: all.slice(from, to),
  })
}

function offsetOf(token: string | null): number {
  if (token === null) return 0
  const digits = /^from ([0-9]{1,9})$/.exec(Buffer.from(token, 'base64url').toString('latin1'))?.[1]
  return digits === undefined ? complain(400, 'the token is not one of this list') : Number(digits)
}
