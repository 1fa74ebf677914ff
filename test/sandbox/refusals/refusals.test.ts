import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { REFUSALS } from '../../../src/protocol/refusals/catalogue.js'
import { PUBLISHED_REFUSALS, refusalCalled } from '../../../src/sandbox/refusals/refusals.js'
import { type Bench, openBench } from '../support/bench.js'
import { type Outcome, ROWS } from '../support/rows.js'
import { tryRow } from '../support/try-row.js'

let bench: Bench

beforeAll(async () => {
  bench = await openBench()
}, 60_000)
afterAll(() => bench.remove())

describe('the refusals that the sandbox can give', () => {
  it('are those that mp explains, no more and no less', () => {
    const names = PUBLISHED_REFUSALS.map(({ name }) => name)
    expect(names.toSorted()).toEqual(REFUSALS.map(({ id }) => id).toSorted())
  })

  it('are found by their name in letters of either size, and by no other', () => {
    expect(refusalCalled('mp-122')?.name).toBe('MP-122')
    expect(refusalCalled('auth.vld-00002')?.name).toBe('AUTH.VLD-00002')
    expect(refusalCalled('Clock-Ahead')?.name).toBe('clock-ahead')
    expect(refusalCalled('MP-1') ?? refusalCalled('')).toBeUndefined()
  })

  it('say what the token endpoint says of a grant that breaks the rule', async () => {
    const said = new Map<string, Set<string>>()
    for (const row of ROWS) {
      const outcome = await tryRow(bench, row)
      const { error, link = '' } = outcome
      const code = /#(mp-\d{3})$/.exec(link)?.[1]?.toUpperCase()
      if (error === undefined || code === undefined) continue
      said.set(code, (said.get(code) ?? new Set()).add(words(outcome)))
    }
    const rules = PUBLISHED_REFUSALS.flatMap((it) => ('rule' in it && it.rule.code ? [it.rule] : []))
    expect([...said.keys()].toSorted()).toEqual(rules.map(({ code }) => `${code}`).toSorted())
    for (const { code = '', check } of rules) {
      const refusal = check({} as never)
      expect(said.get(code)).toContain(words({ ...refusal }))
    }
  })
})

/** Without what stands for one request alone. */
function words({ status, error, description }: Partial<Outcome>): string {
  const plain = description?.replace(/\d{9}/g, '<orgnr>').replace(/scope [\w:/.-]+/, 'scope <scope>')
  return `${status} ${error}: ${plain?.replace(/\.$/, '')}`
}
