import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRefusal } from '../../src/protocol/refusal.js'
import { recognise } from '../../src/protocol/refusals/recognise.js'
import { RULES } from '../../src/sandbox/rules.js'
import type { CodePlace } from '../../src/sandbox/token.js'
import { type Bench, openBench } from './support/bench.js'
import { ROWS } from './support/rows.js'
import { tryRow } from './support/try-row.js'

let bench: Bench

beforeAll(async () => {
  bench = await openBench()
}, 60_000)
afterAll(() => bench.remove())

const PAGE = 'https://docs.digdir.no/docs/Maskinporten/maskinporten_feilsoking'

/** A refusal by each rule that has a code, as the table of refusals has it. */
const CODED = RULES.flatMap(({ id, code }) => {
  const row = ROWS.find(({ outcome }) => outcome.rule === id)
  return code === undefined || row === undefined ? [] : [{ id, code, row }]
})

describe('the code of a refusal', () => {
  it.each(CODED)(
    'stands where it is told to, and nothing else is changed by it: $id',
    async ({ code, row }) => {
      const { description } = row.outcome
      const said = async (codes: CodePlace) => {
        const outcome = await tryRow(bench, row, { codes })
        return { ...outcome, sameButForTheCode: { ...outcome, description: '', link: '' } }
      }
      const link = await said('link')
      expect(link).toMatchObject({ description, link: `${PAGE}#${code.toLowerCase()}` })
      const { sameButForTheCode } = link
      const words = `${code}: ${description}`
      expect(await said('description')).toMatchObject({ description: words, link: PAGE, sameButForTheCode })
      expect(await said('none')).toMatchObject({ description, link: PAGE, sameButForTheCode })
    },
  )

  it.each(CODED)('is known by its words too, wherever it stands: $id', async ({ code, row }) => {
    for (const codes of ['link', 'description', 'none'] as const) {
      const { status, error, description, link } = await tryRow(bench, row, { codes })
      const body = { error, error_description: description, error_uri: link }
      expect(recognise('maskinporten', readRefusal(status, body) ?? {})?.id).toBe(code)
    }
  })

  it('is of all of them', () => {
    expect(CODED.length).toBe(RULES.filter(({ code }) => code).length)
    expect(CODED.length).toBeGreaterThan(20)
  })
})
