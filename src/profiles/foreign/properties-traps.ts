// What stands in a properties file and is not what its writer will have meant. Names that are not known are not repeated:
// a password that slipped onto a line of its own is a name to Java.
import { nearest } from '../../nearest.js'
import { printable } from '../../printable.js'
import { GENERATOR_NAMES, isGeneratorName, isSecret } from './generator-names.js'
import type { Property } from './java-properties.js'

/** What a person should look at, in the order of the file, each with its line. */
export function propertiesTraps(properties: readonly Property[]): string[] {
  const lines = new Map<string, number>()
  return properties.flatMap((property) => {
    const found = [
      ...SIGNS.flatMap((sign) => sign(property) ?? []),
      ...repeated(property, lines.get(property.name)),
    ]
    lines.set(property.name, property.line)
    return found.map((what) => `line ${property.line}: ${what}`)
  })
}

type Sign = (property: Property) => string | readonly string[] | undefined

const SIGNS: readonly Sign[] = [mark, unknown, swallowed, utf8, eaten, quoted, comment, trailing]

const MARK = '\u00ef\u00bb\u00bf'

function mark({ name, line }: Property): string | undefined {
  if (line !== 1 || !name.startsWith(MARK)) return undefined
  return 'the file begins with a byte order mark, which Java takes for a part of the first name: save it without'
}

function unknown({ name }: Property): string | undefined {
  if (isGeneratorName(name) || name.startsWith(MARK)) return undefined
  const meant = nearest(name, GENERATOR_NAMES)
  const hint = meant === undefined ? '' : `; did you mean "${meant}"?`
  return `this is no property that jwt-grant-generator knows${hint}`
}

/** A backslash at the end of a line, where the next line was meant to stand by itself. */
function swallowed({ name, parts }: Property): string[] {
  return parts.slice(1).flatMap(({ number, text }, index) => {
    const [, begun = ''] = /^([\w.]+)[ \t\f]*[=:]/.exec(text) ?? []
    if (!isGeneratorName(begun)) return []
    const whose = isGeneratorName(name) ? ` of "${name}"` : ''
    return `the backslash that ends line ${parts[index]?.number} makes "${begun}" on line ${number} a part${whose}`
  })
}

function utf8({ name, value, parts }: Property): string | undefined {
  if (!parts.some(({ text }) => isUtf8(text)) || name.startsWith(MARK)) return undefined
  const whose = isGeneratorName(name) ? `"${name}"` : 'this'
  const isValue = /[^\u0000-\u007f]/.test(value)
  return isValue
    ? `${whose} is written in UTF-8, and Java reads Latin-1: write its letters beyond ASCII as \\u00e5 and the like`
    : undefined
}

/** Latin-1 text is hardly ever sound UTF-8 too, unless that is what it is. */
function isUtf8(latin1: string): boolean {
  if (!/[\u0080-\u00ff]/.test(latin1)) return false
  return !Buffer.from(latin1, 'latin1').toString('utf8').includes('\ufffd')
}

/** Escapes that take something away or put a tab or line break there: mostly a path of Windows's. */
function eaten({ name, value, written }: Property): string | undefined {
  if (!isGeneratorName(name) || !/(?<!\\)(?:\\\\)*\\[^\\:=#! u]/.test(written)) return undefined
  const read = isSecret(name, value) ? '' : `, so that it reads "${printable(value)}"`
  return `a backslash in "${name}" is an escape to Java${read}: write \\\\ for a backslash, or / in a path`
}

function quoted({ name, value }: Property): string | undefined {
  return isGeneratorName(name) && /^(["']).*\1$/s.test(value)
    ? `the quotes around "${name}" are a part of it`
    : undefined
}

function comment({ name, value }: Property): string | undefined {
  if (!isGeneratorName(name) || !/\s[#!]/.test(value)) return undefined
  return `"${name}" has a # or ! in it: what stands behind it is no comment, but a part of the value`
}

/** An escaped space was meant. */
function trailing({ name, written }: Property): string | undefined {
  if (!isGeneratorName(name) || !/(?<!\\)(?:\\\\)*[ \t]$/.test(written)) return undefined
  return `"${name}" ends in white space, which is a part of it`
}

function repeated({ name }: Property, earlier: number | undefined): string[] {
  return earlier !== undefined && isGeneratorName(name)
    ? [`"${name}" stands on line ${earlier} too, and the last counts`]
    : []
}
