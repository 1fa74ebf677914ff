import type { Header } from '../../protocol/header-line.js'

/** What a curl command needs to know of a body: a file's name as it was typed, standard input, or the text. */
export type CurlBody = { kind: 'text'; text: string } | { kind: 'file'; label: string } | { kind: 'stdin' }

/** A request as curl is to send it. */
export interface CurlRequest {
  method: string
  url: string
  headers: readonly Header[]
  body?: CurlBody | undefined
  /** Whether the answer's head is wanted. */
  include?: boolean
}

/** A request as one line for a POSIX shell. The token is left out: the line takes it from `$MASKINPORTEN_TOKEN`. */
export function renderCurl(request: CurlRequest): string {
  const { url, headers, body, include = false } = request
  const words = [
    'curl',
    ...(include ? ['--include'] : []),
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    ...methodWords(request),
    '-H "Authorization: Bearer $MASKINPORTEN_TOKEN"',
    ...headers.flatMap(headerWords),
    // Without one, curl would call the body a form.
    ...(body && !headers.some(([name]) => isNamed(name, 'content-type')) ? ["-H 'Content-Type:'"] : []),
    ...bodyWords(body),
    quote(url),
  ]
  return `${words.join(' ')}\n`
}

/** Named only where curl would choose another by itself. */
function methodWords({ method, body }: CurlRequest): string[] {
  if (method === 'HEAD') return ['--head']
  return method === (body ? 'POST' : 'GET') ? [] : ['-X', quote(method)]
}

/** curl's own way of saying that a header is empty is a semicolon. */
function headerWords([name, value]: Header): string[] {
  if (isNamed(name, 'authorization')) return []
  return ['-H', quote(value === '' ? `${name};` : `${name}: ${value}`)]
}

function bodyWords(body: CurlBody | undefined): string[] {
  if (body === undefined) return []
  if (body.kind === 'text') return ['--data-raw', quote(body.text)]
  return ['--data-binary', quote(`@${body.kind === 'stdin' ? '-' : body.label}`)]
}

function isNamed(name: string, known: string): boolean {
  return name.toLowerCase() === known
}

/** A word that a POSIX shell leaves as it is (POSIX.1-2017, 2.2.2): nothing means anything between single quotes. */
function quote(word: string): string {
  return /^[\w@%+:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
