import { printable } from '../../printable.js'

/** A key file that has been written: what is public about it. */
export interface WrittenKey {
  file: { path: string; label: string }
  format: string
  bits?: number
  kid?: string
  alias?: string
}

/** The facts for a person, one a line. */
export function renderWritten({ file, kid, alias }: WrittenKey): string {
  const rows = Object.entries({ file: file.label, kid, alias }).filter(([, value]) => value !== undefined)
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${printable(value ?? '')}\n`).join('')
}

/** The same as one line of JSON, the file by its whole path. */
export function renderWrittenJson(schema: string, { file, ...facts }: WrittenKey): string {
  return `${JSON.stringify({ schema, file: file.path, ...facts })}\n`
}
