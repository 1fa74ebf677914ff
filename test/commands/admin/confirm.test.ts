import { describe, expect, it } from 'vitest'
import { confirm, type Intention, isProduction } from '../../../src/commands/admin/confirm.js'
import { nodeHost } from '../../../src/platform/node-host.js'
import { ENVIRONMENTS, type Environment } from '../../../src/profiles/environments.js'
import { rejectionOf } from '../../support/failure.js'

const environment = (name: string) => ENVIRONMENTS.find((it) => it.name === name) as Environment

/** Somebody who types this when asked, or nobody. */
function person(typed?: string) {
  const questions: string[] = []
  const host = {
    ...nodeHost(() => '0'),
    isTerminal: () => typed !== undefined,
    promptVisible: async (question: string) => {
      questions.push(question)
      return typed ?? ''
    },
  }
  return { host, questions }
}

const CHANGE: Intention = { change: 'client "x" is to be changed', destructive: false, yes: false }
const LOSS: Intention = { change: 'client "x" is to be deactivated', destructive: true, yes: false }

describe('confirm', () => {
  it.each<[string, string, Intention, string[]]>([
    ['a change in test', 'test', CHANGE, []],
    ['a change in production', 'prod', CHANGE, [' in environment "prod"; type prod to go on: ']],
    [
      'a change in Skyporten’s production',
      'skyporten',
      CHANGE,
      [' in environment "skyporten"; type skyporten to go on: '],
    ],
    ['a loss in test', 'test', LOSS, [' in environment "test"; go on? [y/N] ']],
    ['a loss in production', 'prod', LOSS, [' in environment "prod"; type prod to go on: ']],
    ['what was confirmed with --yes', 'prod', { ...LOSS, yes: true }, []],
    [
      'what undercuts the session, confirmed with --yes',
      'prod',
      { ...LOSS, undercutting: true, yes: true },
      [],
    ],
  ])('asks for %s', async (_, name, intention, asked) => {
    const { host, questions } = person(asked.some((question) => question.includes('y/N')) ? 'y' : name)
    await confirm(host, { input: true }, environment(name), intention)
    expect(questions).toEqual(asked.map((question) => `mp: ${intention.change}${question}`))
  })

  it.each(['y', 'Y', 'yes', ' y '])('takes %j for a yes before a loss', async (typed) => {
    await confirm(person(typed).host, { input: true }, environment('test'), LOSS)
  })

  it.each([
    ['test', '', LOSS],
    ['test', 'n', LOSS],
    ['test', 'yess', LOSS],
    ['test', 'test', LOSS],
    ['prod', 'y', LOSS],
    ['prod', 'PROD', CHANGE],
    ['prod', '', CHANGE],
  ])('in %s does not take %j for one', async (name, typed, intention) => {
    const error = await rejectionOf(
      confirm(person(typed).host, { input: true }, environment(name), intention),
    )
    const message = `${intention.change} in environment "${name}", and the answer was no`
    expect(error).toMatchObject({ code: 'MP_CONFIRMATION_NEEDED', message })
  })

  it('asks nobody where there is none, or with --no-input', async () => {
    for (const [{ host, questions }, input] of [
      [person(), true],
      [person('y'), false],
    ] as const) {
      const error = await rejectionOf(confirm(host, { input }, environment('test'), LOSS))
      const message = `${LOSS.change} in environment "test", and nobody confirmed it`
      expect(error).toMatchObject({ code: 'MP_CONFIRMATION_NEEDED', message })
      expect(questions).toEqual([])
    }
  })

  it('does not ask about what undercuts the session: it wants --yes', async () => {
    const { host, questions } = person('y')
    const intention = { ...LOSS, undercutting: true }
    const error = await rejectionOf(confirm(host, { input: true }, environment('test'), intention))
    const message = `${LOSS.change} in environment "test", on which this very session runs`
    expect(error).toMatchObject({ code: 'MP_CONFIRMATION_NEEDED', message })
    expect(questions).toEqual([])
  })

  it('asks on one line, whatever a name holds', async () => {
    const { host, questions } = person('y')
    const change = 'a client "a\nb\u001b[2J" is to be created'
    await confirm(host, { input: true }, environment('test'), { change, destructive: true, yes: false })
    expect(questions[0]).not.toMatch(/[\n\u001b]/)
  })
})

describe('isProduction', () => {
  it.each([
    ['prod', true],
    ['skyporten', true],
    ['test', false],
    ['ver2', false],
    ['sandbox', false],
    ['skyporten-test', false],
  ])('knows of %s: %s', (name, expected) => {
    expect(isProduction(environment(name))).toBe(expected)
  })

  it('knows production’s API under any name and path', () => {
    const selfservice = 'https://API.samarbeid.digdir.no/external/api/v1'
    expect(isProduction({ name: 'mine', issuer: 'https://x.example/', selfservice })).toBe(true)
  })
})
