import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judgeGrant } from '../../../src/flows/judge-grant.js'
import { ENVIRONMENTS } from '../../../src/profiles/environments.js'
import { readJwt } from '../../../src/protocol/jwt.js'
import type { Finding } from '../../../src/protocol/lint/lint.js'
import { LINT_RULES } from '../../../src/protocol/lint/rules.js'
import { RULES } from '../../../src/sandbox/rules.js'
import { type Bench, NOW, openBench } from '../../sandbox/support/bench.js'
import { ROWS, type Row } from '../../sandbox/support/rows.js'

// Two readings of the same rules, made apart, are held against each other: what the sandbox refuses by a rule, lint finds.

let bench: Bench

beforeAll(async () => {
  bench = await openBench()
}, 60_000)
afterAll(() => bench.remove())

/** What only the server can see, because of what is registered with it. */
const IN_THE_REGISTER = [
  'a client of somewhere else',
  'another key than the registered one',
  'a kid that is not registered',
  'a kid of another client',
  'another organisation’s certificate',
  'two numbers, of which organizationIdentifier counts',
  'a sub-client that is not registered',
  'a sub-client of another client',
  ...ROWS.filter(({ title, outcome }) => outcome.rule === 'scope.registered' && !/comma/.test(title)).map(
    ({ title }) => title,
  ),
]
/** Where lint knows authorities by their names, and the sandbox by their signatures. */
const BY_SIGNATURE = [
  'a foreign CA',
  'the leaf of a foreign CA alone',
  'a forged leaf alone',
  'a leaf whose trusted CA is over',
]
/** Where there is nothing that could be judged: lint says so, with exit code 2. */
const UNREADABLE = [
  'text that is no JWT',
  'claims that are an array',
  'claims with a byte order mark before them',
  'a header that is null',
  'a header that is no JSON',
]
/** A line break around it is no part of the grant where it comes from a file. */
const HARMLESS = ['a JWT with a line break behind it']

const LINTED = new Set(LINT_RULES.map(({ id }) => id))

function findings(row: Row): readonly Finding[] {
  const request = row.send(bench).at(-1)
  const assertion = new URLSearchParams(request?.body).get('assertion') ?? ''
  const environment = ENVIRONMENTS.find(({ name }) => name === 'sandbox')
  return judgeGrant(readJwt(assertion), { now: NOW, issuers: ENVIRONMENTS, environment }).findings
}

function hasAssertion(row: Row): boolean {
  return row.outcome.rule === undefined || !row.outcome.rule.startsWith('form.')
}

describe('what the sandbox takes', () => {
  it.each(ROWS.filter(({ outcome }) => outcome.status === 200))('is taken by lint: $title', (row) => {
    expect(findings(row).filter(({ level }) => level === 'error')).toEqual([])
  })
})

describe('what the sandbox refuses', () => {
  const beyond = [...IN_THE_REGISTER, ...BY_SIGNATURE, ...UNREADABLE, ...HARMLESS]
  const refused = ROWS.filter(
    ({ title, outcome: { rule = '' } }) => LINTED.has(rule) && !beyond.includes(title),
  )

  it.each(refused)('is found by lint under the same rule: $title ($outcome.rule)', (row) => {
    expect(findings(row).map(({ rule }) => rule)).toContain(row.outcome.rule)
  })

  it.each(ROWS.filter(({ title }) => [...IN_THE_REGISTER, ...BY_SIGNATURE].includes(title)))(
    'is not found where it lies beyond the grant, and lint says that: $title',
    (row) => {
      const rule = LINT_RULES.find(({ id }) => id === row.outcome.rule)
      expect(findings(row).map((finding) => finding.rule)).not.toContain(row.outcome.rule)
      expect(rule?.unseen ?? rule?.id === 'signature').toBeTruthy()
    },
  )

  it.each(ROWS.filter(({ title }) => UNREADABLE.includes(title)))('is no JWT: $title', (row) => {
    expect(() => findings(row)).toThrow(/^the input is no JWT/)
  })

  it('is asked about with an assertion in hand', () => {
    expect(refused.filter((row) => !hasAssertion(row))).toEqual([])
    expect(refused.length).toBeGreaterThan(80)
  })
})

describe('a rule that both have', () => {
  const shared = LINT_RULES.flatMap((rule) => {
    const other = RULES.find(({ id }) => id === rule.id)
    return other ? [[rule.id, rule, other] as const] : []
  })

  it.each(shared)('is called alike by both: %s', (_, { title, source, code }, other) => {
    expect({ title, source, code }).toEqual({ title: other.title, source: other.source, code: other.code })
  })
})
