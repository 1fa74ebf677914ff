import { MpError } from '../errors.js'
import { isJson } from './valid-json.js'

/** A key's JSON text, or those of its list. */
type Member = string | string[]

/**
 * A JSON object of fields, in the order given: `key=text` is a string whatever it looks like, `key:=json` is JSON kept byte for
 * byte, and `key[]=text` and `key[]:=json` are one more of a list. Throws `MP_USAGE`, which never repeats a value.
 */
export function toJsonBody(fields: readonly string[]): string {
  const members = new Map<string, Member>()
  for (const field of fields) add(members, field)
  const pairs = [...members].map(([key, member]) => `${JSON.stringify(key)}:${render(member)}`)
  return `{${pairs.join(',')}}`
}

function add(members: Map<string, Member>, field: string): void {
  const { key, list, json } = parseField(field)
  const earlier = members.get(key)
  if (!list && earlier === undefined) members.set(key, json)
  else if (list && typeof earlier !== 'string') members.set(key, [...(earlier ?? []), json])
  else throw new MpError('MP_USAGE', `--field "${key}" is given twice; "${key}[]=..." makes a list`)
}

/** The first `=` ends the name, and what stands right before it tells the kind. */
function parseField(field: string): { key: string; list: boolean; json: string } {
  const [, key, list, raw, text] = /^([^=]*?)(\[\])?(:)?=(.*)$/s.exec(field) ?? []
  if (!key || text === undefined)
    throw new MpError('MP_USAGE', '--field is not of the form "key=text", "key:=json" or "key[]=text"')
  if (raw !== undefined && !isJson(text))
    throw new MpError('MP_USAGE', `--field "${key}" is not valid JSON; "${key}=..." takes it as text`)
  return { key, list: list !== undefined, json: raw === undefined ? JSON.stringify(text) : text }
}

function render(member: Member): string {
  return typeof member === 'string' ? member : `[${member.join(',')}]`
}
