import { describe, expect, it } from 'vitest'
import { isOrganisationNumber, isPersonIdentifier } from '../../../../src/sandbox/identifiers.js'
import {
  ORGANISATIONS,
  organisationNumber,
  PERSONS,
} from '../../../../src/sandbox/samples/register/parties.js'
import { registrationAt } from '../../../../src/sandbox/samples/register/registrations.js'
import {
  documentNumber,
  numbers,
  REGISTRATIONS,
  receivedAt,
} from '../../../../src/sandbox/samples/register/stock.js'

describe('the parties', () => {
  it('have numbers that are well formed, each its own', () => {
    const made = Array.from({ length: 10_000 }, (_, n) => organisationNumber(n))
    expect(made.filter((it) => !isOrganisationNumber(it))).toEqual([])
    expect(new Set([...made, ...ORGANISATIONS]).size).toBe(10_000 + ORGANISATIONS.length)
    expect(ORGANISATIONS.filter((it) => !isOrganisationNumber(it))).toEqual([])
  })

  it('are persons of a synthetic month', () => {
    for (const { fnr } of PERSONS) {
      expect(isPersonIdentifier(fnr)).toBe(true)
      expect(Number(fnr.slice(2, 4))).toBeGreaterThan(80)
    }
  })
})

describe('the stock', () => {
  it('has 4,321 registrations with a number each', () => {
    expect(numbers()).toHaveLength(4321)
    expect(new Set(numbers().map(documentNumber)).size).toBe(REGISTRATIONS)
  })

  it('came in over twenty years before 2026, in order, and now and then two in one millisecond', () => {
    const times = numbers().map(receivedAt)
    expect(times.toSorted((one, other) => one - other)).toEqual(times)
    expect(new Date((times[0] as number) / 1000).getUTCFullYear()).toBe(2006)
    expect(new Date((times.at(-1) as number) / 1000).getUTCFullYear()).toBe(2025)
    expect(new Set(times).size).toBeLessThan(REGISTRATIONS - 1000)
    expect(times.every((at) => at % 1000 === 0)).toBe(true)
  })

  it('is the same each time it is made', () => {
    expect(registrationAt(7)).toEqual(registrationAt(7))
    expect(registrationAt(7)).not.toBe(registrationAt(7))
  })

  it('has the words of the register', () => {
    expect(registrationAt(1)).toEqual({
      dokumentnummer: '1000000010',
      type: 'rettsstiftelsestype.lea',
      typeBeskrivelse: 'Leasing',
      status: 'statusregistreringsobjekt.tl',
      statusBeskrivelse: 'tinglyst',
      innkomsttidspunkt: '2006-01-04T01:43:07.922+01:00',
      utlopRettsvernstid: '2036-01-01',
      paategning: [],
      rolle: [
        {
          rolletype: 'rolletype.eier',
          rolletypeBeskrivelse: 'Eier',
          rollegruppetype: 'rollegruppe.rett',
          rollegruppetypeBeskrivelse: 'Rettighetshaver',
          rolleinnehaver: { aktorType: 'aktortype.virksomhet', organisasjonsnummer: organisationNumber(1) },
        },
        {
          rolletype: 'rolletype.leietaker',
          rolletypeBeskrivelse: 'Leietaker',
          rollegruppetype: 'rollegruppe.forp',
          rollegruppetypeBeskrivelse: 'Forpliktet',
          rolleinnehaver: { aktorType: 'aktortype.virksomhet', organisasjonsnummer: organisationNumber(41) },
        },
      ],
      formuesgode: [
        {
          identifiseringsmate: 'identifiseringsmate.entydig',
          type: 'formuesgodetype.mv.e',
          typeBeskrivelse: 'Registrert motorvogn',
          eierandel: { teller: 1, nevner: 1 },
          registreringsnummerMotorvogn: 'XY10001',
          historiskRegistreringsnummerMotorvogn: [],
        },
      ],
      prioritetsvikelse: [],
      krav: { belop: [{ belop: '90071992547409931.25', valuta: 'NOK' }] },
    })
  })
})
