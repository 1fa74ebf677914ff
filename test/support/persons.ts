const FIRST = [3, 7, 6, 1, 8, 9, 4, 5, 2]
const SECOND = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]

/** So many synthetic national identity numbers, each another (Skatteetaten: the month is 80 too high). */
export function synthetic(count: number): string[] {
  const numbers: string[] = []
  for (let serial = 0; numbers.length < count; serial++) {
    const day = String(1 + (serial % 28)).padStart(2, '0')
    const number = completed(`${day}8190${String(Math.floor(serial / 28)).padStart(3, '0')}`)
    if (number !== undefined) numbers.push(number)
  }
  return numbers
}

/** With its two check digits, where there are such. */
function completed(nine: string): string | undefined {
  const first = checkDigit(nine, FIRST)
  const second = checkDigit(`${nine}${first}`, SECOND)
  return first < 10 && second < 10 ? `${nine}${first}${second}` : undefined
}

function checkDigit(digits: string, weights: readonly number[]): number {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0)
  return (11 - (sum % 11)) % 11
}
