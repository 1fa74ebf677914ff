import { type Fault, numbered, type Report, reported, validation } from '../altinn/systemuser/problem.js'
import type { Published } from './published.js'

/** The exchange, the system register and the system users; not the keys, which are for anyone. */
const AT = /^\/authentication\/api\/v1\/(?!openid\/)/

const LAST_PROBLEM = 80
/** Numbers that are not given to anything. */
const NO_PROBLEM = [29]

const LAST_FAULT = 18
const NO_FAULT = [10]

/** The codes of Altinn's system register and system users, each in a problem report (RFC 9457). */
export const PROBLEM_REFUSALS: readonly Published[] = [
  ...upTo(LAST_PROBLEM, NO_PROBLEM).map((number) => said(nameOf('AUTH', number), numbered(number))),
  ...upTo(LAST_FAULT, NO_FAULT).map((number) =>
    said(nameOf('AUTH.VLD', number), validation([fault(number)])),
  ),
]

function upTo(last: number, without: readonly number[]): number[] {
  return Array.from({ length: last + 1 }, (_, number) => number).filter((it) => !without.includes(it))
}

function nameOf(kind: string, number: number): string {
  return `${kind}-${`${number}`.padStart(5, '0')}`
}

function fault(number: number): Fault {
  return { number, path: '' }
}

function said(name: string, body: Report): Published {
  return { name, voice: "Altinn's system users", at: AT, answer: () => reported(body) }
}
