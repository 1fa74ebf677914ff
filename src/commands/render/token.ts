import type { SharedToken } from '../../flows/token-cache/share-token.js'
import type { TokenFormat } from '../options/token-format.js'
import { isoSecond } from './iso-second.js'

/** Where a token was asked for, and how it is to be printed. */
export interface GivenWith {
  format: TokenFormat
  environment: string
  profile: string | null
}

/**
 * A token as one line in the format that was asked for. A token has no character that means something to a shell or to curl
 * (RFC 6750 section 2.1).
 */
export function renderToken(token: SharedToken, given: GivenWith, now: number): string {
  const { accessToken } = token
  switch (given.format) {
    case 'raw':
      return `${accessToken}\n`
    case 'json':
      return `${JSON.stringify(tokenJson(token, given, now))}\n`
    case 'header':
      return `Authorization: Bearer ${accessToken}\n`
    case 'env':
      return `MASKINPORTEN_TOKEN=${accessToken}\n`
    case 'export':
      return `export MASKINPORTEN_TOKEN='${accessToken}'\n`
    case 'curl':
      return `header = "Authorization: Bearer ${accessToken}"\n`
  }
}

/** The token and what it came with (`mp.token/1`). It may have been kept for a while: `expires_in` is what is left of its life at `now`. */
export function tokenJson(
  { accessToken, tokenType, expiresAt, scope, clientId, cached, altinn }: SharedToken,
  { environment, profile }: Omit<GivenWith, 'format'>,
  now: number,
) {
  return {
    schema: 'mp.token/1',
    access_token: accessToken,
    token_type: tokenType,
    expires_in: expiresAt - now,
    expires_at: isoSecond(expiresAt),
    scope,
    environment,
    profile,
    client_id: clientId,
    cached,
    altinn,
  }
}
