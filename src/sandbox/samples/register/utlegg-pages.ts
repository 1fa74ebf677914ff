import type { HttpRequest, HttpResponse } from '../../../protocol/http.js'
import { type Handler, json } from '../../answer.js'
import type { ApiCourt } from '../../bearer.js'
import { pathOf } from '../../request-path.js'
import { withAmounts } from './amounts.js'
import type { Complain } from './complaints.js'
import { DAY, HOUR, type Micros, osloOffset, readUnzonedTime, SECOND, unzonedTime } from './oslo-time.js'
import { lastSegment } from './request-parts.js'
import { countAt, debtorOf, enteredAt, wideUtleggAt } from './utlegg.js'
import { counts } from './utlegg-lookup.js'

/** At most so many are on a page (brreg: ITU/UTT, kredittopplysningsforetak). */
export const UTLEGG_PAGE = 1000

/** One entry of the stock or of the log. */
interface Entry {
  at: Micros
  utlegg: number
  ubmeldnr: number
}

/** Where a list is, and what it is called in its answer. */
interface List {
  name: 'totalbestand' | 'endringslogg'
  path: string
  onlyUnits: boolean
}

/** A request, when it came, and after which time it wants to know. */
interface Asked {
  request: HttpRequest
  now: Micros
  after: Micros
}

/** The stock leaves out so much of the latest. */
const STOCK_LAG: Micros = 2 * DAY
/** The log goes no further back. */
const LOG_KEPT: Micros = 45 * DAY
const LOG_BEGINNING: Micros = Date.UTC(2020, 0, 1) * 1000 + 277_000
const LOG_APART: Micros = HOUR / 2
/** More than the changes of 45 days: no two of them are the same message. */
const MESSAGES = 5000

/** `GET /utlegg/totalbestand[/enheter][/{ts}]`: everything entered after ts and more than two days ago. */
export function utleggStockHandler(list: List, court: ApiCourt, complain: Complain): Handler {
  return async (request) => {
    const now = court.now() * SECOND
    const isFirst = pathOf(request.url) === list.path
    const after = isFirst ? 0 : readUnzonedTime(lastSegment(request), osloOffset(now))
    if (after === undefined) return complain(request, 400, 'Ugyldig tidspunkt')
    return page(list, { request, now, after }, stockAfter(after, now))
  }
}

/** `GET /utlegg/endringslogg[/enheter]/{ts}`: every change after ts, which may be 45 days ago and no more. */
export function utleggLogHandler(list: List, court: ApiCourt, complain: Complain): Handler {
  return async (request) => {
    const now = court.now() * SECOND
    const after = readUnzonedTime(lastSegment(request), osloOffset(now))
    if (after === undefined) return complain(request, 400, 'Ugyldig tidspunkt')
    if (after < now - LOG_KEPT) return complain(request, 404, 'Tidspunktet er eldre enn 45 dager')
    return page(list, { request, now, after }, logAfter(after, now))
  }
}

function stockAfter(after: Micros, now: Micros): Entry[] {
  const length = countAt(now - STOCK_LAG)
  return Array.from({ length }, (_, n) => ({ at: enteredAt(n), utlegg: n, ubmeldnr: 1 })).filter(
    ({ at }) => at > after,
  )
}

/** A change every half hour since 2020 began, each of something that had been entered by then. */
function logAfter(after: Micros, now: Micros): Entry[] {
  const entries: Entry[] = []
  let nth = Math.max(0, Math.floor((after - LOG_BEGINNING) / LOG_APART))
  for (let at = logAt(nth); at <= now; at = logAt(++nth)) {
    const utlegg = (nth * 37) % countAt(at)
    if (at > after) entries.push({ at, utlegg, ubmeldnr: 2 + (nth % MESSAGES) })
  }
  return entries
}

function logAt(nth: number): Micros {
  return LOG_BEGINNING + nth * LOG_APART
}

/** Times are told in the offset of today, those of another season too, as the register does. */
function page(list: List, { request, now, after }: Asked, all: readonly Entry[]): HttpResponse {
  const offset = osloOffset(now)
  const left = list.onlyUnits ? all.filter(({ utlegg }) => 'orgnr' in debtorOf(utlegg)) : all
  const here = left.slice(0, UTLEGG_PAGE)
  const changed = here.at(-1)?.at ?? after
  // Where the sandbox was reached, which may be another port than the one it goes by.
  const href = `${new URL(request.url).origin}${list.path}/${unzonedTime(changed, 3, offset)}`
  const utlegg = here.map((entry) => wideUtleggAt(entry.utlegg, entry.ubmeldnr))
  const answer = {
    ...counts(utlegg),
    datoSistEndret: unzonedTime(changed, 6, offset),
    [list.name]: utlegg,
    meldinger: utlegg.length === 0 ? ['Ingen utlegg etter tidspunktet'] : [],
    tilleggsinfo: '',
    _links: left.length > here.length ? [{ rel: 'next', href }] : [],
  }
  return withAmounts(json(200, { [`${list.name}ResponseKredittforetak`]: answer }))
}
