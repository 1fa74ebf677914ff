import { UnavailableError } from '../errors.js'
import type { HttpRequest, HttpResponse } from './http.js'
import { readProblem } from './problem-code.js'

/** What a server, or a proxy before it, says when it might answer later (RFC 6585 section 4, RFC 9110 section 15.6). */
const LATER: readonly number[] = [429, 502, 503, 504]

/** Whether the same request may be answered a little later. */
export function isUnavailable({ status }: Pick<HttpResponse, 'status'>): boolean {
  return LATER.includes(status)
}

/** For how many seconds the server asks to be left alone (RFC 9110 section 10.2.3), counted from its own `Date`, else from `now`. */
export function retryAfterOf({ headers }: Pick<HttpResponse, 'headers'>, now: number): number | undefined {
  const text = headers['retry-after']?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text)
  const until = secondOf(text)
  return until === undefined ? undefined : Math.max(0, until - (secondOf(headers.date) ?? now))
}

function secondOf(date = ''): number | undefined {
  const second = Date.parse(date) / 1000
  return Number.isNaN(second) ? undefined : second
}

/** The failure that such an answer is. */
export function unavailable(
  { method, url }: Pick<HttpRequest, 'method' | 'url'>,
  response: HttpResponse,
  now: number,
): UnavailableError {
  const seconds = retryAfterOf(response, now) ?? 0
  const wait = seconds > 0 ? `, and asks to be left alone for ${Math.ceil(seconds)} s` : ''
  const { status } = response
  const problem = readProblem(response.body)
  const code = problem.code === undefined ? '' : ` (${problem.code})`
  return new UnavailableError(`${method} ${url} answered ${status}${code}${wait}`, { ...problem, status })
}
