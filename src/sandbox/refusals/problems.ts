import { json } from '../answer.js'
import type { Published } from './published.js'

/** The exchange, the system register and the system users; not the keys, which are for anyone. */
const AT = /^\/authentication\/api\/v1\/(?!openid\/)/
const PROBLEM = { 'content-type': 'application/problem+json' }

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
const LAST_PROBLEM = 80
/** Numbers that are not given to anything. */
const NO_PROBLEM = [29]

const LAST_FAULT = 18
const NO_FAULT = [10]

/** The codes of Altinn's system register and system users, each in a problem report (RFC 9457). */
export const PROBLEM_REFUSALS: readonly Published[] = [
  ...upTo(LAST_PROBLEM, NO_PROBLEM).map(problem),
  ...upTo(LAST_FAULT, NO_FAULT).map(fault),
]

function upTo(last: number, without: readonly number[]): number[] {
  return Array.from({ length: last + 1 }, (_, number) => number).filter((it) => !without.includes(it))
}

function problem(number: number): Published {
  const code = `AUTH-${digits(number)}`
  const [status, title] = STATUS.find(([, , numbers]) => numbers.includes(number)) ?? USUAL
  return said(code, { title, status, code })
}

/** What is wrong with a body stands one level deeper (Altinn/altinn-authentication: ValidationErrors.cs). */
function fault(number: number): Published {
  const code = `AUTH.VLD-${digits(number)}`
  const [status, title] = USUAL
  return said(code, { title, status, code: 'STD-00000', validationErrors: [{ code, paths: [] }] })
}

function said(
  name: string,
  problem: { status: number; title: string; code: string; validationErrors?: object[] },
): Published {
  const body = { type: 'about:blank', ...problem }
  return { name, voice: "Altinn's system users", at: AT, answer: () => json(body.status, body, PROBLEM) }
}

function digits(number: number): string {
  return `${number}`.padStart(5, '0')
}
