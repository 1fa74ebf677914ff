import { isObject, type JsonObject } from '../../protocol/json-body.js'
import { isoSecond } from './iso-second.js'
import { type Column, field, renderTable } from './table.js'

const DAY = 24 * 60 * 60

/** A client's keys for a person, with the days that each has left. `now` is in seconds. */
export function renderKeys(set: JsonObject, now: number): string {
  const keys = Array.isArray(set.keys) ? set.keys.filter(isObject) : []
  return renderTable(columns(now), keys, 'no keys')
}

function columns(now: number): Column[] {
  return [
    field('KID', 'kid'),
    field('ALG', 'alg'),
    { heading: 'BITS', of: ({ n }) => (typeof n === 'string' ? `${bitsOf(n)}` : '-') },
    {
      heading: 'EXPIRES',
      of: ({ exp }) => (isSecond(exp) ? `${isoSecond(exp)} (${lifeLeft(exp - now)})` : '-'),
    },
  ]
}

/** What a date can say: up to the year 9999. */
function isSecond(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < 253_402_300_800
}

function bitsOf(modulus: string): number {
  const bytes = Buffer.from(modulus, 'base64url')
  const leading = bytes.findIndex((byte) => byte !== 0)
  return leading < 0 ? 0 : (bytes.length - leading) * 8 - (Math.clz32(bytes[leading] ?? 0) - 24)
}

function lifeLeft(seconds: number): string {
  if (seconds <= 0) return 'expired'
  const days = Math.floor(seconds / DAY)
  return days === 1 ? '1 day left' : `${days} days left`
}
