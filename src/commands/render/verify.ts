import { printable } from '../../printable.js'
import type { JsonObject } from '../../protocol/json-body.js'
import type { Check } from '../../protocol/verify-token.js'

/** The checks for a person, a line each, and what they come to. */
export function renderVerified(isValid: boolean, checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ check }) => check.length))
  const failed = checks.filter(({ ok }) => !ok).map(({ check }) => check)
  const lines = checks.map(
    ({ check, ok, message }) => `${ok ? 'ok    ' : 'FAILED'}  ${check.padEnd(width)}  ${message}`,
  )
  return [...lines, isValid ? 'valid' : `not valid: ${failed.join(', ')}`]
    .map((line) => `${printable(line)}\n`)
    .join('')
}

/** The same as one line of JSON (`mp.verified/1`). */
export function renderVerifiedJson(valid: boolean, checks: readonly Check[], claims: JsonObject): string {
  return `${JSON.stringify({ schema: 'mp.verified/1', valid, checks, claims })}\n`
}
