import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BEYOND } from '../../src/protocol/lint/beyond.js'
import { LINT_RULES } from '../../src/protocol/lint/rules.js'
import { RULES } from '../../src/sandbox/rules.js'
import { LINT_ROWS } from '../protocol/lint/support/rows.js'
import { ROWS } from '../sandbox/support/rows.js'
import { rulesPage } from './support/rules-page.js'

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'rules.md')

describe('docs/rules.md', () => {
  it('is what the rules say of themselves (UPDATE=1 writes it)', () => {
    const page = rulesPage()
    if (process.env.UPDATE === '1') writeFileSync(PAGE, page)
    expect(readFileSync(PAGE, 'utf8')).toBe(page)
  })

  it('lists every rule of lint and of the sandbox, once', () => {
    const listed = [...rulesPage().matchAll(/^\| `([^`]+)` \|/gm)].map(([, id]) => id)
    const all = new Set([...LINT_RULES, ...RULES].map(({ id }) => id))
    expect(listed.toSorted()).toEqual([...all].toSorted())
  })

  it('says that lint enforces nothing that no grant of its tests breaks', () => {
    const broken = new Set(LINT_ROWS.flatMap(({ finds }) => finds.map((it) => it.split(' ')[1])))
    expect(LINT_RULES.filter(({ id }) => !broken.has(id))).toEqual([])
  })

  it('says that the sandbox enforces nothing that no request of its tests breaks', () => {
    const broken = new Set(ROWS.map(({ outcome }) => outcome.rule))
    expect(RULES.filter(({ id }) => !broken.has(id))).toEqual([])
  })

  it('leaves no rule of the sandbox’s that lint neither asks nor says why not', () => {
    const known = new Set([...LINT_RULES.map(({ id }) => id), ...Object.keys(BEYOND)])
    expect(RULES.map(({ id }) => id).filter((id) => !known.has(id))).toEqual([])
  })
})
