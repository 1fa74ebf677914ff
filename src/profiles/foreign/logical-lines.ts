/** One line of a file as a person sees it, counted from 1. */
export interface NaturalLine {
  number: number
  text: string
}

/** One property before it is taken apart: what continued lines make together, and the lines that they were. */
export interface LogicalLine {
  text: string
  parts: readonly NaturalLine[]
}

/**
 * The logical lines of a Java properties file, comments and blank lines left out (java.util.Properties, `load`): a line that
 * ends in an odd number of backslashes goes on in the next, whose leading white space does not count.
 */
export function logicalLines(file: string): LogicalLine[] {
  const lines: LogicalLine[] = []
  let parts: NaturalLine[] = []
  let isBegun = false
  for (const { number, text } of naturalLines(file)) {
    if (!isBegun && /^(?:$|[#!])/.test(text)) {
      parts = []
      continue
    }
    const goesOn = /(?<!\\)(?:\\\\)*\\$/.test(text)
    const part = goesOn ? text.slice(0, -1) : text
    parts.push({ number, text: part })
    isBegun ||= part !== ''
    if (goesOn) continue
    lines.push({ text: textOf(parts), parts })
    parts = []
    isBegun = false
  }
  return hasLast(file, parts) ? [...lines, { text: textOf(parts), parts }] : lines
}

function naturalLines(file: string): NaturalLine[] {
  const texts = file.replace(/(?:\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/)
  return texts.map((text, index) => ({ number: index + 1, text: text.replace(/^[ \t\f]+/, '') }))
}

/** What goes on where the file ends is a line all the same. Java finds one even behind a lone backslash: a name and a value of nothing. */
function hasLast(file: string, parts: readonly NaturalLine[]): boolean {
  return textOf(parts) !== '' || (/(?<!\\)(?:\\\\)*\\[\r\n]?$/.test(file) && parts.length > 0)
}

function textOf(parts: readonly NaturalLine[]): string {
  return parts.map(({ text }) => text).join('')
}
