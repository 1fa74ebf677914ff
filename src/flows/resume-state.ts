import { createHash } from 'node:crypto'
import { MpError } from '../errors.js'
import { isObject, type JsonObject } from '../protocol/json-body.js'
import type { PageRequest } from '../protocol/page.js'
import { type Cursor, readCursor } from '../protocol/paging.js'
import type { NamedFile } from './part-file.js'

/** What makes a run the same run: a state is good for no other. */
export interface PagedRun {
  request: PageRequest
  items?: string
  /** Undefined: standard output. */
  output?: NamedFile
}

/** How far a run has come. */
export interface Progress {
  /** The next page; null after the last. */
  cursor: Cursor | null
  /** Length of the output's part; 0 without an output. */
  bytes: number
}

const SCHEMA = 'mp.resume/1'

/** A state as it stands in its file: no token, and no body but its digest. */
export function formatState(run: PagedRun, { cursor, bytes }: Progress): string {
  const { method, url, sha256, items, output } = marksOf(run)
  return `${JSON.stringify({ schema: SCHEMA, request: { method, url, sha256 }, items, output, cursor, bytes })}\n`
}

/** Reads a state of this very run. Throws `MP_RESUME` for one of another run or a newer mp, and for what is no state. */
export function readState(label: string, bytes: Uint8Array, run: PagedRun): Progress {
  const state = parse(bytes)
  if (state === undefined || typeof state.schema !== 'string') throw damaged(label)
  if (/^mp\.resume\/\d+$/.test(state.schema) && state.schema !== SCHEMA) {
    throw refused(label, `"${label}" is in the format ${state.schema}, and this mp knows ${SCHEMA}`)
  }
  const { schema, request, items, output, cursor, bytes: length } = state
  if (schema !== SCHEMA || !isObject(request) || !isLength(length)) throw damaged(label)
  assertSameRun(label, { ...request, items, output }, run)
  if (cursor === null) return { cursor, bytes: length }
  const known = readCursor(run.request, cursor)
  if (known === undefined) throw damaged(label)
  return { cursor: known, bytes: length }
}

/** `MP_RESUME`, with the way out of it: nothing is begun anew unless the person says so. */
export function refused(label: string, what: string): MpError {
  return new MpError('MP_RESUME', `${what}; without "${label}" the run begins anew`)
}

function damaged(label: string): MpError {
  return refused(label, `"${label}" is no state of a run, or damaged`)
}

const MARKS = { method: 'method', url: 'URL', sha256: 'body', items: '--items', output: '--output' } as const
type Marks = Record<keyof typeof MARKS, string | null>

function marksOf({ request: { method, url, body = '' }, items, output }: PagedRun): Marks {
  const sha256 = createHash('sha256').update(body).digest('hex')
  return { method, url, sha256, items: items ?? null, output: output?.path ?? null }
}

function assertSameRun(label: string, kept: JsonObject, run: PagedRun): void {
  const marks = marksOf(run)
  const other = (Object.keys(MARKS) as (keyof Marks)[]).find((mark) => kept[mark] !== marks[mark])
  if (other !== undefined)
    throw refused(label, `"${label}" is the state of another run, with another ${MARKS[other]}`)
}

function isLength(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function parse(bytes: Uint8Array): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return isObject(value) ? value : undefined
  } catch {
    return undefined // said by the caller, without the text
  }
}
