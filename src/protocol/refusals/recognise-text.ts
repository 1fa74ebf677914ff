import { printable } from '../../printable.js'
import { isObject, type JsonObject } from '../json-body.js'
import { readSelfserviceRefusal } from '../selfservice/refusal.js'
import { REFUSALS } from './catalogue.js'
import { recognise, type Said } from './recognise.js'
import type { Authority, RefusalEntry } from './refusal-entry.js'

/**
 * The refusals that a text tells of, each once: an answer's body, one of mp's own failures, a dump of an exchange, a log.
 * Codes and words speak first; where there are none, what a body or a status line says as a whole.
 */
export function recogniseText(text: string): RefusalEntry[] {
  const clean = readable(text)
  const found = statements(clean).flatMap(inLine)
  if (found.length > 0) return [...new Set(found)]
  const broken = inLine(clean.replace(/\s+/g, ' '))
  return [...new Set(broken.length > 0 ? broken : asWhole(clean))]
}

/** Without tokens, in which anything may stand, and without what UTF-16 puts between letters. Whatever is searched for has a bound: a text may be made to have none. */
function readable(text: string): string {
  return text.replaceAll('\u0000', '').replace(/\beyJ[\w-]{8,}(?:\.[\w-]*){0,4}/g, ' ')
}

/** A sentence is not broken into more lines than this. */
const PIECES = 4
/** No sentence of Maskinporten's is longer. */
const SENTENCE = 300
/** What Maskinporten begins its sentences with, not yet at the trace that ends them. */
const UNFINISHED = /invalid assertion\.(?!.*(?:trace_id|correlation id))[^"]*$/i
/** Another record of a log, a body, a stack's line, or nothing. */
const ANEW = /^\s*(?:\d|[[{<(]|at |$)/

/** The lines, those that somebody has broken put together again: a sentence begun or a string in JSON left open goes on in the next. */
function statements(text: string): string[] {
  const whole: string[] = []
  let pieces = 0
  for (const line of text.split(/\r?\n/)) {
    const before = whole.at(-1)
    const goesOn = before !== undefined && ++pieces < PIECES && isBroken(before, line)
    if (goesOn) whole.splice(-1, 1, `${before.trimEnd()} ${line.trimStart()}`)
    else {
      whole.push(line)
      pieces = 0
    }
  }
  return whole
}

function isBroken(before: string, line: string): boolean {
  const isOpen = before.includes('"error') && (before.split('"').length - 1) % 2 === 1
  return isOpen || (UNFINISHED.test(before.slice(-SENTENCE)) && !ANEW.test(line))
}

const CODES = /\b(?:MP-\d{3}|AUTH(?:\.VLD)?-\d{5})\b/gi
const WITH_WORDS = REFUSALS.filter(({ authority }) => authority !== 'selfservice')

/** A code in a line is believed over the words beside it. The self-service API's words are too plain to be looked for anywhere. */
function inLine(line: string): RefusalEntry[] {
  const codes = [...line.matchAll(CODES)].map(([code]) => code.toUpperCase())
  const coded = codes.flatMap((code) => REFUSALS.find(({ id }) => id === code) ?? [])
  if (coded.length > 0) return coded
  const kinds = line.match(/\b[a-z]{1,40}(?:_[a-z]{1,40}){1,8}\b/g) ?? []
  return WITH_WORDS.filter(({ signs }) =>
    signs.some(({ error, words }) => words?.test(line) || (error && kinds.some((kind) => error.test(kind)))),
  )
}

function asWhole(text: string): RefusalEntry[] {
  const bodies = bodiesIn(text)
  const known = bodies.flatMap((body) => inBody(body) ?? [])
  return known.length > 0 ? known : [inDump(text, bodies[0])].filter((entry) => entry !== undefined)
}

/** The JSON that is the text or stands in it, and that of each line. */
function bodiesIn(text: string): JsonObject[] {
  const whole = parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1))
  if (whole !== undefined) return [whole]
  const lines = text.split(/\r?\n/).filter((line) => line.startsWith('{'))
  return lines.map(parse).filter((body) => body !== undefined)
}

function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined // what is not JSON is looked at as text
  }
}

/** One of mp's own failures (`mp.error/1`), or the self-service API's errors. */
function inBody(body: JsonObject): RefusalEntry | undefined {
  const { maskinporten: said, message, status, errors } = body
  if (isObject(said) && typeof message === 'string')
    return recognise(authorityAt(message), {
      ...(typeof said.error_description === 'string' && {
        errorDescription: printable(said.error_description),
      }),
      ...(typeof said.status === 'number' && { status: said.status }),
    })
  if (typeof status !== 'number' || !Array.isArray(errors)) return undefined
  const refusal = readSelfserviceRefusal(status, body)
  return refusal && recognise('selfservice', refusal)
}

/** What was asked of whom, and the status of the answer: as curl, a proxy or mp writes it. */
function inDump(text: string, body: JsonObject | undefined): RefusalEntry | undefined {
  const authority = authorityAt(text)
  if (authority === 'maskinporten') return undefined
  const [, own, words] = /\brefused \((\d{3})[^)]{0,200}\)(?:: (.{0,1000}))?/.exec(text) ?? []
  const line = [...text.matchAll(/\bHTTP\/\d(?:\.\d)?"? +(\d{3})\b/g)].at(-1)?.[1]
  const status = own ?? line ?? body?.status
  const said: Said = { ...(words !== undefined && { errorDescription: words }), status: Number(status) }
  return recognise(authority, said)
}

function authorityAt(text: string): Authority {
  if (text.includes('/authentication/api/v1/exchange/')) return 'altinn-exchange'
  const isSelfservice = /samarbeid\.digdir|\/(?:clients|scopes|delegationsources)(?:[/?\s"]|$)/.test(text)
  return isSelfservice ? 'selfservice' : 'maskinporten'
}
