import { json } from '../answer.js'
import { forTheFirst } from './act.js'

const PROXY_PAGE = `<!DOCTYPE html>
<html><head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center><hr><center>proxy</center></body></html>
`

/** Answers of a server, or of what stands before it, that is not well. Nothing is judged, and no grant is spent. */
export const FAILURES = {
  outage: forTheFirst(async () =>
    json(503, { error: 'temporarily_unavailable', error_description: 'Service unavailable.' }),
  ),
  'rate-limit': forTheFirst(async () =>
    json(
      429,
      { error: 'too_many_requests', error_description: 'Too many requests.' },
      { 'retry-after': '1' },
    ),
  ),
  html: forTheFirst(async () => ({
    status: 502,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: PROXY_PAGE,
  })),
  redirect: forTheFirst(async () => ({
    // Nobody can have a name under .invalid (RFC 2606 section 2): what follows takes the grant nowhere.
    status: 302,
    headers: { location: 'https://elsewhere.invalid/token' },
    body: '',
  })),
}
