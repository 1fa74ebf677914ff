import { type LogicalLine, logicalLines, type NaturalLine } from './logical-lines.js'
import { SettingsError } from './settings-error.js'

/** A name and its value as Java reads them, with what stood in the file. */
export interface Property {
  name: string
  value: string
  /** The value before its escapes were resolved. */
  written: string
  /** The number of the line that it begins on. */
  line: number
  parts: readonly NaturalLine[]
}

/**
 * Reads a properties file just as java.util.Properties does (`load(InputStream)`): as Latin-1, in the order of the file,
 * repeated names and all. Throws `MP_SETTINGS_INVALID` for a `\u` that is no escape, where Java gives up too; no value is repeated.
 */
export function readProperties(bytes: Uint8Array, label: string): Property[] {
  return logicalLines(Buffer.from(bytes).toString('latin1')).map((line) => readProperty(line, label))
}

/** A separator is `=` or `:`, white space around it apart, or the white space alone; escaped, it belongs to the name. */
const PARTS = /^((?:\\.|[^\\=: \t\f])*)(?:[ \t\f]*[=:]?[ \t\f]*)(.*)$/s

function readProperty({ text, parts }: LogicalLine, label: string): Property {
  const [, name = '', written = ''] = PARTS.exec(text) ?? []
  const line = parts[0]?.number ?? 0
  const resolved = (part: string) => resolveEscapes(part, () => malformed(parts, label))
  return { name: resolved(name), value: resolved(written), written, line, parts }
}

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' }

/** Any other character behind a backslash is itself. */
function resolveEscapes(text: string, refuse: () => SettingsError): string {
  return text.replace(/\\(u[0-9A-Fa-f]{4}|.|$)/gs, (_, sign: string) => {
    if (sign === 'u') throw refuse()
    return sign.length > 1 ? String.fromCharCode(Number.parseInt(sign.slice(1), 16)) : (ESCAPES[sign] ?? sign)
  })
}

function malformed(parts: readonly NaturalLine[], label: string): SettingsError {
  const at = parts.find(({ text }) => /(?<!\\)(?:\\\\)*\\u(?![0-9A-Fa-f]{4})/.test(text)) ?? parts[0]
  return new SettingsError(
    'escape',
    `line ${at?.number} of "${label}" has a \\u without four hexadecimal digits`,
  )
}
