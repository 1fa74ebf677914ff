import { BEYOND } from '../../../src/protocol/lint/beyond.js'
import { LINT_RULES } from '../../../src/protocol/lint/rules.js'
import { RULES } from '../../../src/sandbox/rules.js'
import { rulesOf } from '../../../src/sandbox/strictness.js'
import { LINT_ROWS } from '../../protocol/lint/support/rows.js'

interface Listed {
  id: string
  title: string
  source: string
  code?: string | undefined
}

/** Who enforces a rule, and how: a column of the page. */
interface Enforcer {
  name: string
  of(rule: Listed): string
}

const ENFORCERS: readonly Enforcer[] = [
  { name: '`mp lint`', of: ({ id }) => byLint(id) },
  { name: '`mp doctor`', of: ({ id }) => (byLint(id) === '' ? '' : 'its own grant') },
  { name: 'sandbox', of: ({ id }) => bySandbox(id) },
]

function bySandbox(id: string): string {
  if (RULES.some((rule) => rule.id === id)) return 'refuses'
  return WHEN_TOLD.some((rule) => rule.id === id) ? 'when told' : ''
}

/** What the sandbox asks where its file says so. */
const WHEN_TOLD = rulesOf({ keyUsage: 'refuse' }).filter(({ id }) => !RULES.some((rule) => rule.id === id))

/** The worst that lint says of a breach, by the rows that it is tested with. */
function byLint(id: string): string {
  const rule = LINT_RULES.find((it) => it.id === id)
  if (rule === undefined) return ''
  const levels = LINT_ROWS.flatMap(({ finds }) => finds).filter((it) => it.endsWith(` ${id}`))
  const worst = ['error', 'warning', 'note'].find((level) => levels.some((it) => it.startsWith(level))) ?? ''
  return rule.unseen === undefined ? worst : `${worst}, in part`
}

/** `docs/rules.md`: the rules of a grant as one list, from the rules themselves. */
export function rulesPage(): string {
  const extra = LINT_RULES.filter(({ id }) => !RULES.some((rule) => rule.id === id))
  const rules: readonly Listed[] = [...RULES, ...extra]
  const names = ENFORCERS.map(({ name }) => name)
  return [
    '# The rules of a grant',
    '',
    'What Maskinporten asks of a request for a token, and where that is published. `mp lint` and the sandbox each have a reading of their own, made apart from the',
    'other and tested with a grant that breaks each rule: a breach of one is told under the same name by both. Digdir’s numbers stand in its own list of errors.',
    'This page is written by `test/docs/rules.test.ts` from the rules themselves.',
    '',
    `| Rule | What it asks | Source | Code | ${names.join(' | ')} |`,
    `|${'---|'.repeat(4 + names.length)}`,
    ...rules.map(
      (rule) =>
        `| \`${rule.id}\` | ${rule.title} | ${rule.source} | ${rule.code ?? ''} | ${ENFORCERS.map((it) => it.of(rule)).join(' | ')} |`,
    ),
    '',
    'Under `mp lint` stands the worst that it says of a breach. `error`: Maskinporten refuses it. `warning`: against documented practice, or a rule whose strictness nobody has confirmed. `in part`: the form alone can be seen in',
    'a grant, and the rest is known to Maskinporten. The sandbox asks in the order of the list, and refuses by the first rule that is broken; lint tells all. `when told`: by `rules` in the file of [`mp sandbox --config`](sandbox.md). `mp doctor`',
    'holds the grant that the set-up makes against the rules of `mp lint`.',
    '',
    '## What lint cannot ask',
    '',
    ...Object.entries(BEYOND).map(([id, { why }]) => `- \`${id}\`: ${why}`),
    '',
  ].join('\n')
}
