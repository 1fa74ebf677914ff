import { describe, expect, it } from 'vitest'
import { MpError } from '../../src/errors.js'
import { tryAgain } from '../../src/flows/try-again.js'
import type { HttpResponse } from '../../src/protocol/http.js'
import { rejectionOf } from '../support/failure.js'
import { NOW } from '../support/keys.js'
import { tokenPorts } from '../support/ports.js'

type Fate = HttpResponse | Error

const answer = (status: number, headers = {}): HttpResponse => ({ status, headers, body: '' })

function cutOff(transient: boolean): MpError {
  return Object.assign(new MpError('MP_UNREACHABLE', 'POST x was cut off'), { transient })
}

/** What comes of requests that meet these fates in turn: each is numbered, and nobody waits. */
function meeting(fates: readonly Fate[], random = 0.5) {
  const seen = { sent: [] as string[], waits: [] as number[], told: [] as string[] }
  let made = 0
  const makeRequest = () => ({ method: 'POST', url: 'x', headers: {}, body: `${++made}` })
  const ports = tokenPorts(
    async ({ body = '' }) => {
      const fate = fates[seen.sent.push(body) - 1]
      if (fate === undefined || fate instanceof Error) throw fate
      return fate
    },
    {
      random: () => random,
      pause: async (milliseconds) => void seen.waits.push(milliseconds),
      tell: (text) => void seen.told.push(text),
    },
  )
  return { ...seen, outcome: tryAgain(makeRequest, ports) }
}

describe('tryAgain', () => {
  it.each([200, 400, 401, 404, 500, 302])('takes %i for an answer', async (status) => {
    const { outcome, sent, waits } = meeting([answer(status)])
    expect((await outcome).status).toBe(status)
    expect([sent, waits]).toEqual([['1'], []])
  })

  it.each([
    ...[429, 502, 503, 504].map((status) => [`an answer ${status}`, answer(status)] as const),
    ['a connection that failed', cutOff(true)] as const,
  ])('makes a new request after %s, and tells of it', async (_, fate) => {
    const { outcome, sent, waits, told } = meeting([fate, fate, answer(200)])
    expect((await outcome).status).toBe(200)
    expect(sent).toEqual(['1', '2', '3'])
    expect(waits).toEqual([300, 600])
    expect(told).toEqual([
      expect.stringMatching(/^POST x .*; trying again in 0\.3 s$/),
      expect.stringMatching(/^POST x .*; trying again in 0\.6 s$/),
    ])
  })

  it('gives up after three, and says so with the last failure', async () => {
    const { outcome, sent } = meeting([answer(503), cutOff(true), answer(502), answer(200)])
    expect(await rejectionOf(outcome)).toMatchObject({
      code: 'MP_UNAVAILABLE',
      message: 'POST x answered 502',
      tries: 3,
    })
    expect(sent).toHaveLength(3)
  })

  it('does not repeat what would fail again', async () => {
    const failure = cutOff(false)
    const { outcome, sent } = meeting([failure])
    expect(await rejectionOf(outcome)).toBe(failure)
    expect(sent).toHaveLength(1)
  })

  it('lets a bug through', async () => {
    const bug = new TypeError('x is not a function')
    await expect(meeting([bug]).outcome).rejects.toBe(bug)
  })

  it.each([
    [0, [150, 300]],
    [0.999, [449, 899]],
  ])('spreads those who failed together: at %d it waits %j', async (random, expected) => {
    const { outcome, waits } = meeting([answer(503), answer(503), answer(200)], random)
    await outcome
    expect(waits.map(Math.floor)).toEqual(expected)
  })

  it.each([
    ['5', 5000],
    ['30', 30_000],
    [new Date((NOW + 12) * 1000).toUTCString(), 12_000],
    ['0', 300],
  ])('waits for as long as a server asks for: Retry-After %s', async (text, wait) => {
    const { outcome, waits } = meeting([answer(429, { 'retry-after': text }), answer(200)])
    await outcome
    expect(waits).toEqual([wait])
  })

  it.each(['31', '86400'])('does not wait for a server that asks for more: Retry-After %s', async (text) => {
    const { outcome, sent, waits } = meeting([answer(429, { 'retry-after': text })])
    expect(await rejectionOf(outcome)).toMatchObject({
      code: 'MP_UNAVAILABLE',
      message: `POST x answered 429, and asks to be left alone for ${text} s`,
      tries: 1,
    })
    expect([sent.length, waits]).toEqual([1, []])
  })
})
