/**
 * Parts of a JSON text as they were written: a number keeps its digits, an object its order and its duplicates. Every
 * function here takes text that `JSON.parse` has accepted, and goes over it once, without recursion.
 */

interface Span {
  from: number
  to: number
}

/** The text on one line, with every token as it was: line breaks stand between tokens alone (RFC 8259 sections 2 and 7). */
export function oneLine(json: string): string {
  return json.replace(/[\r\n][ \t\r\n]*/g, '').trim()
}

/** The text of the value at these reference tokens (RFC 6901 section 4), the last of duplicates, or undefined. */
export function sliceAt(json: string, tokens: readonly string[]): string | undefined {
  const span = find(json, tokens)
  return span && json.slice(span.from, span.to)
}

/**
 * The items of the list at these reference tokens, each on a line of its own. `null` counts as a list without items,
 * as some servers write one. `absent` where nothing is there, `no list` where something else is.
 */
export function itemSlices(json: string, tokens: readonly string[]): string[] | 'absent' | 'no list' {
  const text = oneLine(json)
  const span = find(text, tokens)
  if (span === undefined) return 'absent'
  if (text[span.from] === 'n') return []
  if (text[span.from] !== '[') return 'no list'
  return Array.from(children(text, span.from), ({ from, to }) => text.slice(from, to))
}

/** The object with one member set to a JSON text, in its place or at the end, and all else byte for byte. */
export function withMember(object: string, name: string, value: string): string {
  const span = find(object, [name])
  if (span !== undefined) return object.slice(0, span.from) + value + object.slice(span.to)
  const end = object.lastIndexOf('}')
  const before = object.slice(0, end).trimEnd()
  const comma = before.endsWith('{') ? '' : ','
  return `${before}${comma}${JSON.stringify(name)}:${value}${object.slice(before.length)}`
}

function find(json: string, tokens: readonly string[]): Span | undefined {
  const start = afterSpace(json, 0)
  let span: Span | undefined = { from: start, to: afterValue(json, start) }
  for (const token of tokens) {
    const parent: Span = span
    span = undefined
    for (const child of children(json, parent.from)) if (child.name === token) span = child
    if (span === undefined) return undefined
  }
  return span
}

/** Members of an object by name, or items of a list by index. Of anything else, nothing. */
function* children(json: string, start: number): Generator<Span & { name: string }> {
  const named = json[start] === '{'
  if (!named && json[start] !== '[') return
  let at = afterSpace(json, start + 1)
  for (let index = 0; at < json.length && json[at] !== '}' && json[at] !== ']'; index++) {
    const colon = named ? afterSpace(json, afterString(json, at)) : at
    const name = named ? JSON.parse(json.slice(at, colon)) : String(index)
    const from = named ? afterSpace(json, colon + 1) : at
    const to = afterValue(json, from)
    yield { name, from, to }
    at = afterSpace(json, to)
    if (json[at] === ',') at = afterSpace(json, at + 1)
  }
}

function afterValue(json: string, start: number): number {
  if (json[start] === '"') return afterString(json, start)
  if (json[start] === '{' || json[start] === '[') return afterContainer(json, start)
  let at = start
  while (at < json.length && !isSpace(json.charCodeAt(at)) && !',]}'.includes(json[at] as string)) at++
  return at
}

function afterContainer(json: string, start: number): number {
  for (let at = start, depth = 0; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === 0x22) at = afterString(json, at) - 1
    else if (code === 0x7b || code === 0x5b) depth++
    else if ((code === 0x7d || code === 0x5d) && --depth === 0) return at + 1
  }
  return json.length
}

/** A quote ends the string unless an odd number of backslashes stands before it. */
function afterString(json: string, start: number): number {
  for (let at = json.indexOf('"', start + 1); at !== -1; at = json.indexOf('"', at + 1)) {
    let before = at
    while (json[before - 1] === '\\') before--
    if ((at - before) % 2 === 0) return at + 1
  }
  return json.length
}

function afterSpace(json: string, start: number): number {
  let at = start
  while (isSpace(json.charCodeAt(at))) at++
  return at
}

/** JSON's four (RFC 8259 section 2), and the byte order mark that section 8.1 lets a reader pass over. */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09 || code === 0xfeff
}
