import type { Header, HeaderLine } from './header-line.js'

/** A request to an API, without its body and without a token. */
export interface ApiRequest {
  method: string
  url: string
  headers: readonly Header[]
}

/** JSON where an API has several ways to say it, and whatever it has otherwise. */
const ACCEPT = 'application/json, */*;q=0.5'

/** The request that a person asked for: mp's own headers, unless a `--header` line replaces one or takes it away. */
export function apiRequest(
  { method, url }: { method: string; url: string },
  own: { userAgent: string; contentType?: string },
  lines: readonly HeaderLine[],
): ApiRequest {
  const headers: Header[] = [
    ['accept', ACCEPT],
    ['user-agent', own.userAgent],
  ]
  if (own.contentType !== undefined) headers.push(['content-type', own.contentType])
  return { method, url, headers: withLines(headers, lines) }
}

/** A line's header stands in place of mp's own of that name; among the lines, order and repetition are kept. */
function withLines(own: readonly Header[], lines: readonly HeaderLine[]): Header[] {
  const named = new Set(lines.map(({ name }) => name.toLowerCase()))
  const kept = own.filter(([name]) => !named.has(name))
  return [...kept, ...lines.flatMap((line): Header[] => ('value' in line ? [[line.name, line.value]] : []))]
}
