const ORGNR_WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2, 1]
const PID_FIRST_WEIGHTS = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]
const PID_SECOND_WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]

/** Nine digits whose last makes the weighted sum a multiple of 11 (Brønnøysundregistrene: organisasjonsnummeret). */
export function isOrganisationNumber(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9]{9}$/.test(value) && remainder(value, ORGNR_WEIGHTS) === 0
}

/**
 * Eleven digits with two check digits. The first may leave a remainder of 0 to 3, which holds the numbers
 * of today (0) and those given out from 2032 (Skatteetaten: nytt fødselsnummer 2032).
 */
export function isPersonIdentifier(value: unknown): value is string {
  if (typeof value !== 'string' || !/^[0-9]{11}$/.test(value)) return false
  return remainder(value, PID_FIRST_WEIGHTS) <= 3 && remainder(value, PID_SECOND_WEIGHTS) === 0
}

/** A UUID in its usual text form (RFC 9562 section 4). */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)
}

function remainder(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11
}
