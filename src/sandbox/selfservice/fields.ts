import { isOrganisationNumber } from '../identifiers.js'
import { isObject, type JsonObject } from '../jws.js'
import { Complaint } from './complaint.js'

/** What a field must be: the judgement, and how it reads after "must be". */
export interface Kind {
  holds(value: unknown): boolean
  words: string
}

export type Kinds = Readonly<Record<string, Kind>>

export const TEXT: Kind = {
  holds: (value) => typeof value === 'string' && value.trim() !== '',
  words: 'a text',
}
export const ANY_TEXT: Kind = { holds: (value) => typeof value === 'string', words: 'a text' }
export const FLAG: Kind = { holds: (value) => typeof value === 'boolean', words: 'true or false' }
export const SECONDS: Kind = {
  holds: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  words: 'a whole number of seconds',
}
export const ORGNO: Kind = { holds: isOrganisationNumber, words: 'an organisation number' }

/** One of these texts. */
export function oneOf(...values: readonly string[]): Kind {
  return { holds: (value) => values.includes(value as string), words: `one of ${values.join(', ')}` }
}

/** A list, each of whose elements is of a kind. */
export function listOf({ holds, words }: Kind): Kind {
  return {
    holds: (value) => Array.isArray(value) && value.every(holds),
    words: `a list, and each element ${words}`,
  }
}

/** Complains with 400 of every field that is missing or of the wrong kind, all at once. */
export function checkFields(
  objectName: string,
  body: JsonObject,
  kinds: Kinds,
  required: readonly string[],
): void {
  const missing = required.filter((field) => body[field] === undefined)
  const wrong = Object.keys(kinds).filter(
    (field) => body[field] !== undefined && !kinds[field]?.holds(body[field]),
  )
  refuse(objectName, [
    ...missing.map((field) => ({ field, words: `${field} is required` })),
    ...wrong.map((field) => ({ field, words: `${field} must be ${kinds[field]?.words}` })),
  ])
}

/** Complains with 400 of every field that is sent with another value than the one it has, where the API alone sets it. */
export function checkReadOnly(objectName: string, body: JsonObject, values: JsonObject): void {
  const changed = Object.keys(values).filter(
    (field) => body[field] !== undefined && !repeats(body[field], values[field]),
  )
  refuse(
    objectName,
    changed.map((field) => ({ field, words: `${field} cannot be set` })),
  )
}

/** Whether it says what is so, in whole or in part: what the API alone sets within it may be left out too. */
function repeats(said: unknown, is: unknown): boolean {
  if (Array.isArray(said))
    return Array.isArray(is) && said.length === is.length && said.every((one, i) => repeats(one, is[i]))
  if (!isObject(said)) return said === is
  return isObject(is) && Object.entries(said).every(([name, value]) => repeats(value, is[name]))
}

/** The fields of a body but for some. */
export function without(body: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([field]) => !fields.includes(field)))
}

function refuse(objectName: string, faults: { field: string; words: string }[]): void {
  if (faults.length > 0) throw new Complaint(400, objectName, faults)
}
