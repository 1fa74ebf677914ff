import { printable } from '../../printable.js'
import type { JsonObject } from '../../protocol/json-body.js'
import { isoSecond } from './iso-second.js'

/** A column of a list: its heading, and what stands in it of an object. */
export interface Column {
  heading: string
  of(item: JsonObject): string
}

const GAP = '  '

/** Objects for a person, one a line under aligned headings; `none` is said where there is none. */
export function renderTable(columns: readonly Column[], items: readonly JsonObject[], none: string): string {
  if (items.length === 0) return `${none}\n`
  const headings = columns.map(({ heading }) => heading)
  return aligned([headings, ...items.map((item) => columns.map(({ of }) => of(item)))])
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? []
  const lines = rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(GAP))
  return lines.map((line) => `${line.trimEnd()}\n`).join('')
}

/** One object for a person, a field a line and each of a list on its own; what is empty is left out. Names come first. */
export function renderFacts(object: JsonObject): string {
  const names = [...NAMES.filter((name) => name in object), ...Object.keys(object)]
  const facts = [...new Set(names)].flatMap((name) => {
    const values = [object[name]].flat().map((value) => valueText(name, value))
    return values.filter(Boolean).map((text, at) => [at === 0 ? printable(name) : '', text] as const)
  })
  const width = Math.max(0, ...facts.map(([name]) => name.length))
  return facts.map(([name, text]) => `${name.padEnd(width)}${GAP}${text}\n`).join('')
}

/** What an object goes by. */
const NAMES = ['client_id', 'client_name', 'name', 'onbehalfof', 'scope']

/** A column that shows a field as it is. */
export function field(heading: string, name: string): Column {
  return { heading, of: (item) => valueText(name, item[name]) || '-' }
}

/** A column that shows whether something holds. */
export function flag(heading: string, name: string): Column {
  return { heading, of: (item) => (item[name] === true ? 'yes' : item[name] === false ? 'no' : '-') }
}

/** Whatever a field holds, on one line. Times are given in UTC (RFC 3339), to the second. */
function valueText(name: string, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return listText(value)
  if (typeof value === 'object') return printable(JSON.stringify(value))
  return TIMES.includes(name) ? timeText(value) : printable(String(value))
}

/** A list in a line that others stand in too. */
function listText(list: readonly unknown[]): string {
  const shown = list.slice(0, 2).map((item) => valueText('', item))
  return [...shown, ...(list.length > 2 ? [`and ${list.length - 2} more`] : [])].join(' ')
}

const TIMES = ['created', 'last_updated']

function timeText(value: unknown): string {
  const milliseconds = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(milliseconds) ? printable(String(value)) : isoSecond(Math.floor(milliseconds / 1000))
}
