import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judge } from '../../src/sandbox/judge.js'
import { LIMITS } from '../../src/sandbox/limits.js'
import { createSandbox } from '../../src/sandbox/routes.js'
import { SpentGrants } from '../../src/sandbox/spent-grants.js'
import type { Court } from '../../src/sandbox/take-apart.js'
import { type Bench, ISSUER, NOW, ORIGIN, openBench } from './support/bench.js'
import { ROWS } from './support/rows.js'

let bench: Bench

beforeAll(async () => {
  bench = await openBench()
}, 60_000)
afterAll(() => bench.remove())

/** Remembers what was spent. */
class Watched extends SpentGrants {
  count = 0

  override spend(mark: string, exp: number, now: number): void {
    this.count++
    super.spend(mark, exp, now)
  }
}

function courtOf(more: Partial<Court> = {}): Court & { spent: Watched } {
  return {
    state: bench.state,
    issuer: ISSUER,
    limits: LIMITS,
    trusted: () => [],
    now: () => NOW,
    ...more,
    spent: new Watched(),
  }
}

describe('the judge', () => {
  it('spends nothing on a grant that is refused, whichever rule refused it', async () => {
    const refused = ROWS.filter(({ outcome, send }) => outcome.status !== 200 && send(bench).length === 1)
    for (const row of refused) {
      const state = structuredClone(bench.state)
      row.state?.(state)
      const court = courtOf({ state, trusted: () => row.trusted?.(bench) ?? [] })
      const [request] = row.send(bench)
      if (request) expect(await judge(request, court)).toHaveProperty('refusal')
      expect(court.spent.count).toBe(0)
    }
    expect(refused.length).toBeGreaterThan(100)
  })

  it('lets one of two pass that come with the same grant at once', async () => {
    const sandbox = createSandbox({ state: bench.state, origin: ORIGIN, now: () => NOW, newId: randomUUID })
    const request = bench.ask()
    const statuses = (await Promise.all([1, 2, 3, 4].map(() => sandbox(request)))).map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([200, 400, 400, 400])
  })

  it('reads the clock once for a grant', async () => {
    let reads = 0
    const now = () => {
      reads++
      return NOW
    }
    await judge(bench.ask(), courtOf({ now }))
    expect(reads).toBe(1)
  })

  it('names the rule that spoke', async () => {
    const verdict = await judge(bench.ask({ claims: { aud: 'x' } }), courtOf())
    expect(verdict).toMatchObject({ rule: { id: 'claims.aud', code: 'MP-110' } })
  })

  it('refuses for the first fault of several, in the order of the rules', async () => {
    const faults = { aud: 'x', scope: 'x', iat: NOW + 99 }
    const verdict = await judge(bench.ask({ as: 'key', header: { kid: 'x' }, claims: faults }), courtOf())
    expect(verdict).toMatchObject({ rule: { id: 'kid.known' } })
  })
})

describe('the memory of spent grants', () => {
  it('forgets a grant when it has expired, and not before', () => {
    const spent = new SpentGrants()
    spent.spend('a', NOW + 10, NOW)
    spent.spend('b', NOW + 100, NOW + 10)
    expect([spent.has('a'), spent.has('b')]).toEqual([true, true])
    spent.spend('c', NOW + 100, NOW + 11)
    expect([spent.has('a'), spent.has('b'), spent.has('c')]).toEqual([false, true, true])
  })
})
