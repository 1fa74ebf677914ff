import type { HttpResponse } from '../../../protocol/http.js'
import { type Handler, json } from '../../answer.js'
import type { ApiCourt } from '../../bearer.js'
import type { JsonObject } from '../../jws.js'
import { withAmounts } from './amounts.js'
import { changedRegistration, changesBetween, lastChangeAt, sortValuesOfChange } from './changes.js'
import type { Complain } from './complaints.js'
import { type Micros, readZonedTime, SECOND, zonedTime } from './oslo-time.js'
import { registrationAt } from './registrations.js'
import { bodyOf } from './request-parts.js'
import { documentNumber, numbers, receivedAt } from './stock.js'

/** At most so many registrations are on a page of the sandbox. */
export const PAGE = 200

type SortValues = [ms: string, dokumentnummer: string]

/** `POST .../totalbestand`: the whole stock up to `upperCutoff`, a page at a time (brreg: rettsstiftelse, totalbestand). */
export function stockHandler(court: ApiCourt, complain: Complain): Handler {
  return async (request) => {
    const body = bodyOf(request) ?? {}
    const upper = readZonedTime(body.upperCutoff, 3)
    const last = readSortValues(body)
    if (upper === undefined) return complain(request, 400, 'upperCutoff har ikke rett format')
    if (upper > latest(court)) return complain(request, 400, 'upperCutoff er fram i tid')
    if (last === 'malformed') return complain(request, 400, 'lastSortValues har ikke rett format')
    const left = numbers().filter((n) => receivedAt(n) <= upper && isAfter(sortValuesAt(n), last))
    return page({ upperCutoffForrigeRequest: body.upperCutoff }, left, sortValuesAt, registrationAt)
  }
}

/** `POST .../endringslogg`: what has changed after `lowerCutoff`, a page at a time (brreg: rettsstiftelse, endringslogg). */
export function changeLogHandler(court: ApiCourt, complain: Complain): Handler {
  return async (request) => {
    const body = bodyOf(request) ?? {}
    const lower = readZonedTime(body.lowerCutoff, 6)
    const last = readSortValues(body)
    if (lower === undefined) return complain(request, 400, 'lowerCutoff har ikke rett format')
    if (last === 'malformed') return complain(request, 400, 'lastSortValues har ikke rett format')
    const now = court.now() * SECOND
    const left = changesBetween(lower, now).filter((change) => isAfter(sortValuesOfChange(change), last))
    // The last page has no entry of its own, and is the one whose time the client keeps.
    const changed = left.slice(0, PAGE).at(-1)?.at ?? Math.max(lower, lastChangeAt(now) ?? lower)
    return page(
      { sistEndretSisteInnslag: zonedTime(changed, 6) },
      left,
      sortValuesOfChange,
      changedRegistration,
    )
  }
}

/** The last page has nothing on it and no `sortValues`; every other one has both. */
function page<T>(
  head: JsonObject,
  left: readonly T[],
  sortValuesOf: (item: T) => SortValues,
  render: (item: T) => object,
): HttpResponse {
  const here = left.slice(0, PAGE)
  const end = here.at(-1)
  const body = {
    ...head,
    ...(end !== undefined && { sortValues: sortValuesOf(end) }),
    antallRettsstiftelser: here.length,
    rettsstiftelse: here.map(render),
  }
  return withAmounts(json(200, body))
}

function sortValuesAt(n: number): SortValues {
  return [String(Math.floor(receivedAt(n) / 1000)), documentNumber(n)]
}

/** Null, or nothing, asks for the first page. */
function readSortValues({ lastSortValues }: JsonObject): SortValues | undefined | 'malformed' {
  if (lastSortValues === undefined || lastSortValues === null) return undefined
  if (!Array.isArray(lastSortValues) || lastSortValues.length !== 2) return 'malformed'
  const [ms, dokumentnummer] = lastSortValues
  const isGood = isDigits(ms, /^[0-9]{1,15}$/) && isDigits(dokumentnummer, /^[0-9]{10}$/)
  return isGood ? [ms as string, dokumentnummer as string] : 'malformed'
}

function isDigits(value: unknown, form: RegExp): boolean {
  return typeof value === 'string' && form.test(value)
}

function isAfter([ms, dokumentnummer]: SortValues, last: SortValues | undefined): boolean {
  if (last === undefined) return true
  const difference = Number(ms) - Number(last[0])
  return difference > 0 || (difference === 0 && dokumentnummer > last[1])
}

/** The end of the clock's second: a client whose clock has milliseconds is not ahead of one that has none. */
function latest(court: ApiCourt): Micros {
  return court.now() * SECOND + SECOND - 1
}
