import { nearest } from '../nearest.js'
import { isObject } from '../protocol/json-body.js'

/** What may stand at a place of a configuration file, as data: it validates, and an editor's schema is made of it. */
export type Shape =
  | { kind: 'text'; holds?: (text: string) => boolean; otherwise?: string }
  | { kind: 'boolean' }
  | { kind: 'seconds'; least: number; most: number }
  | { kind: 'one-of'; values: readonly string[]; otherwise: string }
  | { kind: 'list'; of: Shape; ifEmpty?: string }
  | { kind: 'record'; of: Shape }
  | { kind: 'object'; fields: Readonly<Record<string, Shape>>; required?: readonly string[]; open?: true }
  | { kind: 'either'; of: readonly Shape[]; otherwise: string }

/** Something wrong in a configuration file. `path` is dotted (`profiles.test.scopes`); no value is ever repeated. */
export interface Problem {
  path: string
  message: string
  suggestion?: string
}

type ShapeOf<Kind extends Shape['kind']> = Extract<Shape, { kind: Kind }>

/** Everything wrong with a value, in the order it stands in. */
export function problemsOf(shape: Shape, value: unknown, path = ''): Problem[] {
  if (!hasForm(shape, value)) return [{ path, message: formWanted(shape, value) }]
  switch (shape.kind) {
    case 'text':
      return says(path, textProblem(shape, value as string))
    case 'boolean':
      return []
    case 'seconds':
      return says(path, secondsProblem(shape, value as number))
    case 'one-of':
      return oneOfProblems(shape, value as string, path)
    case 'list':
      return listProblems(shape, value as unknown[], path)
    case 'record':
      return Object.entries(value as object).flatMap(([name, item]) =>
        problemsOf(shape.of, item, below(path, name)),
      )
    case 'object':
      return objectProblems(shape, value as Record<string, unknown>, path)
    case 'either':
      return eitherProblems(shape, value, path)
  }
}

const FORMS: Record<Shape['kind'], string> = {
  text: 'must be a string',
  boolean: 'must be a boolean',
  seconds: 'must be a number',
  'one-of': 'must be a string',
  list: 'must be a list',
  record: 'must be an object',
  object: 'must be an object',
  either: 'must be a value',
}

/** YAML takes an organisation number for a number, until it stands in quotes. */
function formWanted({ kind }: Shape, value: unknown): string {
  const isUnquoted = FORMS[kind] === FORMS.text && typeof value === 'number'
  return isUnquoted ? `${FORMS[kind]}: put it in quotes` : FORMS[kind]
}

function hasForm({ kind }: Shape, value: unknown): boolean {
  if (kind === 'text' || kind === 'one-of') return typeof value === 'string'
  if (kind === 'boolean') return typeof value === 'boolean'
  if (kind === 'seconds') return typeof value === 'number'
  if (kind === 'list') return Array.isArray(value)
  return kind === 'either' || isObject(value)
}

function textProblem({ holds, otherwise }: ShapeOf<'text'>, text: string): string | undefined {
  if (holds && !holds(text)) return text === '' && otherwise === undefined ? 'must not be empty' : otherwise
  return text === '' ? 'must not be empty' : undefined
}

function secondsProblem({ least, most }: ShapeOf<'seconds'>, seconds: number): string | undefined {
  if (!Number.isInteger(seconds)) return 'must be whole seconds'
  if (seconds < least) return `must be at least ${least} second`
  return seconds > most ? `must be at most ${most} seconds` : undefined
}

function oneOfProblems({ values, otherwise }: ShapeOf<'one-of'>, text: string, path: string): Problem[] {
  if (values.includes(text)) return []
  const suggestion = nearest(text, values)
  return [{ path, message: otherwise, ...(suggestion !== undefined && { suggestion }) }]
}

function listProblems({ of, ifEmpty }: ShapeOf<'list'>, items: readonly unknown[], path: string): Problem[] {
  if (items.length === 0) return says(path, ifEmpty)
  return items.flatMap((item, index) => problemsOf(of, item, below(path, `${index}`)))
}

function objectProblems(
  { fields, required = [], open }: ShapeOf<'object'>,
  value: Record<string, unknown>,
  path: string,
): Problem[] {
  const missing = required.filter((name) => value[name] === undefined)
  return [
    ...Object.entries(value).flatMap(([name, item]) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined
      if (field) return problemsOf(field, item, below(path, name))
      return open ? [] : [unknownSetting(name, Object.keys(fields), path)]
    }),
    ...missing.map((name) => ({ path: below(path, name), message: 'is missing' })),
  ]
}

function unknownSetting(name: string, known: readonly string[], path: string): Problem {
  const suggestion = nearest(name, known)
  return {
    path: below(path, name),
    message: 'is not a setting that mp knows',
    ...(suggestion !== undefined && { suggestion }),
  }
}

/** The alternative that the value has the outline of is the one it is judged by. */
function eitherProblems({ of, otherwise }: ShapeOf<'either'>, value: unknown, path: string): Problem[] {
  const meant = of.find((shape) => hasOutline(shape, value))
  return meant ? problemsOf(meant, value, path) : [{ path, message: otherwise }]
}

function hasOutline(shape: Shape, value: unknown): boolean {
  if (!hasForm(shape, value) || shape.kind !== 'object') return hasForm(shape, value)
  const given = value as Record<string, unknown>
  const names = Object.keys(shape.fields)
  const isWhole = Object.keys(given).length === names.length
  return isWhole && names.every((name) => hasForm(shape.fields[name] as Shape, given[name]))
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

function says(path: string, message: string | undefined): Problem[] {
  return message === undefined ? [] : [{ path, message }]
}
