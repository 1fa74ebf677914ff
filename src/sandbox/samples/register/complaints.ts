import { createHash } from 'node:crypto'
import type { HttpRequest, HttpResponse } from '../../../protocol/http.js'
import { type Handler, json } from '../../answer.js'
import { type ApiCourt, readBearer } from '../../bearer.js'
import { SECOND, zonedTime } from './oslo-time.js'

/** An answer that says what is wrong, in the shape of one API. */
export type Complain = (
  request: HttpRequest,
  status: number,
  words: string,
  headers?: Record<string, string>,
) => HttpResponse

/** Errors as the API of rettsstiftelser shapes them (brreg: losoreregisteret/rettsstiftelse). */
export function rettsstiftelseComplaint(court: ApiCourt): Complain {
  return (request, status, words, headers) => {
    const tidspunkt = zonedTime(court.now() * SECOND, 6)
    return json(status, { korrelasjonsid: idOf(request, court), tidspunkt, feilmelding: words }, headers)
  }
}

/** Errors as the API of utlegg shapes them (brreg: losoreregisteret/itu-utt). Of the codes, only the one of 400 is published. */
export function utleggComplaint(court: ApiCourt): Complain {
  return (request, status, words, headers) => {
    const [feilkode, feiltype, beskrivelse] = UTLEGG_CODES[status] ?? UNKNOWN
    const body = { feilId: idOf(request, court), feilkode, feiltype, beskrivelse, detaljer: words }
    return json(status, body, headers)
  }
}

/** Lets only those in who bring Maskinporten's token with the scope. brreg refuses with 403; a token that is too old is told so with 401, that it may be renewed. */
export function withScope(scope: string, court: ApiCourt, complain: Complain, handle: Handler): Handler {
  return async (request) => {
    const reading = await readBearer(request, court, { scopes: [scope] })
    if ('bearer' in reading) return handle(request)
    const words = `Ikke gyldig token eller avtale: ${reading.description}`
    return reading.fault === 'expired'
      ? complain(request, 401, words, { 'www-authenticate': 'Bearer error="invalid_token"' })
      : complain(request, 403, words)
  }
}

const UTLEGG_CODES: Record<number, [feilkode: string, feiltype: string, beskrivelse: string]> = {
  400: ['UAE_002', 'VALIDERING', 'Noe i forespørselen er feil'],
  401: ['UAE_001', 'TILGANG', 'Token er utløpt'],
  403: ['UAE_001', 'TILGANG', 'Ingen tilgang'],
  404: ['UAE_003', 'IKKE_FUNNET', 'Ikke funnet'],
}
const UNKNOWN: [string, string, string] = ['UAE_000', 'FEIL', 'Feil']

/** A UUID that two equal requests of one second share: the sandbox's answers hold nothing random (RFC 9562 section 5.8). */
function idOf({ method, url, body = '' }: HttpRequest, court: ApiCourt): string {
  const hash = createHash('sha256').update(`${court.now()} ${method} ${url}\n${body}`).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}
