import type { Refusal } from '../errors.js'
import { printable } from '../printable.js'
import { isObject, type JsonObject } from './json-body.js'

/** What a problem report is about (RFC 9457 section 3.1.3), and Altinn's own code for it. Nothing where the body is none. */
export function readProblem(body: string): Pick<Refusal, 'code' | 'errorDescription'> {
  const problem = parseObject(body) ?? {}
  const code = problemCode(problem)
  const { title } = problem
  return {
    ...(code !== undefined && { code }),
    ...(typeof title === 'string' && { errorDescription: printable(title) }),
  }
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined // most bodies are no problem reports
  }
}

/**
 * Altinn's code in a problem report (RFC 9457): `AUTH-00004`, or, where a body did not pass, that of its first fault,
 * `AUTH.VLD-00002` (Altinn.Authorization.ProblemDetails).
 */
export function problemCode({ code, validationErrors }: JsonObject): string | undefined {
  const faults = Array.isArray(validationErrors) ? validationErrors.filter(isObject) : []
  return [...faults.map((fault) => fault.code), code].find(isCode)?.toUpperCase()
}

function isCode(value: unknown): value is string {
  return typeof value === 'string' && /^AUTH(?:\.VLD)?-\d{5}$/i.test(value)
}
