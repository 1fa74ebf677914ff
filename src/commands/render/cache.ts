import type { CacheListing, ListedToken } from '../../flows/token-cache/list-cache.js'
import { printable } from '../../printable.js'
import { isoSecond } from './iso-second.js'
import { type Column, field, renderTable } from './table.js'

const COLUMNS: readonly Column[] = [
  field('ISSUER', 'issuer'),
  field('CLIENT', 'client'),
  field('SCOPE', 'scope'),
  field('ALTINN', 'altinn'),
  field('GOOD', 'good'),
]

/** The kept tokens for a person, one a line, and where they lie. */
export function renderCache(directory: string, { tokens, passedOver }: CacheListing, now: number): string {
  const rows = tokens.map((token) => rowOf(token, now))
  const columns = rows.some((row) => row.for !== '') ? [...COLUMNS, field('FOR', 'for')] : COLUMNS
  const place = printable(directory)
  const table = rows.length > 0 ? `${renderTable(columns, rows, '')}\n` : ''
  return `${table}${counted(rows.length)} kept in ${place}\n${remainder(passedOver)}`
}

function rowOf(token: ListedToken, now: number) {
  const { issuer, clientId, scope, altinn } = token
  return {
    issuer,
    client: clientId,
    scope,
    altinn: altinn ? 'yes' : 'no',
    good: goodText(token, now),
    for: wishesOf(token).join(', '),
  }
}

function goodText({ expiresAt, good }: ListedToken, now: number): string {
  if (good) return `for ${lifeText(expiresAt - now)}`
  return expiresAt <= now ? 'ended' : 'no longer'
}

/** The two largest units that say something. */
function lifeText(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  if (hours > 0) return `${hours} h ${minutes} min`
  return minutes > 0 ? `${minutes} min ${rest} s` : `${rest} s`
}

function wishesOf({ consumerOrg, onBehalfOf, resource }: ListedToken): string[] {
  return [
    ...(consumerOrg === null ? [] : [`consumer ${consumerOrg}`]),
    ...(onBehalfOf === null ? [] : [`on behalf of ${onBehalfOf}`]),
    ...resource,
  ]
}

function counted(count: number): string {
  if (count === 0) return 'no token is'
  return count === 1 ? '1 token is' : `${count} tokens are`
}

function remainder(passedOver: number): string {
  if (passedOver === 0) return ''
  return `${passedOver === 1 ? '1 file there is' : `${passedOver} files there are`} passed over: damaged, or not closed to others\n`
}

/** The same as one line of JSON (`mp.cache/1`). */
export function renderCacheJson(directory: string, { tokens, passedOver }: CacheListing): string {
  const json = {
    schema: 'mp.cache/1',
    directory,
    tokens: tokens.map(tokenJson),
    passed_over: passedOver,
  }
  return `${JSON.stringify(json)}\n`
}

function tokenJson(token: ListedToken): object {
  return {
    issuer: token.issuer,
    client_id: token.clientId,
    scope: token.scope,
    resource: token.resource,
    consumer_org: token.consumerOrg,
    on_behalf_of: token.onBehalfOf,
    altinn: token.altinn,
    expires_at: isoSecond(token.expiresAt),
    good: token.good,
  }
}

/** What was taken away, for a person. */
export function renderCleared(directory: string, removed: number): string {
  const place = printable(directory)
  if (removed === 0) return `no token was kept in ${place}\n`
  return `removed ${removed === 1 ? '1 token' : `${removed} tokens`} from ${place}\n`
}

/** The same as one line of JSON (`mp.cache-cleared/1`). */
export function renderClearedJson(removed: number): string {
  return `${JSON.stringify({ schema: 'mp.cache-cleared/1', removed })}\n`
}
