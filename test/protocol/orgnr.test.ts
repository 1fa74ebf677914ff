import { describe, expect, it } from 'vitest'
import { parseOrgnr } from '../../src/protocol/orgnr.js'
import { oneOf, randomFrom } from '../support/random.js'

const ISSUED = [
  '991825827',
  '974760673',
  '974761076',
  '889640782',
  '971526920',
  '310904473',
  '313725138',
  '314250052',
  '314168267',
  '315220521',
  '311718371',
  '313367002',
  '810304642',
  '810844442',
  '810843012',
]

describe('parseOrgnr', () => {
  it.each(ISSUED)('takes %s', (orgnr) => {
    expect(parseOrgnr(orgnr)).toBe(orgnr)
  })

  it.each([
    '310 904 473',
    ' 310904473\n',
    '310\u00a0904\u00a0473',
    '3 1 0 9 0 4 4 7 3',
    '0192:310904473',
    '0192: 310 904 473',
    'NO310904473MVA',
    'NO 310 904 473 MVA',
    'no310904473mva',
    '310904473MVA',
    'NO310904473',
  ])('reads the nine digits out of %j', (text) => {
    expect(parseOrgnr(text)).toBe('310904473')
  })

  it.each([
    ['', 'nothing'],
    ['123456789', 'a wrong check digit'],
    ['31090447', 'eight digits'],
    ['3109044730', 'ten digits'],
    ['0310904473', 'a digit in front'],
    ['9908:310904473', 'another authority'],
    ['0192310904473', 'an authority without its colon'],
    ['NO0192:310904473', 'two prefixes'],
    ['310.904.473', 'points'],
    ['310-904-473', 'hyphens'],
    ['31090447X', 'a letter'],
    ['٣١٠٩٠٤٤٧٣', 'digits of another script'],
    ['310904473\n974760673', 'two numbers'],
    ['310904473; rm', 'something after it'],
    ['000000001', 'a wrong digit after zeros'],
  ])('refuses %j: %s', (text) => {
    expect(parseOrgnr(text)).toBeUndefined()
  })

  it('never accepts a number that would need the check digit ten', () => {
    const ten = '30000002' // 3·3 + 2·2 = 13, and 11 - 13 mod 11 = 9; counted up until the rest is 1
    const stems = Array.from({ length: 100 }, (_, index) => String(Number(ten) + index))
    const withoutDigit = stems.filter((stem) => rest(stem) === 1)
    expect(withoutDigit.length).toBeGreaterThan(3)
    for (const stem of withoutDigit) {
      for (const digit of '0123456789') expect(parseOrgnr(stem + digit)).toBeUndefined()
    }
  })

  it('has one check digit for every other stem', () => {
    const random = randomFrom(1)
    for (let round = 0; round < 300; round++) {
      const stem = digits(random, 8)
      const accepted = [...'0123456789'].filter((digit) => parseOrgnr(stem + digit) !== undefined)
      expect(accepted).toEqual(rest(stem) === 1 ? [] : [String((11 - rest(stem)) % 11)])
    }
  })

  it('notices every single wrong digit and every two neighbours that changed places', () => {
    for (const orgnr of ISSUED) {
      for (let at = 0; at < 9; at++) {
        for (const digit of '0123456789') {
          const changed = orgnr.slice(0, at) + digit + orgnr.slice(at + 1)
          expect(parseOrgnr(changed)).toBe(changed === orgnr ? orgnr : undefined)
        }
        const swapped = orgnr.slice(0, at) + (orgnr[at + 1] ?? '') + orgnr[at] + orgnr.slice(at + 2)
        if (at < 8 && swapped !== orgnr) expect(parseOrgnr(swapped)).toBeUndefined()
      }
    }
  })
})

/** Brønnøysundregistrene's own way of saying it: weights from the right, 2 to 7 and then again from 2. */
function rest(stem: string): number {
  return [...stem].reverse().reduce((sum, digit, index) => sum + Number(digit) * ((index % 6) + 2), 0) % 11
}

function digits(random: () => number, count: number): string {
  return Array.from({ length: count }, () => oneOf(random, [...'0123456789'])).join('')
}
