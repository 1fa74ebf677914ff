import type { HttpResponse } from '../../protocol/http.js'
import { json } from '../answer.js'
import { datesOf } from './instants.js'
import type { Question } from './visit.js'

/** Who knows what has been delegated to whom: Altinn, by the issuer that scopes name it by (Digdir: delegation sources). */
export const DELEGATION_SOURCES = [{ name: 'altinn', issuer: 'https://tt02.altinn.no/' }]

/** `GET /delegationsources`. */
export function listDelegationSources({ office: { state } }: Question): HttpResponse {
  return json(
    200,
    DELEGATION_SOURCES.map((source) => ({ ...source, ...datesOf({}, state) })),
  )
}
