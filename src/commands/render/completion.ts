import { printable } from '../../printable.js'
import type { Offer } from '../complete.js'
import { type BashLine, quoteForBash } from '../completion/bash-line.js'

/** A candidate a line, and what it is after a tab. A line that begins with a tab asks the shell for names of files, with what stands before them. */
export function renderOffer({ candidates, files }: Offer): string {
  const lines = candidates.map(({ value, description }) =>
    description ? `${value}\t${printable(description)}` : value,
  )
  return text([...lines, ...(files === undefined ? [] : [`\tfile\t${files}`])])
}

/**
 * The same for bash, which leaves the matching, the quoting and its own breaking of words to the completion: what stands on each
 * line takes the place of the word after its last break. Where something must stay before a file's name, bash is told it and the name.
 */
export function renderForBash({ candidates, files }: Offer, { words, cut, quote }: BashLine): string {
  const word = words.at(-1) ?? ''
  const fitting = candidates.filter(({ value }) => value.startsWith(word))
  const lines = fitting.flatMap(({ value }) => quoteForBash(value.slice(cut), quote) ?? [])
  return text([...lines, ...(files === undefined ? [] : fileLine(files, word, { cut, quote }))])
}

/** Nothing where bash has broken the name itself, or where quotes stand around more than the name. */
function fileLine(before: string, word: string, { cut, quote }: Pick<BashLine, 'cut' | 'quote'>): string[] {
  const isInTheWay = cut > before.length || (quote !== '' && cut < before.length)
  return isInTheWay ? [] : [`\tfile\t${before.slice(cut)}\t${word.slice(before.length)}`]
}

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}
