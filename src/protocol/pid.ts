const FIRST = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]
const SECOND = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]

/**
 * Whether the text is a national identity number: eleven digits whose two check digits hold, with the wider first check
 * that Skatteetaten uses for numbers from 2032 on. D-numbers and synthetic numbers keep the same check digits.
 */
export function isPid(text: string): boolean {
  return /^\d{11}$/.test(text) && remainder(text, FIRST) <= 3 && remainder(text, SECOND) === 0
}

function remainder(digits: string, weights: readonly number[]): number {
  return weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0) % 11
}
