import type { Refusal } from '../../errors.js'
import { printable } from '../../printable.js'
import { isObject, type JsonObject } from '../json-body.js'

/** As much of an API's words as a person reads. */
const MAX_WORDS = 400

/**
 * What the self-service API says no with: `{status, correlation_id, errors: [{errorMessage, fieldIdentifier}]}` or
 * `{error, error_description}`, or nothing but its status. Undefined for a status that is no refusal: 429 and 5xx pass.
 */
export function readSelfserviceRefusal(status: number, body: JsonObject = {}): Refusal | undefined {
  if (status < 400 || status >= 500 || status === 429) return undefined
  const error = text(body.error)
  const words = [...messages(body.errors), text(body.error_description) ?? text(body.message)]
  const description = withAbsence(status, words.filter((word) => word !== undefined).join('; '))
  const traceId = text(body.correlation_id)
  return {
    ...(error !== undefined && { error }),
    ...(description !== '' && { errorDescription: description }),
    ...(traceId !== undefined && { traceId }),
    status,
  }
}

/** Each message, after the field that it is about. */
function messages(errors: unknown): string[] {
  const list = Array.isArray(errors) ? errors.filter(isObject) : []
  return list.flatMap(({ errorMessage, fieldIdentifier }) => {
    const message = text(errorMessage)
    const field = text(fieldIdentifier)
    if (message === undefined) return []
    return [field === undefined ? message : `${field}: ${message}`]
  })
}

/** A 404 says what it means whatever words came with it. */
function withAbsence(status: number, words: string): string {
  const plain = status === 404 ? ['there is no such thing there'] : []
  return [...plain, ...(words === '' ? [] : [words])].join(': ').slice(0, MAX_WORDS)
}

function text(value: unknown): string | undefined {
  const words = typeof value === 'string' ? printable(value).trim() : ''
  return words === '' ? undefined : words.slice(0, MAX_WORDS)
}
