import { describe, expect, it } from 'vitest'
import { judgeGrant } from '../../../src/flows/judge-grant.js'
import { readJwt } from '../../../src/protocol/jwt.js'
import { BEYOND } from '../../../src/protocol/lint/beyond.js'
import { LINT_RULES } from '../../../src/protocol/lint/rules.js'
import { der, LINT_ROWS, made } from './support/rows.js'

describe('the rules that a grant is held against', () => {
  it.each(LINT_ROWS)('find in $title: $finds', (row) => {
    const { text, bench } = made(row)
    const { findings } = judgeGrant(readJwt(text), bench)
    expect(findings.map(({ level, rule }) => `${level} ${rule}`).sort()).toEqual([...row.finds].sort())
  })

  it('have each a row in which it finds something', () => {
    const found = new Set(LINT_ROWS.flatMap(({ finds }) => finds.map((it) => it.split(' ')[1])))
    expect(LINT_RULES.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([])
  })

  it('are called by different names, which say what is beyond them too', () => {
    const ids = [...LINT_RULES.map(({ id }) => id), ...Object.keys(BEYOND)]
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('say of every rule whether it was asked, or why not', () => {
    const { checked, notChecked } = judgeGrant(
      readJwt(made({ title: '', finds: [] }).text),
      made({ title: '', finds: [] }).bench,
    )
    const told = new Set([...checked, ...notChecked.map(({ rule }) => rule)])
    expect([...told].sort()).toEqual([...LINT_RULES.map(({ id }) => id), ...Object.keys(BEYOND)].sort())
  })

  it.each([
    ['jti is empty', { claims: { jti: '' } }],
    ['jti is a number, and not a string', { claims: { jti: 1 } }],
    ['alg is missing, and Maskinporten takes RS256, RS384, RS512', { header: { alg: undefined } }],
    ['is for keyCertSign, cRLSign only', { header: { kid: undefined, x5c: [der('intermediate')] } }],
    [
      'is for keyEncipherment, dataEncipherment only: it is the one for encryption',
      { header: { kid: undefined, x5c: [der('enc')] } },
    ],
  ])('say what it is: %s', (message, change) => {
    const { text, bench } = made({ title: '', finds: [], ...change })
    const { findings } = judgeGrant(readJwt(text), bench)
    expect(findings.map((finding) => finding.message)).toContain(message)
  })

  it('never show a person’s number, nor anything that signs', () => {
    for (const row of LINT_ROWS) {
      const { text, bench } = made(row)
      const said = JSON.stringify(judgeGrant(readJwt(text), bench))
      expect(said).not.toMatch(/\b\d{11}\b/)
      const [, , signature = 'none'] = text.split('.')
      if (signature.length > 40) expect(said).not.toContain(signature.slice(0, 40))
    }
  })
})
