import type { HttpResponse } from '../../../protocol/http.js'
import { json } from '../../answer.js'

const USUAL = [400, 'Bad Request'] as const
/** Altinn's problems by their status, where it is not the usual one (Altinn/altinn-authentication: Problem.cs). */
const STATUS: readonly (readonly [status: number, title: string, numbers: readonly number[]])[] = [
  [401, 'Unauthorized', [23, 43]],
  [403, 'Forbidden', [14, 16, 18, 19, 20, 24, 41, 42, 44, 66, 68, 69, 70, 71]],
  [404, 'Not Found', [10, 11, 12, 15, 17, 30, 60]],
  [409, 'Conflict', [13, 61]],
  [429, 'Too Many Requests', [73]],
  [500, 'Internal Server Error', [55, 62]],
  [502, 'Bad Gateway', [78]],
]
/** Titles of what has a status and no number. */
const TITLES: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
}

/** What is wrong with a body, by its number among Altinn's validation errors, and where. */
export interface Fault {
  number: number
  path: string
  words?: string
}

/** A problem report (RFC 9457). */
export type Report = { status: number } & Readonly<Record<string, unknown>>

/** A request that is refused: thrown by whoever finds out, before anything is changed. */
export class Problem extends Error {
  constructor(
    readonly report: Report,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${report.detail ?? report.title}`)
  }
}

/** The problem `AUTH-nnnnn`, as a report. */
export function numbered(number: number, detail?: string): Report {
  const [status, title] = STATUS.find(([, , numbers]) => numbers.includes(number)) ?? USUAL
  return report(title, status, detail, { code: `AUTH-${digits(number)}` })
}

/** What is wrong with a body stands one level deeper (Altinn/altinn-authentication: ValidationErrors.cs). */
export function validation(faults: readonly Fault[]): Report {
  const [status, title] = USUAL
  return report(title, status, undefined, {
    code: 'STD-00000',
    validationErrors: faults.map(({ number, path, words }) => ({
      code: `AUTH.VLD-${digits(number)}`,
      ...(words !== undefined && { detail: words }),
      paths: path === '' ? [] : [path],
    })),
  })
}

/** Refuses with `AUTH-nnnnn`. */
export function refuse(number: number, detail: string): never {
  throw new Problem(numbered(number, detail))
}

/** Refuses a body for all that is wrong with it, if anything is. */
export function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new Problem(validation(faults))
}

/** Refuses with a status that no number goes with. */
export function complain(status: number, detail: string, headers: Record<string, string> = {}): never {
  throw new Problem(report(TITLES[status] ?? USUAL[1], status, detail, {}), headers)
}

/** A report as an answer (RFC 9457). */
export function reported(told: Report, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return json(told.status, told, { 'content-type': 'application/problem+json', ...headers })
}

function report(
  title: string,
  status: number,
  detail: string | undefined,
  more: Record<string, unknown>,
): Report {
  return { type: 'about:blank', title, status, ...(detail !== undefined && { detail }), ...more }
}

function digits(number: number): string {
  return `${number}`.padStart(5, '0')
}
