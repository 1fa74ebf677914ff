import { isObject, type JsonObject } from './json-body.js'

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
