import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIMITS, type Limits } from '../../src/sandbox/limits.js'
import { RULES } from '../../src/sandbox/rules.js'
import { type Bench, openBench } from './support/bench.js'
import { ROWS } from './support/rows.js'
import { tryRow } from './support/try-row.js'

let bench: Bench

beforeAll(async () => {
  bench = await openBench()
}, 60_000)
afterAll(() => bench.remove())

describe('a sandbox that forgets a rule is found out', () => {
  for (const { id } of RULES) {
    it(`without ${id}, a grant that it refused fares otherwise`, async () => {
      const rules = RULES.filter((rule) => rule.id !== id)
      const rows = ROWS.filter(({ outcome }) => outcome.rule === id)
      // The header names the rule and is no part of what a client sees.
      const seen = await Promise.all(
        rows.map(async (row) => ({ ...(await tryRow(bench, row, { rules })), rule: id })),
      )
      expect(seen).not.toEqual(rows.map(({ outcome }) => outcome))
    })
  }
})

describe('a sandbox whose numbers are off by one is found out', () => {
  for (const name of Object.keys(LIMITS) as (keyof Limits)[]) {
    for (const step of [-1, 1]) {
      it(`${name} ${LIMITS[name] + step} instead of ${LIMITS[name]}`, async () => {
        const limits = { ...LIMITS, [name]: LIMITS[name] + step }
        const seen = await Promise.all(ROWS.map((row) => tryRow(bench, row, { limits })))
        const statuses = ROWS.map(({ outcome }) => outcome.status)
        expect(seen.map(({ status }) => status)).not.toEqual(statuses)
      })
    }
  }
})
