import { MpError } from '../errors.js'
import { isObject } from './json-body.js'
import { MAX_JWT_LENGTH } from './jwt.js'

/** Which of two is meant where a text holds a grant and a token. */
export type Wanted = 'grant' | 'token'

/**
 * The JWT in a text as people have it at hand: by itself, in quotes, after `Authorization: Bearer`, in a token endpoint's
 * answer or request, or in what mp prints. Throws `MP_JWT_UNREADABLE`, which never repeats the text.
 */
export function findJwt(text: string, wanted: Wanted): string {
  if (text.length > MAX_JWT_LENGTH) throw unreadable('is longer than any grant or token')
  const bare = text.replace(/^\ufeff/, '').trim()
  if (bare === '') throw unreadable('is empty')
  return unwrapped(fromJson(bare, wanted) ?? fromForm(bare) ?? bare)
}

const MEMBERS: Readonly<Record<Wanted, readonly string[]>> = {
  grant: ['grant', 'assertion', 'access_token'],
  token: ['access_token', 'token', 'grant', 'assertion'],
}

function fromJson(text: string, wanted: Wanted): string | undefined {
  if (!text.startsWith('{')) return undefined
  const value = parse(text)
  if (value === undefined) throw unreadable('is neither a JWT nor sound JSON')
  return member(value, wanted) ?? none()
}

/** `{"grant":"…","token":{"access_token":"…"}}` is what jwt-grant-generator prints. */
function member(value: unknown, wanted: Wanted): string | undefined {
  if (!isObject(value)) return undefined
  for (const name of MEMBERS[wanted]) {
    const held = value[name]
    const found = typeof held === 'string' ? held : member(held, wanted)
    if (found !== undefined) return found
  }
  return undefined
}

/** The body of a request for a token (RFC 7523 section 2.1). */
function fromForm(text: string): string | undefined {
  return /(?:^|&)assertion=/.test(text)
    ? (new URLSearchParams(text).get('assertion') ?? undefined)
    : undefined
}

const WRAPPINGS = [
  /^(["'])(.*)\1$/s,
  /^(authorization)\s*:\s*(.*)$/is,
  /^(bearer)\s+(.*)$/is,
  /^((?:export\s+)?MASKINPORTEN_TOKEN)=(.*)$/s,
  /^(header)\s*=\s*(.*)$/s,
]

function unwrapped(text: string): string {
  const inner = WRAPPINGS.map((wrapping) => wrapping.exec(text)?.[2]).find((found) => found !== undefined)
  return inner === undefined ? text : unwrapped(inner.trim())
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // said by the caller, without the text
  }
}

function none(): never {
  throw unreadable('is JSON without a grant or a token in it')
}

function unreadable(what: string): MpError {
  return new MpError('MP_JWT_UNREADABLE', `the input ${what}`)
}
