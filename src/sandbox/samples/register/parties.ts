/** Who stands in the sample: nobody who exists. Persons and the named organisations are published test data. */

export interface Person {
  fnr: string
  fornavn: string
  etternavn: string
}

export type Party = { orgnr: string } | Person

/** Synthetic organisations, the sandbox's consumer and supplier first. */
export const ORGANISATIONS = [
  '310904473',
  '313725138',
  '314250052',
  '314168267',
  '315220521',
  '311718371',
  '313367002',
] as const

/** Synthetic persons (Skatteetaten: Tenor; the month is raised by 80). */
export const PERSONS: readonly Person[] = [
  { fnr: '20914695016', fornavn: 'RUND', etternavn: 'BRYGGE' },
  { fnr: '17816994780', fornavn: 'BLID', etternavn: 'SPADE' },
  { fnr: '10915596784', fornavn: 'SNAR', etternavn: 'LYKT' },
  { fnr: '21818297804', fornavn: 'STILLE', etternavn: 'KVIST' },
  { fnr: '14886498226', fornavn: 'LUN', etternavn: 'KRUKKE' },
  { fnr: '11876995923', fornavn: 'KLOK', etternavn: 'STIGE' },
]

/** The nth of many synthetic organisation numbers, each its own. */
export function organisationNumber(n: number): string {
  let base = FIRST + n * STRIDE
  while (checkDigit(base) === 10) base++
  return `${base}${checkDigit(base)}`
}

/** The nth of a list that begins anew when it is at its end. */
export function cyclic<T>(list: readonly T[], n: number): T {
  return list[n % list.length] as T
}

/** Whether the two are the same person or the same organisation. */
export function isParty(party: Party, identifier: string): boolean {
  return ('orgnr' in party ? party.orgnr : party.fnr) === identifier
}

const WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2]
const FIRST = 31_100_000
const STRIDE = 13

/** 10 where no number is given out (Brønnøysundregistrene: organisasjonsnummeret). */
function checkDigit(eight: number): number {
  const digits = String(eight)
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0)
  return (11 - (sum % 11)) % 11
}
