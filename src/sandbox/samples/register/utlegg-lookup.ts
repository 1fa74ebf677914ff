import { type Handler, json } from '../../answer.js'
import type { ApiCourt } from '../../bearer.js'
import { isOrganisationNumber, isPersonIdentifier } from '../../identifiers.js'
import { withAmounts } from './amounts.js'
import type { Complain } from './complaints.js'
import { SECOND } from './oslo-time.js'
import { lastSegment, queryOf } from './request-parts.js'
import { type Utlegg, utleggAgainst, utleggAt, wideUtleggAt } from './utlegg.js'

interface Search {
  is(value: string): boolean
  wrong: string
  noun: string
}

const PERSON: Search = {
  is: isPersonIdentifier,
  wrong: 'Ugyldig fødselsnummer eller d-nummer',
  noun: 'personen',
}
const ENHET: Search = {
  is: isOrganisationNumber,
  wrong: 'Ugyldig organisasjonsnummer',
  noun: 'enheten',
}

/** `GET /utlegg/{personer|enheter}/{id}?sokers_orgnummer=`: what a distributor sees, who must say whom it asks for (brreg: ITU/UTT, distributor). */
export function distributorHandler(of: 'personer' | 'enheter', court: ApiCourt, complain: Complain): Handler {
  const search = of === 'personer' ? PERSON : ENHET
  return async (request) => {
    const [applicant, ...more] = queryOf(request).getAll('sokers_orgnummer')
    if (!applicant) return complain(request, 400, 'sokers_orgnummer mangler')
    if (more.length > 0 || !isOrganisationNumber(applicant)) {
      return complain(request, 400, 'sokers_orgnummer er ugyldig')
    }
    const value = lastSegment(request)
    if (!search.is(value)) return complain(request, 400, search.wrong)
    const utlegg = found(value, court).map(utleggAt)
    return withAmounts(json(200, { utleggResponseDistributor: summary(utlegg, search) }))
  }
}

/** `GET /utlegg/personer-utvidet/{fnr}`: what a credit agency sees of a person (brreg: ITU/UTT, kredittopplysningsforetak). */
export function widePersonHandler(court: ApiCourt, complain: Complain): Handler {
  return async (request) => {
    const value = lastSegment(request)
    if (!PERSON.is(value)) return complain(request, 400, PERSON.wrong)
    const utlegg = found(value, court).map((n) => wideUtleggAt(n))
    return withAmounts(json(200, { utleggResponseKredittforetak: summary(utlegg, PERSON) }))
  }
}

/** How many of each kind there are. */
export function counts(utlegg: readonly Utlegg[]): { antallITU: number; antallUTT: number } {
  const antallITU = utlegg.filter(({ utleggstype }) => utleggstype === 'ITU').length
  return { antallITU, antallUTT: utlegg.length - antallITU }
}

function summary(utlegg: readonly Utlegg[], { noun }: Search): object {
  const { antallITU, antallUTT } = counts(utlegg)
  const meldinger = [
    ...(antallITU === 0 ? [`Ingen intet til utlegg er registrert på ${noun}`] : []),
    ...(antallUTT === 0 && noun === PERSON.noun ? [`Ingen utleggstrekk er registrert på ${noun}`] : []),
  ]
  return { antallITU, antallUTT, utlegg, meldinger, tilleggsinfo: '' }
}

function found(identifier: string, court: ApiCourt): number[] {
  return utleggAgainst(identifier, court.now() * SECOND)
}
