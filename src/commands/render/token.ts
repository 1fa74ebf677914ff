import type { WantedToken } from '../../flows/obtain-access-token.js'
import type { Resolved } from '../../profiles/resolve.js'
import type { Grant } from '../../protocol/grant.js'
import type { AccessToken } from '../../protocol/token-endpoint.js'
import { isoSecond } from './iso-second.js'

/** The token and one newline, so that `$(mp token)` works. */
export function renderToken({ accessToken }: AccessToken): string {
  return `${accessToken}\n`
}

/** The token and what it came with, as one line of JSON (`mp.token/1`). `now` is the second it was received in. */
export function renderTokenJson(
  { accessToken, tokenType, expiresIn, scope, altinn }: WantedToken,
  { resolved, grant, now }: { resolved: Resolved; grant: Grant; now: number },
): string {
  const token = {
    schema: 'mp.token/1',
    access_token: accessToken,
    token_type: tokenType,
    expires_in: expiresIn,
    expires_at: isoSecond(now + expiresIn),
    scope,
    environment: resolved.environment.value.name,
    profile: resolved.profile?.value ?? null,
    client_id: grant.clientId,
    cached: false,
    altinn,
  }
  return `${JSON.stringify(token)}\n`
}
