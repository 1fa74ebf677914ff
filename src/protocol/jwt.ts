import { MpError } from '../errors.js'
import { isObject, type JsonObject } from './json-body.js'
import { jsonDepth } from './json-depth.js'
import { repeatedNames } from './repeated-names.js'

/** A compact JWS whose payload is JSON (RFC 7515 section 7.1, RFC 7519 section 7.2), taken apart to be looked at. Nothing of it is verified. */
export interface Jwt {
  header: JsonObject
  claims: JsonObject
  signature: Uint8Array
  /** What the signature covers (RFC 7515 section 5.1). */
  signingInput: string
  /** What a strict reader would take exception to. */
  faults: readonly string[]
  /** Names that stand twice in one object, as paths (RFC 7519 section 4): only the last one counts here. */
  repeated: readonly string[]
}

/** The longest text that is read: no grant or token comes near it. */
export const MAX_JWT_LENGTH = 1024 * 1024
/** Ten times what the richest authorization_details need. */
const MAX_DEPTH = 64

/**
 * Takes a JWT apart as far as it goes: line breaks, padding and plain base64 are seen through, and told in `faults`.
 * Throws `MP_JWT_UNREADABLE`, which never repeats the text.
 */
export function readJwt(text: string): Jwt {
  if (text.split(/\s+/).filter((word) => /^ey.*\..*\./.test(word)).length > 1)
    throw unreadable('holds several JWTs, and one is read at a time')
  const parts = text.replace(/\s+/g, '').split('.')
  if (parts.length === 5)
    throw unreadable('is encrypted (a JWE of five parts), and only signed JWTs can be read')
  const [head = '', body = '', mark = ''] = parts
  if (parts.length < 2 || head === '')
    throw unreadable('is no JWT: it has not the form header.claims.signature')
  const header = readPart(head, 'header')
  if (`${header.value.cty}`.toUpperCase() === 'JWT' || isJws(body))
    throw unreadable('holds another JWT where its claims should be (it is nested)')
  const claims = readPart(body, 'claims')
  return {
    header: header.value,
    claims: claims.value,
    signature: Buffer.from(mark, 'base64'),
    signingInput: `${head}.${body}`,
    faults: [...shapeFaults(text, parts), ...header.faults, ...claims.faults],
    repeated: [...header.repeated, ...claims.repeated],
  }
}

interface Part {
  value: JsonObject
  faults: string[]
  repeated: string[]
}

function readPart(part: string, name: 'header' | 'claims'): Part {
  const bytes = Buffer.from(part, 'base64')
  const text = bytes.toString('utf8')
  if (jsonDepth(text) > MAX_DEPTH)
    throw unreadable(`is no JWT: its ${name} ${name === 'claims' ? 'go' : 'goes'} too deep`)
  const value = parse(text)
  if (value === undefined) throw unreadable(`is no JWT: its ${name} cannot be read as JSON`)
  if (!isObject(value))
    throw unreadable(`is no JWT: its ${name} ${name === 'claims' ? 'are' : 'is'} no JSON object`)
  return {
    value,
    faults: Buffer.from(text).equals(bytes) ? [] : [`bytes of the ${name} are not UTF-8`],
    repeated: repeatedNames(text).map((path) => [name, ...path].join('.')),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // said by the caller, without the text
  }
}

function shapeFaults(text: string, parts: readonly string[]): string[] {
  const encoded = parts.slice(0, 3).join('')
  return [
    ...(/\s/.test(text) ? ['there are line breaks or spaces in it'] : []),
    ...(parts.length === 3 ? [] : [`it has ${parts.length} parts, and not three`]),
    ...(encoded.includes('=') ? ['it has base64 padding'] : []),
    ...(/[+/]/.test(encoded) ? ['it is in plain base64, and not in base64url'] : []),
    ...(/[^\w+/=-]/.test(encoded) ? ['there are characters in it that base64url does not have'] : []),
  ]
}

/** Another compact JWS in base64url. */
function isJws(part: string): boolean {
  return /^ey[\w-]+\.[\w-]+\.[\w-]*$/.test(Buffer.from(part, 'base64').toString('latin1'))
}

function unreadable(what: string): MpError {
  return new MpError('MP_JWT_UNREADABLE', `the input ${what}`)
}
