import { createHash } from 'node:crypto'
import { MpError } from '../errors.js'
import { printable } from '../printable.js'
import type { HttpResponse } from '../protocol/http.js'
import { readPointer } from '../protocol/json-pointer.js'
import { isPage, isWithoutContent, type PageRequest, readPage } from '../protocol/page.js'
import { type Cursor, nextCursor, requestAt } from '../protocol/paging.js'
import { type PlacedPage, pageLines } from './page-lines.js'

export interface FollowPorts {
  /** Sends one page's request with a good token and gives the whole answer, whatever its status. */
  fetch(request: PageRequest): Promise<HttpResponse>
  /** Hands whole lines on; resolves when they are out. */
  write(lines: string): Promise<void> | void
  /** Called when a page's lines are out and where to go on is known. `undefined`: that was the last page. */
  mark(cursor: Cursor | undefined): void
  /** True once the person or the system asked to stop. */
  stopping(): boolean
}

export interface FollowOptions {
  /** A JSON pointer to the list whose items are printed, one a line, instead of the pages. */
  items?: string
  /** Where an earlier run came to. */
  from?: Cursor
}

/** How it ended. `answer`: with an answer that is no page (3xx, 4xx, 5xx); `first` if no page came before it in any run. */
export type Followed =
  | { end: 'done' }
  | { end: 'stopped' }
  | { end: 'answer'; response: HttpResponse; first: boolean }

/**
 * Fetches page after page and hands their lines on. A page whose successor cannot be trusted is not handed on, so that
 * what is marked and what is out never differ by more than the page at hand. Throws `MP_PAGING`, `MP_RESPONSE_MALFORMED`,
 * and `MP_USAGE` for `items` that are no pointer, before anything is sent, or that the first page does not have.
 */
export async function followPages(
  first: PageRequest,
  { items, from }: FollowOptions,
  ports: FollowPorts,
): Promise<Followed> {
  const pointer = items === undefined ? undefined : readPointer(items)
  const asked = askedRequests()
  let request = from === undefined ? first : requestAt(first, from)
  for (let isFirst = from === undefined; ; isFirst = false) {
    asked.add(request)
    const response = await ports.fetch(request)
    if (!isPage(response)) return { end: 'answer', response, first: isFirst }
    const { lines, next } = takePage({ request, response, isFirst }, pointer)
    const following = next && requestAt(first, next)
    if (following && asked.has(following)) throw circle(request)
    if (lines !== '') await ports.write(lines)
    ports.mark(next)
    if (following === undefined) return { end: 'done' }
    if (ports.stopping()) return { end: 'stopped' }
    request = following
  }
}

function takePage(
  page: Pick<PlacedPage, 'request' | 'response' | 'isFirst'>,
  pointer: readonly string[] | undefined,
): { lines: string; next: Cursor | undefined } {
  const { request, response } = page
  const empty = isWithoutContent(response)
  const body = empty ? undefined : readPage(request.url, response)
  const next = nextCursor(request, response, body)
  return { next, lines: empty ? '' : pageLines({ ...page, body, isLast: next === undefined }, pointer) }
}

const MAX_REMEMBERED = 100_000

/** The requests of this run, to tell a circle by. Their memory is bounded: beyond the bound it begins anew. */
function askedRequests() {
  const digests = new Set<string>()
  const digest = ({ method, url, body = '' }: PageRequest) =>
    createHash('sha256')
      .update(`${method} ${new URL(url).href}\n${body}`)
      .digest('base64')
  return {
    has: (request: PageRequest) => digests.has(digest(request)),
    add(request: PageRequest) {
      if (digests.size >= MAX_REMEMBERED) digests.clear()
      digests.add(digest(request))
    },
  }
}

function circle({ method, url }: PageRequest): MpError {
  return new MpError('MP_PAGING', `${method} ${printable(url)} leads back to a page that was there before`)
}
