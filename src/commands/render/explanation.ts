import type { KnownRefusal, Language } from '../../errors.js'
import type { RefusalGroup } from '../../protocol/refusals/catalogue.js'
import { publishedCode } from '../../protocol/refusals/refusal-entry.js'

/** What is explained, and mp's own code where it was asked for by one. */
export interface Explained {
  entry: KnownRefusal
  own?: string
}

const LABELS: Record<Language, readonly [check: string, next: string, source: string]> = {
  en: ['check', 'next', 'source'],
  nb: ['sjekk', 'neste', 'kilde'],
}

/** Explanations for a person, with an empty line between. */
export function renderExplanations(explained: readonly Explained[], language: Language): string {
  return explained.map((one) => renderExplanation(one, language)).join('\n')
}

function renderExplanation({ entry, own }: Explained, language: Language): string {
  const [check, next, source] = LABELS[language]
  const rows = [
    [check, entry[language].check],
    ...entry.next.map((command, index) => [index === 0 ? next : '', command]),
    [source, entry.source],
  ]
  const width = Math.max(...LABELS[language].map((label) => label.length)) + 2
  const lines = rows.map(([label = '', text = '']) => `  ${label.padEnd(width)}${text}\n`)
  return `${own === undefined ? '' : `${own}, `}${entry.id}: ${entry[language].means}\n${lines.join('')}`
}

/** Explanations for a program: one line (`mp.explanation/1`). */
export function renderExplanationsJson(explained: readonly Explained[], language: Language): string {
  const explanations = explained.map(({ entry, own }) => ({
    code: own ?? publishedCode(entry) ?? null,
    id: entry.id,
    means: entry[language].means,
    check: entry[language].check,
    next: entry.next,
    source: entry.source,
    lang: language,
  }))
  return `${JSON.stringify({ schema: 'mp.explanation/1', explanations })}\n`
}

/** Every refusal in a line, under the name of whose it is. */
export function renderRefusalList(groups: readonly RefusalGroup[], language: Language): string {
  return groups.map((group) => renderGroup(group, language)).join('\n')
}

function renderGroup({ title, entries }: RefusalGroup, language: Language): string {
  const width = Math.max(...entries.map(({ id }) => id.length)) + 2
  const lines = entries.map((entry) => `  ${entry.id.padEnd(width)}${entry[language].means}\n`)
  return `${title[language]}\n${lines.join('')}`
}
