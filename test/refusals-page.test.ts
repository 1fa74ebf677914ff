import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { REFUSAL_GROUPS, type RefusalGroup } from '../src/protocol/refusals/catalogue.js'
import type { RefusalEntry } from '../src/protocol/refusals/refusal-entry.js'

const HEAD = `# Refusals

What mp knows of refusals: the catalogue that \`mp explain\` and the hints after a failure are taken from (\`src/protocol/refusals\`).
This page is written from it by \`npx vitest run test/refusals-page.test.ts -u\`.
`

function pageOf(groups: readonly RefusalGroup[]): string {
  return [HEAD, ...groups.map(sectionOf)].join('\n')
}

function sectionOf({ title, entries }: RefusalGroup): string {
  const name = title.en === title.nb ? title.en : `${title.en} / ${title.nb}`
  return `## ${name}\n\n${entries.map(entryOf).join('\n')}`
}

function entryOf({ id, en, nb, next, source }: RefusalEntry): string {
  const escaped = (text: string) => text.replaceAll('<', '\\<').replaceAll('*', '\\*')
  return [
    `### ${id}\n`,
    `- en: ${escaped(en.means)}. Check: ${escaped(en.check)}`,
    `- nb: ${escaped(nb.means)}. Sjekk: ${escaped(nb.check)}`,
    `- next / neste: ${next.map((line) => `\`${line}\``).join(', ')}`,
    `- source / kilde: ${source}\n`,
  ].join('\n')
}

describe('docs/refusals.md', () => {
  it('is the catalogue', async () => {
    await expect(pageOf(REFUSAL_GROUPS)).toMatchFileSnapshot(
      join(import.meta.dirname, '..', 'docs', 'refusals.md'),
    )
  })
})
