import { MpError } from '../../errors.js'
import { type HeaderLine, parseHeaderLine } from '../../protocol/header-line.js'
import { isToken } from '../../protocol/http-token.js'
import { readPointer } from '../../protocol/json-pointer.js'
import { type CallBody, type NamedFile, named, readBody } from './call-body.js'
import { type Destination, readOutput } from './key-file.js'
import { flagOf, listOf, type OptionGroup, type RawOptions, textOf } from './option.js'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

export const CALL: OptionGroup = {
  title: 'Call options:',
  options: [
    {
      long: 'request',
      short: 'X',
      value: 'method',
      values: METHODS,
      description: 'method (default GET, or POST with a body)',
    },
    {
      long: 'header',
      short: 'H',
      value: 'line',
      repeatable: true,
      description: '"Name: value"; "Name:" takes away what mp would send; repeatable',
    },
    {
      long: 'data',
      short: 'd',
      value: 'text',
      values: '@file',
      description: 'body: text, @file, or @- for standard input',
    },
    {
      long: 'field',
      short: 'f',
      value: 'k=v',
      repeatable: true,
      description: 'field of a JSON body: k=text, k:=json, k[]=text for a list; repeatable',
    },
    { long: 'include', short: 'i', description: "print the answer's status and headers too" },
    {
      long: 'output',
      short: 'o',
      value: 'file',
      values: 'file',
      description: "file for the answer's body; - for standard output",
    },
    { long: 'paginate', description: 'fetch every page, and print a page a line' },
    {
      long: 'items',
      value: 'pointer',
      description: 'with --paginate: print each item of the list at this JSON pointer',
    },
    {
      long: 'resume',
      value: 'file',
      values: 'file',
      description: 'with --paginate: go on where an interrupted run stopped',
    },
    { long: 'curl', description: 'print the curl command instead, the token left out' },
    { long: 'list', description: 'show the APIs that have a name here' },
  ],
}

/** How an API is to be called, and what becomes of its answer. */
export interface CallOptions {
  method: string
  headers: readonly HeaderLine[]
  body?: CallBody
  include: boolean
  output: Destination
  /** Given with `--paginate`. `items` is a JSON pointer (RFC 6901). */
  pages?: { items?: string; resume?: NamedFile }
  curl: boolean
  list: boolean
}

/** Reads the flags of a call. Throws `MP_USAGE` for what is malformed or excludes each other. */
export function readCall(raw: RawOptions, cwd: string): CallOptions {
  forbidTogether(raw, [
    ['data', 'field'],
    ['include', 'paginate'],
    ['curl', 'paginate'],
    ['curl', 'output'],
  ])
  const body = readBody(raw, cwd)
  const output = readOutput(raw, cwd) ?? { kind: 'stdout' }
  const pages = readPages(raw, cwd)
  if (pages?.resume) forbidSameFile(pages.resume, output, body)
  return {
    method: readMethod(raw, body),
    headers: (listOf(raw, 'header') ?? []).map(parseHeaderLine),
    ...(body && { body }),
    include: raw.include === true,
    output,
    ...(pages && { pages }),
    curl: raw.curl === true,
    list: raw.list === true,
  }
}

function readMethod(raw: RawOptions, body: CallBody | undefined): string {
  const text = textOf(raw, 'request') ?? (body ? 'POST' : 'GET')
  if (!isToken(text)) throw new MpError('MP_USAGE', `--request "${text}" is not a method`)
  const method = /^[a-z]+$/i.test(text) ? text.toUpperCase() : text
  if (method === 'CONNECT') throw new MpError('MP_USAGE', '--request CONNECT is refused: it opens a tunnel')
  if (method === 'TRACE') throw new MpError('MP_USAGE', '--request TRACE is refused: it sends the token back')
  if (method === 'HEAD' && body) throw new MpError('MP_USAGE', '--request HEAD has no body')
  return method
}

function readPages(raw: RawOptions, cwd: string): CallOptions['pages'] {
  const items = typeof raw.items === 'string' ? raw.items : undefined
  const resume = textOf(raw, 'resume')
  if (raw.paginate !== true) {
    if (items === undefined && resume === undefined) return undefined
    throw new MpError('MP_USAGE', `--${items === undefined ? 'resume' : 'items'} goes with --paginate`)
  }
  if (items !== undefined) readPointer(items)
  if (resume === '-') throw new MpError('MP_USAGE', '--resume - is not a file')
  return {
    ...(items !== undefined && { items }),
    ...(resume !== undefined && { resume: named(resume, cwd) }),
  }
}

/** The file of `--resume` is written to: it must not be the result, nor what is sent. */
function forbidSameFile(resume: NamedFile, output: Destination, body: CallBody | undefined): void {
  for (const [flag, file] of [
    ['--output', output],
    ['--data', body],
  ] as const) {
    if (file?.kind === 'file' && file.path === resume.path)
      throw new MpError('MP_USAGE', `--resume and ${flag} are the same file "${resume.label}"`)
  }
}

function forbidTogether(raw: RawOptions, pairs: readonly (readonly [string, string])[]): void {
  const pair = pairs.find(([one, other]) => raw[one] !== undefined && raw[other] !== undefined)
  if (pair) throw new MpError('MP_USAGE', `${pair.map(flagOf).join(' and ')} exclude each other`)
}
