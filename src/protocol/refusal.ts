import type { Refusal } from '../errors.js'
import { printable } from '../printable.js'
import type { JsonObject } from './json-body.js'

/**
 * The codes by the words that Maskinporten uses: most real answers carry the words alone
 * (Digdir, "Feilsøking for Maskinporten"). First match wins.
 */
const CODES_BY_WORDS: readonly (readonly [RegExp, string])[] = [
  [/used before/i, 'MP-012'],
  [/invalid jwt claim aud/i, 'MP-110'],
  [/signed with an invalid certificate/i, 'MP-120'],
  [/expired key/i, 'MP-121'],
  [/invalid organization number for client/i, 'MP-122'],
  [/invalid jwt header x5c/i, 'MP-123'],
  [/invalid jwt signature/i, 'MP-124'],
  [/jwt is expired|expired jwt/i, 'MP-130'],
  [/contains invalid scopes for client/i, 'MP-200'],
  [/scopes not allowed for maskinporten/i, 'MP-201'],
  [/has not been granted access to the scope/i, 'MP-250'],
  [/has not delegated access to the scope/i, 'MP-251'],
  [/unknown authorization details type/i, 'MP-301'],
  [/unknown fields in the authorization details/i, 'MP-302'],
  [/invalid authorization details values|invalid_altinn_customer_configuration/i, 'MP-303'],
  [/client not found/i, 'MP-100'],
  [/invalid assertion\. invalid parameter value/i, 'MP-011'],
  [/invalid assertion\. client authentication failed\.?\s*(?:$|\()/i, 'MP-100'],
]

/** The refusal in a token endpoint's answer (RFC 6749 section 5.2), or undefined where the body is none. */
export function readRefusal(status: number, body: JsonObject): Refusal | undefined {
  const error = text(body.error)
  if (status < 400 || status >= 500 || status === 429 || error === undefined) return undefined
  const errorDescription = text(body.error_description)
  const code = codeOf(error, errorDescription, text(body.error_uri))
  const traceId = /\((?:trace_id|correlation id):\s*([0-9a-f-]+)\)/i.exec(errorDescription ?? '')?.[1]
  return {
    ...(code && { code }),
    error,
    ...(errorDescription && { errorDescription }),
    ...(traceId && { traceId }),
    status,
  }
}

function codeOf(error: string, description = '', uri = ''): string | undefined {
  const printed = /\bMP-\d{3}\b/i.exec(`${description} ${uri}`)?.[0]
  if (printed) return printed.toUpperCase()
  return CODES_BY_WORDS.find(([words]) => words.test(description) || words.test(error))?.[1]
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? printable(value) : undefined
}
