import { printable } from '../../printable.js'
import type { ApiRow, ListedScope } from '../../profiles/list-apis.js'

type Fact = readonly [name: string, value: string | undefined]

const INDENT = '  '
const WIDTH = 110

const TOKENS = {
  maskinporten: "Maskinporten's",
  altinn: "Altinn's",
  either: "Maskinporten's or Altinn's",
} as const

const PAGING = {
  link: 'Link: rel="next"',
  hal: '_links.next',
  'sort-values': 'sortValues',
} as const

/** The APIs for a person: one a block, a fact a line. What is not known is left out. */
export function renderApis(rows: readonly ApiRow[], { environment }: { environment?: string } = {}): string {
  const where =
    environment === undefined ? 'production and in test' : `environment "${printable(environment)}"`
  const head = `APIs in ${where}, for mp call <api>/<path>\n`
  return [head, ...rows.map((row) => renderApi(row, environment))].join('\n')
}

/** The same as one line of JSON (`mp.apis/1`). What is not known is null. */
export function renderApisJson(
  rows: readonly ApiRow[],
  { environment }: { environment?: string } = {},
): string {
  const apis = rows.map(apiJson)
  return `${JSON.stringify({ schema: 'mp.apis/1', environment: environment ?? null, apis })}\n`
}

function renderApi(row: ApiRow, environment: string | undefined): string {
  const { name, title, baseUrl, baseUrls, token, paging, docs, source } = row
  const facts: Fact[] = [
    ['url', baseUrl ?? (environment === undefined ? undefined : noBaseUrl(name))],
    ['prod', baseUrls?.production],
    ['test', baseUrls?.test],
    ...scopeFacts(row.scopes),
    ['resource', resourceText(row.resource)],
    ['token', token && TOKENS[token]],
    ['paging', paging && PAGING[paging]],
    ['docs', docs],
    ['source', source],
    ['from', row.title === undefined || row.origin !== 'the catalogue' ? row.origin : undefined],
  ]
  const known = facts.flatMap(([fact, value]) => (value ? [[fact, printable(value)] as const] : []))
  const width = Math.max(0, ...known.map(([fact]) => fact.length))
  const lines = known.map(([fact, value]) => {
    const start = `${INDENT}${fact.padEnd(width)}${INDENT}`
    return `${start}${wrapped(value, start.length)}\n`
  })
  const heading = printable(title === undefined ? name : `${name}${INDENT}${title}`)
  return `${heading}\n${lines.join('')}`
}

function noBaseUrl(name: string): string {
  return `none here; a profile can name one as apis.${name}.baseUrl`
}

function scopeFacts(scopes: readonly ListedScope[]): Fact[] {
  if (scopes.length === 0) return [['scope', "the profile's (none is known for certain)"]]
  return scopes.map((scope, i) => [i === 0 ? 'scope' : '', scopeText(scope)])
}

function scopeText({ scope, path, methods, isDefault }: ListedScope): string {
  const notes = [
    isDefault && 'default',
    methods && (methods === 'read' ? 'reading' : 'writing'),
    path && `under ${path}`,
  ].filter(Boolean)
  return notes.length === 0 ? scope : `${scope} (${notes.join(', ')})`
}

function resourceText(resource: ApiRow['resource']): string | undefined {
  if (resource === 'forbidden') return 'must not be set'
  if (resource === 'base-url') return 'the base URL'
  return resource?.length === 0 ? 'none' : resource?.join(' ')
}

/** Breaks at spaces; a word that is longer than a line stays whole. */
function wrapped(text: string, indent: number): string {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    const fits = last !== undefined && indent + last.length + 1 + word.length <= WIDTH
    if (fits) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.join(`\n${' '.repeat(indent)}`)
}

function apiJson(row: ApiRow): object {
  const { name, title, origin, baseUrl, baseUrls, scopes, resource, token, paging, docs, source } = row
  return {
    name,
    title: title ?? null,
    origin,
    base_url: baseUrl ?? null,
    ...(baseUrls && {
      base_urls: { production: baseUrls.production ?? null, test: baseUrls.test ?? null },
    }),
    scopes: scopes.map(({ scope, path, methods, isDefault }) => ({
      scope,
      path: path ?? null,
      methods: methods ?? null,
      default: isDefault,
    })),
    resource: resource ?? null,
    token: token ?? null,
    paging: paging ?? null,
    docs: docs ?? null,
    source: source ?? null,
  }
}
