import type { Jwt } from './jwt.js'

/** What a JWT is: a grant is issued by a client, or brings its certificate; a token is issued by a server, and servers are URLs. */
export function jwtKind({
  header,
  claims: { iss, consumer },
}: Pick<Jwt, 'header' | 'claims'>): 'grant' | 'token' {
  if ('x5c' in header) return 'grant'
  return consumer !== undefined || /^https?:/.test(`${iss}`) ? 'token' : 'grant'
}
