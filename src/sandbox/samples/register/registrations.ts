import { type Amount, amountOf } from './amounts.js'
import { zonedTime } from './oslo-time.js'
import { cyclic, type Party } from './parties.js'
import { documentNumber, hasVehicle, holderOf, ownerOf, receivedAt, registrationMark } from './stock.js'

/** One registration, in the words and codes of brreg's page on rettsstiftelser. */
export interface Registration {
  dokumentnummer: string
  type: string
  typeBeskrivelse: string
  status: string
  statusBeskrivelse: string
  innkomsttidspunkt: string
  utlopRettsvernstid: string
  paategning: string[]
  rolle: object[]
  formuesgode: object[]
  prioritetsvikelse: object[]
  krav: { belop: { belop: Amount; valuta: string }[] }
}

interface Kind {
  type: string
  typeBeskrivelse: string
  /** Code and name of the two that every registration is between. */
  holder: [rolletype: string, beskrivelse: string]
  owner: [rolletype: string, beskrivelse: string]
}

const KINDS: readonly Kind[] = [
  {
    type: 'rettsstiftelsestype.sap',
    typeBeskrivelse: 'Salgspant',
    holder: ['rolletype.panthaver', 'Panthaver'],
    owner: ['rolletype.pantsetter', 'Pantsetter'],
  },
  {
    type: 'rettsstiftelsestype.lea',
    typeBeskrivelse: 'Leasing',
    holder: ['rolletype.eier', 'Eier'],
    owner: ['rolletype.leietaker', 'Leietaker'],
  },
  {
    type: 'rettsstiftelsestype.utp',
    typeBeskrivelse: 'Utleggspant',
    holder: ['rolletype.saksoker', 'Saksøker'],
    owner: ['rolletype.skyldner', 'Skyldner'],
  },
]

/** The nth registration, made on the spot and always the same. */
export function registrationAt(n: number): Registration {
  const { type, typeBeskrivelse, holder, owner } = cyclic(KINDS, n)
  const received = receivedAt(n)
  return {
    dokumentnummer: documentNumber(n),
    type,
    typeBeskrivelse,
    status: 'statusregistreringsobjekt.tl',
    statusBeskrivelse: 'tinglyst',
    innkomsttidspunkt: zonedTime(received),
    utlopRettsvernstid: `2036${zonedTime(received).slice(4, 8)}01`,
    paategning: [],
    rolle: [
      role(holder, ['rollegruppe.rett', 'Rettighetshaver'], holderOf(n)),
      role(owner, ['rollegruppe.forp', 'Forpliktet'], ownerOf(n)),
    ],
    formuesgode: hasVehicle(n) ? [vehicle(registrationMark(n))] : [],
    prioritetsvikelse: n % 29 === 28 ? [{ dokumentnummer: documentNumber(n - 1) }] : [],
    krav: { belop: [{ belop: amountOf(n), valuta: n % 97 === 96 ? 'EUR' : 'NOK' }] },
  }
}

function role(code: [string, string], group: [string, string], party: Party): object {
  return {
    rolletype: code[0],
    rolletypeBeskrivelse: code[1],
    rollegruppetype: group[0],
    rollegruppetypeBeskrivelse: group[1],
    rolleinnehaver: roleHolder(party),
  }
}

function roleHolder(party: Party): object {
  if ('orgnr' in party) return { aktorType: 'aktortype.virksomhet', organisasjonsnummer: party.orgnr }
  const { fnr, fornavn, etternavn } = party
  return {
    aktorType: 'aktortype.person',
    personnavn: { fornavn, etternavn },
    fodselsnummerEllerDNummer: fnr,
  }
}

function vehicle(mark: string): object {
  return {
    identifiseringsmate: 'identifiseringsmate.entydig',
    type: 'formuesgodetype.mv.e',
    typeBeskrivelse: 'Registrert motorvogn',
    eierandel: { teller: 1, nevner: 1 },
    registreringsnummerMotorvogn: mark,
    historiskRegistreringsnummerMotorvogn: [],
  }
}
