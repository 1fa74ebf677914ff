import type { HttpResponse } from '../protocol/http.js'
import type { Fault } from './bearer.js'

/** How an API refuses a token: 403 for want of a scope, else 401, and the error in `www-authenticate` (RFC 6750 section 3.1). */
export function challenge(fault: Fault): Pick<HttpResponse, 'status' | 'headers'> {
  const [status, error] = fault === 'scope' ? [403, 'insufficient_scope'] : [401, 'invalid_token']
  return { status, headers: { 'www-authenticate': `Bearer error="${error}"` } }
}
