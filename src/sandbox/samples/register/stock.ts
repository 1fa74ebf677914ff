import { HOUR, type Micros, SECOND } from './oslo-time.js'
import { cyclic, isParty, ORGANISATIONS, organisationNumber, type Party, PERSONS } from './parties.js'

/** How many there are. */
export const REGISTRATIONS = 4321
/** How many of the first numbers hold the rights. */
const HOLDERS = 40
const FIRST_RECEIVED: Micros = Date.UTC(2006, 0, 2, 8, 10) * 1000 + 3000
/** Twenty years in as many steps as there are registrations, on no whole second. */
const APART: Micros = 40 * HOUR + 1987 * SECOND + 919_000

/** When the nth came in: later than those before it, but every third in the same millisecond as the second. */
export function receivedAt(n: number): Micros {
  return FIRST_RECEIVED + (n % 3 === 2 ? n - 1 : n) * APART
}

/** Ten digits that no other has, growing with n. */
export function documentNumber(n: number): string {
  return String(1_000_000_000 + n * 7 + 3)
}

/** `XY10000` and on. */
export function registrationMark(n: number): string {
  return `XY${10_000 + n}`
}

/** Numbers of the registrations that this organisation or person has a role in. */
export function registrationsOf(identifier: string): number[] {
  return numbers().filter((n) => isParty(holderOf(n), identifier) || isParty(ownerOf(n), identifier))
}

/** Numbers of the registrations that name this vehicle. */
export function registrationsOn(mark: string): number[] {
  return numbers().filter((n) => hasVehicle(n) && registrationMark(n) === mark)
}

/** All numbers, in the order the register hands its stock out. */
export function numbers(): number[] {
  return Array.from({ length: REGISTRATIONS }, (_, n) => n)
}

/** Who holds the right. */
export function holderOf(n: number): { orgnr: string } {
  return { orgnr: organisationNumber(n % HOLDERS) }
}

/** Whom it rests on. Most stand once; those whose numbers people know by heart stand a few times each. */
export function ownerOf(n: number): Party {
  if (n % 50 === 7) return cyclic(PERSONS, Math.floor(n / 50))
  if (n % 300 === 5) return { orgnr: cyclic(ORGANISATIONS, Math.floor(n / 300)) }
  return { orgnr: organisationNumber(HOLDERS + n) }
}

/** Whether the right is in a vehicle. */
export function hasVehicle(n: number): boolean {
  return n % 5 !== 4
}
