/** Microseconds since 1970: the register counts in them, and a number holds them exactly until the year 2255. */
export type Micros = number

export const SECOND: Micros = 1_000_000
export const HOUR: Micros = 3600 * SECOND
export const DAY: Micros = 24 * HOUR

const DATE_TIME = '([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})'
const ZONED = new RegExp(`^${DATE_TIME}\\.([0-9]{3,6})([+-])([0-9]{2}):([0-9]{2})$`)
const UNZONED = new RegExp(`^${DATE_TIME}\\.([0-9]{3,6})$`)

/** How far Oslo is ahead of UTC: two hours from the last Sunday of March to that of October, both at 01:00 UTC (directive 2000/84/EC). */
export function osloOffset(at: Micros): Micros {
  const ms = at / 1000
  const year = new Date(ms).getUTCFullYear()
  return ms >= lastSunday(year, 2) && ms < lastSunday(year, 9) ? 2 * HOUR : HOUR
}

/** `2026-03-07T14:26:22.817126+01:00`: Oslo's time with milliseconds (3 digits) or microseconds (6). */
export function zonedTime(at: Micros, digits: 3 | 6 = 3): string {
  const offset = osloOffset(at)
  return `${unzonedTime(at, digits, offset)}+0${offset / HOUR}:00`
}

/** The same without its zone, in whatever offset is told. */
export function unzonedTime(at: Micros, digits: 3 | 6, offset: Micros): string {
  const local = at + offset
  const seconds = new Date(Math.floor(local / SECOND) * 1000).toISOString().slice(0, 19)
  const fraction = String(local % SECOND).padStart(6, '0')
  return `${seconds}.${fraction.slice(0, digits)}`
}

/** Reads `YYYY-MM-DDTHH:MM:SS.mmm+HH:MM`, with at most so many digits after the point; undefined for anything else. */
export function readZonedTime(text: unknown, maxDigits: 3 | 6): Micros | undefined {
  const [, dateTime = '', fraction = '', sign, hours, minutes] =
    (typeof text === 'string' && ZONED.exec(text)) || []
  if (fraction.length > maxDigits || !(Number(hours) <= 18 && Number(minutes) < 60)) return undefined
  const offset = (Number(hours) * 60 + Number(minutes)) * 60 * SECOND
  return plus(asUtc(dateTime, fraction), sign === '-' ? offset : -offset)
}

/** Reads `YYYY-MM-DDTHH:MM:SS.SSS`, a time in the offset that is told; undefined for anything else. */
export function readUnzonedTime(text: string, offset: Micros): Micros | undefined {
  const [, dateTime = '', fraction = ''] = UNZONED.exec(text) ?? []
  return plus(asUtc(dateTime, fraction), -offset)
}

/** Undefined for a day that no calendar has. */
function asUtc(dateTime: string, fraction: string): Micros | undefined {
  const ms = Date.parse(`${dateTime}Z`)
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(dateTime)) return undefined
  return ms * 1000 + Number(fraction.padEnd(6, '0'))
}

function plus(at: Micros | undefined, more: Micros): Micros | undefined {
  return at === undefined ? undefined : at + more
}

/** Milliseconds of 01:00 UTC on the month's last Sunday; January is 0. */
function lastSunday(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0, 1))
  return last.setUTCDate(last.getUTCDate() - last.getUTCDay())
}
