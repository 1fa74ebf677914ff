import { unreadable } from '../fault.js'
import type { Element } from './element.js'

const UTC_TIME = 0x17
const GENERALIZED_TIME = 0x18
const FORM = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:[.,]\d+)?(?:Z|([+-])(\d\d)(\d\d)?)?$/

/** A UTCTime or GeneralizedTime in seconds since 1970 (RFC 5280 section 4.1.2.5). */
export function time(element: Element | undefined): number {
  const match = FORM.exec(withCentury(element))
  if (match === null) throw unreadable('is damaged: a time is malformed')
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((digits) => Number(digits ?? 0))
  const utc = Date.UTC(year as number, (month as number) - 1, day, hour, minute, second) / 1000
  const offset = Number(match[8] ?? 0) * 3600 + Number(match[9] ?? 0) * 60
  return match[7] === '-' ? utc + offset : utc - offset
}

/** UTCTime has two digits for its year: from 50 on they belong to the twentieth century. */
function withCentury(element: Element | undefined): string {
  const text = element?.content.toString('latin1') ?? ''
  if (element?.tag === GENERALIZED_TIME) return text
  if (element?.tag !== UTC_TIME) throw unreadable('is damaged: a time is missing')
  return (text < '50' ? '20' : '19') + text
}
