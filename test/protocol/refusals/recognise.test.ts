import { describe, expect, it } from 'vitest'
import { REFUSALS } from '../../../src/protocol/refusals/catalogue.js'
import { recognise } from '../../../src/protocol/refusals/recognise.js'
import type { Authority } from '../../../src/protocol/refusals/refusal-entry.js'
import { ROWS } from '../../sandbox/support/rows.js'
import { SAID } from './support/said.js'

const TRACE = '0123456789abcdef0123456789abcdef'
const ENDS = ['', ` (trace_id: ${TRACE})`, ' (correlation id: 6f1c8a1e-0000-4000-8000-0123456789ab)']

/** Every entry whose own words or status are in the answer, whatever stands before it in the catalogue. */
function matching(authority: Authority, said: Parameters<typeof recognise>[1]): string[] {
  const own = REFUSALS.filter((entry) => entry.authority === authority)
  const spoken = own.filter(({ signs }) =>
    signs.some(
      ({ error, words, status }) =>
        (error !== undefined || words !== undefined) &&
        (error?.test(said.error ?? '') ?? true) &&
        (words?.test(said.errorDescription ?? '') ?? true) &&
        (status?.includes(said.status ?? 0) ?? true),
    ),
  )
  const found =
    spoken.length > 0
      ? spoken
      : own.filter(({ signs }) =>
          signs.some(({ error, words, status }) => !error && !words && status?.includes(said.status ?? 0)),
        )
  return found.map(({ id }) => id)
}

describe('recognise', () => {
  it.each(SAID)('knows %s by $said.errorDescription ($said.status)', ({ id, authority, said }) => {
    for (const end of authority === 'maskinporten' ? ENDS : ['']) {
      const { errorDescription } = said
      const whole =
        errorDescription === undefined ? said : { ...said, errorDescription: `${errorDescription}${end}` }
      expect(recognise(authority, whole)?.id).toBe(id)
      expect(matching(authority, whole)).toEqual([id])
    }
  })

  it('knows every refusal of the sandbox by its words alone', () => {
    const refused = ROWS.filter(({ outcome }) => outcome.error !== undefined)
    expect(refused.length).toBeGreaterThan(100)
    for (const { title, outcome } of refused) {
      const { error = '', description = '', status, link = '' } = outcome
      const entry = recognise('maskinporten', { error, errorDescription: description, status })
      const code = /#(mp-\d{3})$/.exec(link)?.[1]?.toUpperCase()
      expect([title, entry?.id]).toEqual([title, code ?? expect.stringMatching(/^[a-z]/)])
    }
  })

  it('tries every sign of every entry', () => {
    const tried = new Set(SAID.flatMap(({ authority, said }) => matching(authority, said)))
    const signed = REFUSALS.filter(({ signs }) => signs.length > 0).map(({ id }) => id)
    expect(signed.filter((id) => !tried.has(id))).toEqual([])
  })

  it.each(REFUSALS.map(({ id, authority }) => ({ id, authority })))(
    'believes the code $id over whatever stands beside it',
    ({ id, authority }) => {
      const said = { code: id, errorDescription: 'Grant is used before.', status: 401 }
      expect(recognise(authority, said)?.id).toBe(id)
    },
  )

  it.each([
    ['maskinporten', { error: 'invalid_grant', errorDescription: 'Something new', status: 400 }],
    ['maskinporten', { code: 'MP-999', error: 'forbidden', status: 403 }],
    ['altinn-exchange', { status: 402 }],
    ['selfservice', { status: 418, errorDescription: 'keys: x' }],
  ] as const)('knows nothing of %s %j', (authority, said) => {
    expect(recognise(authority, said)).toBeUndefined()
  })

  it('does not take the words of one authority for those of another', () => {
    expect(recognise('selfservice', { errorDescription: 'Grant is used before.', status: 400 })?.id).toBe(
      'selfservice-field',
    )
    expect(
      recognise('maskinporten', { errorDescription: 'the scope has been deactivated', status: 409 }),
    ).toBeUndefined()
  })
})
