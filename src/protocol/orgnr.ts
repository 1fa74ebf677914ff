const WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2]

/**
 * The nine digits of a Norwegian organisation number, from any way people write it (`310 904 473`, `0192:310904473`,
 * `NO310904473MVA`), or undefined where the form or the check digit (modulus 11) is wrong.
 */
export function parseOrgnr(text: string): string | undefined {
  const match = /^(?:0192:|NO)?(\d{9})(?:MVA)?$/i.exec(text.replace(/[\s\u00a0]/g, ''))
  const digits = match?.[1]
  return digits !== undefined && hasCheckDigit(digits) ? digits : undefined
}

function hasCheckDigit(digits: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0)
  return (11 - (sum % 11)) % 11 === Number(digits[8])
}
