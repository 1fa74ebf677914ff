import { printable } from '../../printable.js'
import { findingText } from '../../protocol/lint/finding-text.js'
import type { Finding, Judgement } from '../../protocol/lint/lint.js'
import type { Level } from '../../protocol/lint/rule.js'

/** The findings for a person, a line each, the worst first, and how many there are. */
export function renderLint({ findings, checked, notChecked }: Judgement): string {
  const lines = LEVELS.flatMap((level) => findings.filter((finding) => finding.level === level)).map(line)
  const rules = `${counted(checked.length, 'rule')} checked, ${notChecked.length} not or not wholly (--json says why)`
  const signature = notChecked.find(({ rule }) => rule === 'signature')
  return [
    ...lines,
    ...(signature ? [`not checked: signature: ${signature.why}`] : []),
    `${summary(findings)}; ${rules}`,
  ]
    .map((text) => `${printable(text)}\n`)
    .join('')
}

const LEVELS: readonly Level[] = ['error', 'warning', 'note']

/** The same as one line of JSON (`mp.lint/1`). */
export function renderLintJson({ findings, checked, notChecked }: Judgement): string {
  const json = {
    schema: 'mp.lint/1',
    findings: findings.map(({ rule, level, message, source, code, path }) => ({
      rule,
      level,
      message,
      source,
      code,
      path,
    })),
    checked,
    not_checked: notChecked,
  }
  return `${JSON.stringify(json)}\n`
}

function line(finding: Finding): string {
  const { level, rule, source, code } = finding
  return `${level}: ${rule}: ${findingText(finding)} (${[code, source].filter(Boolean).join(', ')})`
}

function summary(findings: readonly Finding[]): string {
  const counts = LEVELS.map((level) => [level, findings.filter((it) => it.level === level).length] as const)
  const said = counts.filter(([, count]) => count > 0).map(([level, count]) => counted(count, level))
  return said.length === 0 ? 'no findings' : said.join(', ')
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`
}
