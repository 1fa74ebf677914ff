import { describe, expect, it } from 'vitest'
import { RefusedError } from '../../../src/errors.js'
import { sharedClock } from '../../../src/flows/bulk/shared-clock.js'
import { rejectionOf } from '../../support/failure.js'
import { NOW } from '../../support/keys.js'

/** A server whose clock is behind ours, and which takes what was made within ten seconds of it. */
function server(behind: number, refusal = { status: 400, error: 'invalid_grant' }) {
  const tried: number[] = []
  const attempt = async (now: () => number) => {
    const iat = now()
    tried.push(NOW - iat)
    const ahead = iat - (NOW - behind)
    if (Math.abs(ahead) <= 10) return 'a token'
    const error = new RefusedError('https://one.example/token', refusal)
    error.clockAhead = ahead
    throw error
  }
  return { attempt, tried }
}

function clock() {
  const warnings: number[] = []
  return {
    warnings,
    ...sharedClock(
      () => NOW,
      (ahead) => warnings.push(ahead),
    ),
  }
}

describe('the clock of a run', () => {
  it('is ours while it is good enough', async () => {
    const { rightly, warnings } = clock()
    const { attempt, tried } = server(9)
    for (let person = 0; person < 3; person++) expect(await rightly(attempt)).toBe('a token')
    expect([tried, warnings]).toEqual([[0, 0, 0], []])
  })

  it.each([90, -90])('is set by the server’s once, and kept for the rest: %i', async (behind) => {
    const { rightly, warnings } = clock()
    const { attempt, tried } = server(behind)
    for (let person = 0; person < 3; person++) expect(await rightly(attempt)).toBe('a token')
    expect(tried).toEqual([0, behind, behind, behind])
    expect(warnings).toEqual([behind])
  })

  it('is set again where it has moved on, and that is not told twice', async () => {
    const { rightly, warnings } = clock()
    await rightly(server(90).attempt)
    const moved = server(120)
    await rightly(moved.attempt)
    await rightly(moved.attempt)
    expect([moved.tried, warnings]).toEqual([[90, 120, 120], [90]])
  })

  it('is set once also by many who meet it at the same time', async () => {
    const { rightly, warnings } = clock()
    const { attempt, tried } = server(90)
    await Promise.all([rightly(attempt), rightly(attempt), rightly(attempt)])
    expect(tried).toEqual([0, 0, 0, 90, 90, 90])
    expect(warnings).toEqual([90])
  })

  it('is not what is wrong where the server’s time does not help, and then is not tried for others', async () => {
    const { rightly, warnings } = clock()
    let tries = 0
    const attempt = async (now: () => number) => {
      tries++
      const error = new RefusedError('x', { status: 400, error: 'invalid_grant' })
      error.clockAhead = now() - (NOW - 90)
      throw error
    }
    for (let person = 0; person < 3; person++) await rejectionOf(rightly(attempt))
    expect([tries, warnings]).toEqual([4, []])
  })

  it('is left alone by a refusal for another reason', async () => {
    const { rightly } = clock()
    const { attempt, tried } = server(90, { status: 400, error: 'invalid_scope' })
    await rejectionOf(rightly(attempt))
    expect(tried).toEqual([0])
  })
})
