import type { Refusal } from '../errors.js'
import { printable } from '../printable.js'
import type { JsonObject } from './json-body.js'

/** The refusal in a token endpoint's answer (RFC 6749 section 5.2), or undefined where the body is none. */
export function readRefusal(status: number, body: JsonObject): Refusal | undefined {
  const error = text(body.error)
  if (status < 400 || status >= 500 || status === 429 || error === undefined) return undefined
  const errorDescription = text(body.error_description)
  const code = printedCode(errorDescription, text(body.error_uri))
  const traceId = /\((?:trace_id|correlation id):\s*([0-9a-f-]+)\)/i.exec(errorDescription ?? '')?.[1]
  return {
    ...(code && { code }),
    error,
    ...(errorDescription && { errorDescription }),
    ...(traceId && { traceId }),
    status,
  }
}

/** Most real answers carry none; by their words they are known in `refusals/`. */
function printedCode(description = '', uri = ''): string | undefined {
  return /\bMP-\d{3}\b/i.exec(`${description} ${uri}`)?.[0].toUpperCase()
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? printable(value) : undefined
}
