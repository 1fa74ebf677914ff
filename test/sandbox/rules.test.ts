import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RULES } from '../../src/sandbox/rules.js'
import { type Bench, openBench } from './support/bench.js'
import { GROUPS, ROWS } from './support/rows.js'
import { tryRow } from './support/try-row.js'

let bench: Bench

beforeAll(async () => {
  bench = await openBench()
}, 60_000)
afterAll(() => bench.remove())

for (const [group, rows] of Object.entries(GROUPS)) {
  describe(`the rules on ${group}`, () => {
    for (const row of rows) {
      const { status, rule } = row.outcome
      it(status === 200 ? `let pass ${row.title}` : `refuse ${row.title} (${rule})`, async () => {
        expect(await tryRow(bench, row)).toEqual(row.outcome)
      })
    }
  })
}

describe('the list of rules', () => {
  it('has a refusal in the table for each', () => {
    const tried = new Set(ROWS.map(({ outcome }) => outcome.rule))
    expect(RULES.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([])
  })

  it('calls no two rules alike, and says of each where it is published', () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length)
    expect(RULES.filter(({ title, source }) => title === '' || source === '')).toEqual([])
  })
})
