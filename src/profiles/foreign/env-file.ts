import { SettingsError } from './settings-error.js'

/** A variable as a file sets it, and the line that it begins on. */
export interface Variable {
  name: string
  value: string
  line: number
  /** Whether a shell would put another variable's value into it; this reader does not. */
  refers: boolean
}

const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*/

/**
 * Reads a file of environment variables as shells and container tools write them: `export`, quotes of both kinds, values of
 * several lines between quotes, comments. Nothing is run and nothing put in. Throws `MP_SETTINGS_INVALID` for a quote without its
 * end; no value is repeated.
 */
export function readEnvFile(file: string, label: string): Variable[] {
  const text = file.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const variables: Variable[] = []
  for (let from = 0; from < text.length; ) {
    const end = endOfLine(text, from)
    const match = ASSIGNMENT.exec(text.slice(from, end))
    if (!match) {
      from = end + 1
      continue
    }
    const line = text.slice(0, from).split('\n').length
    const start = from + match[0].length
    const { next, ...found } = valueAt(text, start, { line, label })
    variables.push({ name: match[1] ?? '', line, ...found })
    from = endOfLine(text, next) + 1
  }
  return variables
}

interface Found {
  value: string
  refers: boolean
  next: number
}

const REFERENCE = /(?<!\\)(?:\\\\)*\$\{?[A-Za-z_]/

function valueAt(text: string, start: number, place: { line: number; label: string }): Found {
  const quote = text[start]
  if (quote === "'") return literally(text, start, place)
  if (quote === '"') return escaped(text, start, place)
  const next = endOfLine(text, start)
  const value = bare(text.slice(start, next))
  return { value, refers: REFERENCE.test(value), next }
}

function literally(text: string, start: number, place: { line: number; label: string }): Found {
  const end = text.indexOf("'", start + 1)
  if (end < 0) throw unended(place)
  return { value: text.slice(start + 1, end), refers: false, next: end }
}

function escaped(text: string, start: number, place: { line: number; label: string }): Found {
  const match = /^"((?:[^"\\]|\\.)*)"/s.exec(text.slice(start))
  if (!match) throw unended(place)
  const [whole, inside = ''] = match
  const value = inside.replace(/\\(\n|["\\$`n])/g, (_, sign: string) =>
    sign === '\n' ? '' : sign === 'n' ? '\n' : sign,
  )
  return { value, refers: REFERENCE.test(inside), next: start + whole.length }
}

/** Without quotes a value ends with its line or at a comment. A JWK is taken whole: there are quotes in it. */
function bare(text: string): string {
  return (/^[{[]/.test(text) ? text : text.replace(/(?:^|\s)#.*$/, '')).trim()
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

function unended({ line, label }: { line: number; label: string }): SettingsError {
  return new SettingsError('quote', `line ${line} of "${label}" opens a quote that nothing closes`)
}
