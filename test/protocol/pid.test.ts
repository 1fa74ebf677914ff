import { describe, expect, it } from 'vitest'
import { isPid } from '../../src/protocol/pid.js'
import { randomFrom } from '../support/random.js'

const SYNTHETIC = ['20914695016', '17816994780', '10915596784', '21818297804', '14886498226', '11876995923']

describe('isPid', () => {
  it.each(SYNTHETIC)('takes the synthetic number %s', (pid) => {
    expect(isPid(pid)).toBe(true)
  })

  it.each(['02013299997', '30108299920', '30108299939'])('takes %s by the rule for 2032', (pid) => {
    expect(isPid(pid)).toBe(true)
  })

  it.each([
    ['', 'nothing'],
    ['12345678910', 'wrong check digits'],
    ['52345678910', 'wrong check digits of a D-number'],
    ['2091469501', 'ten digits'],
    ['209146950160', 'twelve digits'],
    ['209146 95016', 'a space'],
    ['20914695016\n', 'a line end'],
    ['+2091469501', 'a sign'],
    ['2091469501x', 'a letter'],
    ['٢٠٩١٤٦٩٥٠١٦', 'digits of another script'],
  ])('refuses %j: %s', (pid) => {
    expect(isPid(pid)).toBe(false)
  })

  it('leaves the first check sum four remainders and the second one', () => {
    const random = randomFrom(2)
    for (let round = 0; round < 200; round++) {
      const stem = Array.from({ length: 9 }, () => Math.floor(random() * 10)).join('')
      for (let checks = 0; checks < 100; checks++) {
        const pid = stem + String(checks).padStart(2, '0')
        const first = sum(pid, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1, 0]) % 11
        const second = sum(pid, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11
        expect(isPid(pid)).toBe([0, 1, 2, 3].includes(first) && second === 0)
      }
    }
  })

  it('notices every single wrong digit', () => {
    for (const pid of SYNTHETIC) {
      for (let at = 0; at < 11; at++) {
        for (let by = 1; by < 10; by++) {
          const digit = (Number(pid[at]) + by) % 10
          expect(isPid(pid.slice(0, at) + digit + pid.slice(at + 1))).toBe(false)
        }
      }
    }
  })
})

function sum(pid: string, weights: readonly number[]): number {
  let total = 0
  for (const [index, weight] of weights.entries()) total += weight * Number(pid[index])
  return total
}
