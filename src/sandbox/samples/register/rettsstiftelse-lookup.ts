import type { HttpRequest } from '../../../protocol/http.js'
import { type Handler, json } from '../../answer.js'
import type { ApiCourt } from '../../bearer.js'
import { isOrganisationNumber, isPersonIdentifier } from '../../identifiers.js'
import { withAmounts } from './amounts.js'
import type { Complain } from './complaints.js'
import { SECOND, zonedTime } from './oslo-time.js'
import { registrationAt } from './registrations.js'
import { lastSegment, queryOf } from './request-parts.js'
import { receivedAt, registrationsOf, registrationsOn } from './stock.js'

/** What the register can be searched by. */
export const SEARCHES = {
  regnr: {
    is: (value: string) => /^[A-Z]{2}[0-9]{4,5}$/.test(value),
    find: registrationsOn,
    wrong: 'Ugyldig registreringsnummer',
  },
  orgnr: { is: isOrganisationNumber, find: registrationsOf, wrong: 'Ugyldig organisasjonsnummer' },
  fnr: { is: isPersonIdentifier, find: registrationsOf, wrong: 'Ugyldig fødselsnummer eller d-nummer' },
} as const

/** `GET .../rettsstiftelse/{regnr|orgnr|fnr}/{value}`: the registrations on a vehicle, an organisation or a person. None is 200 with a count of 0. */
export function lookupHandler(by: keyof typeof SEARCHES, court: ApiCourt, complain: Complain): Handler {
  const { is, find, wrong } = SEARCHES[by]
  return async (request) => {
    const value = lastSegment(request)
    if (!is(value)) return complain(request, 400, wrong)
    if (!isForSomeone(request)) return complain(request, 400, 'Ugyldig sluttbrukerOrgNr')
    const now = court.now() * SECOND
    const found = find(value).filter((n) => receivedAt(n) <= now)
    const body = {
      sokeparameter: value,
      oppslagstidspunkt: zonedTime(now, 6),
      antallRettsstiftelser: found.length,
      rettsstiftelse: found.map(registrationAt),
    }
    return withAmounts(json(200, body))
  }
}

/** Whoever asks for another may say for whom. */
function isForSomeone(request: HttpRequest): boolean {
  return queryOf(request).getAll('sluttbrukerOrgNr').every(isOrganisationNumber)
}
