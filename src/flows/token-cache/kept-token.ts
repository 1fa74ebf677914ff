import { isBearerToken } from '../../protocol/bearer-token.js'
import { isObject, type JsonObject } from '../../protocol/json-body.js'
import { isGood, isLife } from '../../protocol/token-life.js'
import type { KeptToken } from '../kept-token.js'
import type { TokenIdentity } from './token-identity.js'

const SCHEMA = 'mp.cached-token/1'

/** A token and what it was asked for with, as the bytes of a file. */
export function writeKeptToken(request: TokenIdentity, token: KeptToken): string {
  const { accessToken, tokenType, expiresIn, expiresAt, scope, clientId, altinn } = token
  const stored = {
    access_token: accessToken,
    token_type: tokenType,
    expires_in: expiresIn,
    expires_at: expiresAt,
    scope,
    client_id: clientId,
    altinn,
  }
  return `${JSON.stringify({ schema: SCHEMA, request, token: stored })}\n`
}

/** What a file of the cache holds: what the token was asked for with, and the token. */
export interface KeptEntry {
  request: JsonObject
  token: KeptToken
}

/** Reads such a file, or gives undefined where it is damaged or none. Nothing is said of whether the token is still good. */
export function readKeptEntry(bytes: Uint8Array | undefined): KeptEntry | undefined {
  const stored = parse(bytes)
  if (!isObject(stored) || stored.schema !== SCHEMA || !isObject(stored.request)) return undefined
  const token = isObject(stored.token) ? toToken(stored.token) : undefined
  return token && { request: stored.request, token }
}

/** The token in such a file, where it was asked for with the same and is good at `now`. */
export function readKeptToken(
  bytes: Uint8Array | undefined,
  request: TokenIdentity,
  now: number,
): KeptToken | undefined {
  const entry = readKeptEntry(bytes)
  if (entry === undefined || !isGood(entry.token, now)) return undefined
  return JSON.stringify(entry.request) === JSON.stringify(request) ? entry.token : undefined
}

function parse(bytes: Uint8Array | undefined): unknown {
  try {
    return bytes && JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return undefined // damaged: it is replaced by the next token
  }
}

function toToken({ access_token, expires_in, expires_at, scope, client_id, altinn }: JsonObject) {
  const isWhole =
    isBearerToken(access_token) &&
    isLife(expires_in) &&
    Number.isInteger(expires_at) &&
    typeof scope === 'string' &&
    typeof client_id === 'string' &&
    typeof altinn === 'boolean'
  if (!isWhole) return undefined
  return {
    accessToken: access_token,
    tokenType: 'Bearer' as const,
    expiresIn: expires_in,
    expiresAt: expires_at as number,
    scope,
    clientId: client_id,
    altinn,
  }
}
