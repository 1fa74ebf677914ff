import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { examine, type Finding } from '../../../src/sandbox/page/examine.js'
import type { Rule } from '../../../src/sandbox/rules/rule.js'
import { RULES } from '../../../src/sandbox/rules.js'
import type { TakenApart } from '../../../src/sandbox/take-apart.js'
import { type Bench, NOW, openBench, sandboxOf, type Wish } from '../support/bench.js'
import { ROWS, type Row } from '../support/rows.js'
import { tryRow } from '../support/try-row.js'

let bench: Bench

beforeAll(async () => {
  bench = await openBench()
}, 60_000)
afterAll(() => bench.remove())

/** What the last of a row's requests looked like before it was judged, and the answer. */
async function examined(row: Row, rules: readonly Rule[] = RULES) {
  let found: Finding[] = []
  const witness = (_: unknown, context: TakenApart) => {
    found = examine(context, rules)
  }
  return { outcome: await tryRow(bench, row, { witness }), found }
}

async function findingsFor(wish: Wish): Promise<Finding[]> {
  let found: Finding[] = []
  const witness = (_: unknown, context: TakenApart) => {
    found = examine(context, RULES)
  }
  await sandboxOf(bench, () => {}, { witness })(bench.ask(wish))
  return found
}

const standing = (found: readonly Finding[], id: string) => found.find((it) => it.id === id)?.standing

describe('an examination', () => {
  it('finds for every row what the server answers, and says what to do about it', async () => {
    for (const row of ROWS) {
      const { outcome, found } = await examined(row)
      const spoke = found.filter((it) => it.spoke)
      expect({ title: row.title, spoke: spoke.map(({ id }) => id) }).toEqual({
        title: row.title,
        spoke: outcome.rule === undefined ? [] : [outcome.rule],
      })
      const broken = found.filter((it) => it.standing === 'broken')
      expect(broken.filter(({ remedy }) => !remedy)).toEqual([])
      if (outcome.rule === undefined)
        expect({ title: row.title, broken }).toEqual({ title: row.title, broken: [] })
    }
  })

  it('changes no answer', async () => {
    for (const row of ROWS) expect((await examined(row)).outcome).toEqual(row.outcome)
  })

  it('finds the same in any order of the rules, but for the one that speaks', async () => {
    for (const row of ROWS.slice(0, 60)) {
      const sets = [RULES, [...RULES].reverse()].map(async (rules) => {
        const { found } = await examined(row, rules)
        return found.filter((it) => it.standing !== 'unasked').map(({ id, standing }) => `${id} ${standing}`)
      })
      const [forth = [], back = []] = await Promise.all(sets)
      // Backwards nothing is known of what a rule needs, so that more of them are asked.
      expect(back).toEqual(expect.arrayContaining(forth))
    }
  })

  it('tells of every fault, and marks the one that the answer is for', async () => {
    const found = await findingsFor({ claims: { aud: 'x', nbf: NOW, iat: NOW + 20, exp: NOW + 200 } })
    const broken = found.filter((it) => it.standing === 'broken')
    expect(broken.map(({ id, spoke = false }) => [id, spoke])).toEqual([
      ['claims.documented', true],
      ['claims.aud', false],
      ['claims.iat.ahead', false],
      ['claims.exp.lifetime', false],
    ])
    expect(broken.map(({ remedy }) => remedy)).toEqual([
      'Leave out what is not documented: nbf.',
      'aud was "x". Write "http://127.0.0.1:8473/", closing slash included, as the metadata has it.',
      expect.stringMatching(/^iat is 20 s ahead of this clock\./),
      expect.stringMatching(/^It would live for 180 s\. Let exp be iat \+ 120 at most/),
    ])
  })

  it('does not count what follows from another fault', async () => {
    const stranger = await findingsFor({ claims: { iss: 'nobody' } })
    expect(stranger.filter((it) => it.standing === 'broken').map(({ id }) => id)).toEqual(['client.known'])
    expect(standing(stranger, 'client.active')).toBe('unasked')
    expect(standing(stranger, 'certificate.organisation')).toBe('unasked')
    expect(standing(stranger, 'scope.registered')).toBe('unasked')
    expect(standing(stranger, 'claims.aud')).toBe('held')

    const unreadable = await findingsFor({ assertion: () => 'x' })
    expect(unreadable.filter((it) => it.standing === 'broken').map(({ id }) => id)).toEqual(['jwt.shape'])
    expect(standing(unreadable, 'form.once')).toBe('held')
    expect(standing(unreadable, 'signature')).toBe('unasked')
  })

  it('knows what a grant has nothing to do with', async () => {
    const byKey = await findingsFor({ as: 'key' })
    expect(
      ['certificate.trusted', 'header.x5c', 'pid.number', 'scope.delegated', 'details.type'].map((id) =>
        standing(byKey, id),
      ),
    ).toEqual(Array(5).fill('moot'))
    expect(['kid.known', 'kid.current', 'signature'].map((id) => standing(byKey, id))).toEqual(
      Array(3).fill('held'),
    )
    const byCertificate = await findingsFor({ claims: { pid: '21818297804' } })
    expect(['certificate.trusted', 'pid.number'].map((id) => standing(byCertificate, id))).toEqual([
      'held',
      'held',
    ])
    expect(standing(byCertificate, 'kid.known')).toBe('moot')
  })
})
