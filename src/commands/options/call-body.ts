import { resolve } from 'node:path'
import { MpError } from '../../errors.js'
import { textContentType } from '../../protocol/content-type.js'
import { toJsonBody } from '../../protocol/json-fields.js'
import { listOf, type RawOptions, textOf } from './option.js'

/** What is sent. A text's type is known by itself, a file's by its first bytes. */
export type CallBody =
  | { kind: 'text'; text: string; contentType: string }
  | { kind: 'file'; path: string; label: string }
  | { kind: 'stdin' }

/** A file of mp's own: its absolute path, and as it was typed. */
export interface NamedFile {
  path: string
  label: string
}

/** Reads `--data` or `--field` into what is sent. Throws `MP_USAGE`. */
export function readBody(raw: RawOptions, cwd: string): CallBody | undefined {
  const fields = listOf(raw, 'field')
  if (fields) return { kind: 'text', text: toJsonBody(fields), contentType: 'application/json' }
  const text = textOf(raw, 'data')
  if (text === undefined) return undefined
  if (!text.startsWith('@')) return { kind: 'text', text, contentType: textContentType(text) }
  if (text === '@-') return { kind: 'stdin' }
  if (text === '@') throw new MpError('MP_USAGE', '--data @ names no file')
  return { kind: 'file', ...named(text.slice(1), cwd) }
}

/** A file as it was typed, relative to the working directory. */
export function named(text: string, cwd: string): NamedFile {
  return { path: resolve(cwd, text), label: text }
}
