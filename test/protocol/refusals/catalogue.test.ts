import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../../src/commands/catalogue.js'
import { readCommandLine } from '../../../src/commands/read-command-line.js'
import { REFUSALS } from '../../../src/protocol/refusals/catalogue.js'
import { RULES } from '../../../src/sandbox/rules.js'

const number = (value: number, digits: number) => String(value).padStart(digits, '0')
const upTo = (last: number, gaps: number[]) =>
  Array.from({ length: last + 1 }, (_, index) => index).filter((index) => !gaps.includes(index))

/** The codes of Digdir's troubleshooting page. */
const MP = [11, 12, 100, 110, 120, 121, 122, 123, 124, 130, 200, 201, 250, 251, 301, 302, 303]
/** Those of Altinn's source; 29 and 10 were never given out. */
const AUTH = upTo(80, [29])
const VLD = upTo(18, [10])

const PUBLISHED = [
  ...MP.map((code) => `MP-${number(code, 3)}`),
  ...AUTH.map((code) => `AUTH-${number(code, 5)}`),
  ...VLD.map((code) => `AUTH.VLD-${number(code, 5)}`),
]

describe('the catalogue of refusals', () => {
  it('has every published code exactly once, and no other', () => {
    const codes = REFUSALS.map(({ id }) => id).filter((id) => /^[A-Z]/.test(id))
    expect(codes.toSorted()).toEqual(PUBLISHED.toSorted())
  })

  it('has every name once', () => {
    expect(new Set(REFUSALS.map(({ id }) => id)).size).toBe(REFUSALS.length)
    for (const { id } of REFUSALS.filter(({ id }) => !PUBLISHED.includes(id)))
      expect(id).toMatch(/^[a-z]+(?:-[a-z0-9]+)+$/)
  })

  it('has every code that the sandbox’s rules refuse with', () => {
    const ids = REFUSALS.map(({ id }) => id)
    for (const { code } of RULES) if (code !== undefined) expect(ids).toContain(code)
  })

  it.each(REFUSALS)('explains $id in two languages, in the style of hints', ({ nb, en, next, source }) => {
    expect(nb.means).not.toBe(en.means)
    expect(nb.check).not.toBe(en.check)
    for (const text of [nb.means, nb.check, en.means, en.check]) {
      expect(text).toMatch(/^[^A-ZÆØÅ].{14,}[^.\s]$/)
      expect(text.length).toBeLessThanOrEqual(250)
      expect(text).not.toMatch(/\n|npx| {2}/)
    }
    expect(next.length).toBeGreaterThan(0)
    expect(source).not.toBe('')
  })

  it.each([...new Set(REFUSALS.flatMap(({ next }) => next))])('names a command that is there: %s', (line) => {
    const [name, ...argv] = line.split(' ')
    expect(name).toBe('mp')
    expect(readCommandLine(argv, COMMANDS)).toBeDefined()
  })

  it('translates no code, claim or field', () => {
    const terms =
      /\b(?:iat|exp|jti|aud|x5c|kid|crit|consumer_org|iss_onbehalfof|authorization_details|externalRef|systemuser_org|partyOrgNo|systemId|integration_type|grant_type)\b/g
    const wrong = REFUSALS.filter(({ nb, en }) => {
      const of = (text: string) => [...new Set(text.match(terms))].toSorted().join()
      return of(nb.means) !== of(en.means)
    })
    expect(wrong.map(({ id }) => id)).toEqual([])
  })
})
