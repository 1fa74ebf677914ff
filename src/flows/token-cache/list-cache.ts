import { MpError } from '../../errors.js'
import type { Files } from '../../host.js'
import { isGood } from '../../protocol/token-life.js'
import { type CacheFile, cacheFiles, pathsOf } from './cache-files.js'
import { type KeptEntry, readKeptEntry } from './kept-token.js'

/** What a kept token is for; nothing of the token itself. */
export interface ListedToken {
  issuer: string
  clientId: string
  scope: string
  resource: readonly string[]
  consumerOrg: string | null
  onBehalfOf: string | null
  altinn: boolean
  /** Seconds since 1970. */
  expiresAt: number
  /** Whether it would still be given. */
  good: boolean
}

export interface CacheListing {
  tokens: readonly ListedToken[]
  /** How many files have a token's name and hold none that mp would take: damaged, or not closed to others. */
  passedOver: number
}

/** What the cache holds at `now`, in a lasting order. Throws `MP_FILE`. */
export function listCache(dir: string, now: number, files: Pick<Files, 'list' | 'readOwn'>): CacheListing {
  const entries = pathsOf('token', foundIn(dir, files)).map((path) => readKeptEntry(files.readOwn(path)))
  const tokens = entries.flatMap((entry) => (entry ? [listed(entry, now)] : []))
  return { tokens: tokens.sort(byName), passedOver: entries.length - tokens.length }
}

/** The files of the cache. Throws `MP_FILE` where its folder cannot be read. */
export function foundIn(dir: string, files: Pick<Files, 'list'>): CacheFile[] {
  try {
    return cacheFiles(dir, files)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new MpError('MP_FILE', `the cache's folder "${dir}" cannot be read (${code})`, { cause })
  }
}

function listed({ request, token }: KeptEntry, now: number): ListedToken {
  const { issuer, resource, consumerOrg, onBehalfOf } = request
  return {
    issuer: textOf(issuer) ?? '',
    clientId: token.clientId,
    scope: token.scope,
    resource: Array.isArray(resource) ? resource.filter((uri) => typeof uri === 'string') : [],
    consumerOrg: textOf(consumerOrg),
    onBehalfOf: textOf(onBehalfOf),
    altinn: token.altinn,
    expiresAt: token.expiresAt,
    good: isGood(token, now),
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function byName(one: ListedToken, other: ListedToken): number {
  const [a, b] = [one, other].map(({ issuer, clientId, scope }) => `${issuer}\0${clientId}\0${scope}`)
  return a === b ? one.expiresAt - other.expiresAt : (a ?? '') < (b ?? '') ? -1 : 1
}
