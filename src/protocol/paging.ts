import { MpError } from '../errors.js'
import { printable } from '../printable.js'
import type { HttpResponse } from './http.js'
import { isObject } from './json-body.js'
import { oneLine, sliceAt, withMember } from './json-slices.js'
import { nextLink } from './link-header.js'
import { isSameOrigin } from './metadata.js'
import type { PageRequest } from './page.js'

/**
 * Where paging stands: what makes the next request out of the first. Plain data that survives JSON. `lastSortValues` is
 * a list as JSON text, just as the server wrote it: a large number in it would not survive a parser.
 */
export type Cursor = { url: string } | { lastSortValues: string }

/**
 * Where the page after this one is: the `Link` header (RFC 8288), `_links.next.href` (HAL), or `sortValues`, in that order;
 * undefined after the last page. `request` is the one that was answered. Throws `MP_PAGING` where the next page cannot be
 * trusted: another origin, which the token must not reach, or the same page again.
 */
export function nextCursor(request: PageRequest, response: HttpResponse, body: unknown): Cursor | undefined {
  const target = linkTarget(request, response) ?? halTarget(request, body)
  return target === undefined ? sortCursor(request, response, body) : urlCursor(request, target)
}

/** The request for the page at a cursor. A link is followed by GET, without the first request's body. */
export function requestAt(first: PageRequest, cursor: Cursor): PageRequest {
  if ('url' in cursor) return { method: 'GET', url: trusted(first, cursor.url).href }
  return { ...first, body: withMember(first.body ?? '{}', 'lastSortValues', cursor.lastSortValues) }
}

/** A cursor of this request, as read from a file, or undefined where it is none. */
export function readCursor(first: PageRequest, value: unknown): Cursor | undefined {
  if (!isObject(value)) return undefined
  const { url, lastSortValues } = value
  if (typeof url === 'string') return isSameOrigin(first.url, url) ? { url } : undefined
  if (typeof lastSortValues !== 'string') return undefined
  return Array.isArray(parse(lastSortValues)) && isObject(parse(first.body ?? '{}'))
    ? { lastSortValues }
    : undefined
}

function linkTarget(request: PageRequest, { headers }: HttpResponse): string | undefined {
  const { target, unreadable } = nextLink(headers.link ?? '')
  if (target === undefined && /\bnext\b/i.test(unreadable)) {
    throw untrusted(request, 'answered with a Link header that cannot be read')
  }
  return target
}

/** HAL section 5: a link object, or a list of them. Servers write the link after the last page as null, {} or not at all. */
function halTarget(request: PageRequest, body: unknown): string | undefined {
  const links = linksOf(body)
  const next = Array.isArray(links)
    ? links.find(isNext)
    : [isObject(links) ? links.next : undefined].flat()[0]
  const href = isObject(next) ? next.href : next
  if (href === undefined || href === null || href === '') return undefined
  if (!isObject(next) || typeof href !== 'string' || next.templated === true) {
    throw untrusted(request, 'answered with a _links.next that cannot be followed')
  }
  return href
}

/** At the top, or in the one object that the whole answer is wrapped in, as brreg's utlegg has them. */
function linksOf(body: unknown): unknown {
  if (!isObject(body)) return undefined
  const [wrapped, ...others] = Object.values(body)
  return body._links ?? (others.length === 0 && isObject(wrapped) ? wrapped._links : undefined)
}

/** An entry of a list of links that say themselves what they are (brreg: `{ "rel": "next", "href": "..." }`). */
function isNext(link: unknown): boolean {
  return isObject(link) && link.rel === 'next'
}

function urlCursor(request: PageRequest, target: string): Cursor {
  const url = trusted(request, target)
  if (request.method === 'GET' && url.href === withoutFragment(request.url).href) {
    throw untrusted(request, 'names itself as the next page')
  }
  return { url: url.href }
}

/** The page's URL. Throws `MP_PAGING` for what must not get the token. */
function trusted(request: PageRequest, target: string): URL {
  if (!URL.canParse(target, request.url)) throw untrusted(request, 'names a next page that is no URL')
  const url = withoutFragment(target, request.url)
  if (url.username !== '' || url.password !== '') {
    throw untrusted(request, 'names a next page with a user name or a password in its URL')
  }
  if (!isSameOrigin(request.url, url.href)) {
    const elsewhere = printable(`${url.protocol}//${url.host}`)
    throw untrusted(
      request,
      `names a next page of another origin, "${elsewhere}", which must not get the token`,
    )
  }
  return url
}

function withoutFragment(url: string, base?: string): URL {
  const parsed = new URL(url, base)
  parsed.hash = ''
  return parsed
}

/** brreg's Løsøreregisteret: `sortValues` of one answer are `lastSortValues` of the next request, and the last has none. */
function sortCursor(request: PageRequest, { body: text }: HttpResponse, body: unknown): Cursor | undefined {
  const values = isObject(body) ? (body.sortValues ?? []) : []
  if (!Array.isArray(values)) throw untrusted(request, 'answered with sortValues that are no list')
  if (values.length === 0) return undefined
  const sent = request.body ?? (request.method === 'GET' ? '' : '{}')
  if (!isObject(parse(sent))) {
    throw untrusted(
      request,
      'answered with sortValues, which take a request with a JSON object to go on with',
    )
  }
  const lastSortValues = oneLine(sliceAt(text, ['sortValues']) ?? '')
  if (lastSortValues === oneLine(sliceAt(sent, ['lastSortValues']) ?? '')) {
    throw untrusted(request, 'answered with the sortValues it was asked to go on from')
  }
  return { lastSortValues }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // not JSON is not what the caller looks for
  }
}

function untrusted({ method, url }: PageRequest, what: string): MpError {
  return new MpError('MP_PAGING', `${method} ${printable(url)} ${what}`)
}
