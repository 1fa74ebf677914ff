import type { HttpResponse } from './http.js'

/** How many seconds a grant's `iat` may be off, ahead and behind (Digdir, "JWT grant"). */
export const TOLERANCE = 10

/** Between which two seconds of our own clock an answer was made. */
export interface Interval {
  sent: number
  received: number
}

/**
 * By how many seconds our clock is ahead of the server's (negative: behind), by its `Date` (RFC 9110 section 6.6.1). What the
 * time on the way may explain is no difference. Undefined where the server does not tell its time.
 */
export function clockAhead(
  { headers }: Pick<HttpResponse, 'headers'>,
  { sent, received }: Interval,
): number | undefined {
  const theirs = Date.parse(headers.date ?? '') / 1000
  if (Number.isNaN(theirs)) return undefined
  if (theirs < sent) return sent - theirs
  return theirs > received ? received - theirs : 0
}
