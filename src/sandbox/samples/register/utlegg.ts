import { type Amount, amountOf } from './amounts.js'
import { DAY, HOUR, type Micros, zonedTime } from './oslo-time.js'
import { cyclic, isParty, ORGANISATIONS, organisationNumber, type Party, PERSONS } from './parties.js'

/** Intet til utlegg or utleggstrekk as everyone who may ask sees it (brreg: ITU/UTT, distributor). */
export interface Utlegg {
  utleggstype: 'ITU' | 'UTT'
  avholdtForretning: string
  innfortILosoreregisteret: string
  trekkbelop?: Amount
  trekkvaluta?: string
  trekkprosent?: number
  periodeStart?: string
  periodeSlutt?: string
}

/** The same as a credit agency sees it (brreg: ITU/UTT, kredittopplysningsforetak). */
export interface WideUtlegg extends Utlegg {
  ubnr: number
  ubmeldnr: number
  aktorer: object[]
}

const BEGINNING: Micros = Date.UTC(2020, 0, 1) * 1000
/** On no whole second. */
const APART: Micros = 20 * HOUR + 137_000

/** When the nth was entered. */
export function enteredAt(n: number): Micros {
  return BEGINNING + n * APART
}

/** How many had been entered by then: one every twenty hours since 2020 began. */
export function countAt(at: Micros): number {
  return Math.max(0, Math.floor((at - BEGINNING) / APART) + 1)
}

/** Who it is against. A person now and then; most are organisations that stand once. */
export function debtorOf(n: number): Party {
  if (n % 50 === 4) return cyclic(PERSONS, Math.floor(n / 50))
  if (n % 100 === 3) return { orgnr: cyclic(ORGANISATIONS, Math.floor(n / 100)) }
  return { orgnr: organisationNumber(n + 5000) }
}

/** Numbers of those against this organisation or person that were entered by then. */
export function utleggAgainst(identifier: string, at: Micros): number[] {
  return Array.from({ length: countAt(at) }, (_, n) => n).filter((n) => isParty(debtorOf(n), identifier))
}

/** The nth, always the same. Only a person's pay can be drawn from, so an organisation has no UTT. */
export function utleggAt(n: number): Utlegg {
  const entered = enteredAt(n)
  const dates = {
    avholdtForretning: dateOf(entered - 6 * DAY),
    innfortILosoreregisteret: dateOf(entered),
  }
  if ('orgnr' in debtorOf(n) || n % 100 === 4) return { utleggstype: 'ITU', ...dates }
  return { utleggstype: 'UTT', ...dates, ...draw(n, entered) }
}

/** The nth as credit agencies see it, in its first message or a later one. */
export function wideUtleggAt(n: number, ubmeldnr = 1): WideUtlegg {
  return { ubnr: 20_200_000_000_000 + n, ubmeldnr, ...utleggAt(n), aktorer: actorsOf(n) }
}

/** A sum a month or a share of the pay. */
function draw(n: number, entered: Micros): Partial<Utlegg> {
  const period = { periodeStart: dateOf(entered), periodeSlutt: dateOf(entered + 730 * DAY) }
  return n % 200 === 54
    ? { trekkprosent: 17.5, ...period }
    : { trekkbelop: amountOf(n), trekkvaluta: 'NOK', ...period }
}

function actorsOf(n: number): object[] {
  return [
    { rolletype: 'Saksøkt', ...actor(debtorOf(n)) },
    { rolletype: 'Namsmyndighet', organisasjonsnummer: organisationNumber(n % 7), saksnummer: String(n) },
    { rolletype: 'Saksøker', organisasjonsnummer: organisationNumber(10 + (n % 30)) },
  ]
}

function actor(party: Party): object {
  if ('orgnr' in party) return { organisasjonsnummer: party.orgnr }
  return { personidentifikator: party.fnr, fornavn: party.fornavn, etternavn: party.etternavn }
}

function dateOf(at: Micros): string {
  return zonedTime(at).slice(0, 10)
}
