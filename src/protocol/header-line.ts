import { MpError } from '../errors.js'
import { isToken } from './http-token.js'

/** One header field to send: its name as typed, and its value. */
export type Header = readonly [name: string, value: string]

/** What a `--header` line asks for: a header to send, or one of mp's own to leave out. */
export type HeaderLine = { name: string; value: string } | { name: string; remove: true }

const TOKEN = 'mp puts the token there'
const FRAMING = 'mp sets it by the URL and the body'
const HOP = 'it changes how the request travels (RFC 9110 section 7.6.1)'

/** Headers that are not for a person to set: a token, a route or a request's end would be another than mp believes. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ['authorization', TOKEN],
  ['host', FRAMING],
  ['content-length', FRAMING],
  ['transfer-encoding', FRAMING],
  ['connection', HOP],
  ['keep-alive', HOP],
  ['upgrade', HOP],
  ['expect', HOP],
  ['te', HOP],
  ['trailer', HOP],
  ['proxy-authorization', "a proxy's credentials belong to the proxy's own URL"],
  ['proxy-connection', HOP],
])

/**
 * Reads `Name: value`; `Name:` takes mp's own header away and `Name;` sends it empty, as curl does. Throws `MP_USAGE` for what
 * would be two headers, is no header (RFC 9110 section 5), or is not for a person to set. No message repeats the value.
 */
export function parseHeaderLine(text: string): HeaderLine {
  const { name, rest } = split(text)
  if (!isToken(name))
    throw new MpError('MP_USAGE', '--header is not of the form "Name: value", "Name:" or "Name;"')
  const reason = REFUSED.get(name.toLowerCase())
  if (reason !== undefined) throw new MpError('MP_USAGE', `--header "${name}" is refused: ${reason}`)
  if (rest === undefined) return { name, value: '' }
  if (!/^[\t\x20-\x7e]*$/.test(rest))
    throw new MpError(
      'MP_USAGE',
      `--header "${name}" holds other characters than visible ASCII, spaces and tabs`,
    )
  const value = rest.trim()
  return value === '' ? { name, remove: true } : { name, value }
}

/** Name and what follows the colon; no rest where the line is a name and a semicolon. */
function split(text: string): { name: string; rest?: string } {
  const colon = text.indexOf(':')
  if (colon >= 0) return { name: text.slice(0, colon), rest: text.slice(colon + 1) }
  return { name: text.endsWith(';') ? text.slice(0, -1) : '' }
}
