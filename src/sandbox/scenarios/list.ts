/** What may stand after `=`: seconds, seconds before or after, or how many requests. Where nothing does, the fallback; Infinity: for ever. */
export interface Quantity {
  kind: 'seconds' | 'shift' | 'count'
  fallback: number
}

/** One kind of misbehaviour, as data: help and the page show it. */
export interface Scenario {
  name: string
  summary: string
  /** The name of a refusal must stand there. */
  parameter: Quantity | { kind: 'refusal' }
}

const ALWAYS: Quantity = { kind: 'count', fallback: Number.POSITIVE_INFINITY }
const ONCE: Quantity = { kind: 'count', fallback: 1 }
const seconds = (fallback: number): Quantity => ({ kind: 'seconds', fallback })

/** Every scenario, in the order that help shows them. */
export const SCENARIOS = [
  {
    name: 'clock-skew',
    summary: 'its clock is 45 s ahead, or =-45s behind',
    parameter: { kind: 'shift', fallback: 45 },
  },
  { name: 'slow', summary: 'answers after 15 s, or =3s', parameter: seconds(15) },
  {
    name: 'drip',
    summary: 'sends the body byte by byte, one every 0.1 s, or =0.5s',
    parameter: seconds(0.1),
  },
  { name: 'outage', summary: '503 for every request, or the first =3', parameter: ALWAYS },
  {
    name: 'rate-limit',
    summary: '429 with Retry-After: 1 for the first request, or the first =3',
    parameter: ONCE,
  },
  { name: 'html', summary: "502 with a proxy's page in HTML", parameter: ALWAYS },
  { name: 'redirect', summary: '302 to another origin, where no grant may go', parameter: ALWAYS },
  { name: 'hang', summary: 'never answers', parameter: ALWAYS },
  { name: 'reset', summary: 'resets the connection', parameter: ALWAYS },
  { name: 'truncated', summary: 'ends the connection in the middle of the body', parameter: ALWAYS },
  { name: 'bad-json', summary: '200 with a body that is not JSON', parameter: ALWAYS },
  { name: 'no-token', summary: '200 without access_token', parameter: ALWAYS },
  { name: 'short-tokens', summary: 'tokens with expires_in 15, or =30s', parameter: seconds(15) },
  { name: 'expired-key', summary: 'the registered keys have expired', parameter: ALWAYS },
  {
    name: 'unknown-kid',
    summary: 'the registered keys are not known yet, for 30 s from the first grant on, or =2m',
    parameter: seconds(30),
  },
  {
    name: 'refuse',
    summary: 'refuses everything with =MP-122, =AUTH-00007, =clock-ahead or any other that mp explain knows',
    parameter: { kind: 'refusal' },
  },
] as const satisfies readonly Scenario[]

export type ScenarioName = (typeof SCENARIOS)[number]['name']

/** The scenarios that take a quantity. */
export type QuantityName = Exclude<ScenarioName, 'refuse'>
