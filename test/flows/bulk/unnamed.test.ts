import { describe, expect, it } from 'vitest'
import { type KnownRefusal, MpError, RefusedError } from '../../../src/errors.js'
import { unnamed } from '../../../src/flows/bulk/unnamed.js'

const PID = '21818297804'

describe('a refusal that repeats a person’s number', () => {
  it.each([
    ['Invalid pid 21818297804 (21818297804)', 'Invalid pid (the number) ((the number))'],
    ['Invalid pid 218182 97804', 'Invalid pid (the number)'],
    ['Invalid pid 218182-97804', 'Invalid pid (the number)'],
  ])('is told without it: %s', (errorDescription, told) => {
    const error = new RefusedError('https://one.example/token', {
      status: 400,
      error: `x ${PID}`,
      errorDescription,
    })
    error.clockAhead = 3
    error.tries = 2
    const hidden = unnamed(error, PID) as RefusedError
    expect(hidden.refusal).toEqual({ status: 400, error: 'x (the number)', errorDescription: told })
    expect([hidden.clockAhead, hidden.tries]).toEqual([3, 2])
    expect(`${hidden.message} ${hidden.stack}`).not.toMatch(/97804/)
  })

  it('is explained all the same', () => {
    const known = { id: 'MP-100' } as KnownRefusal
    const hidden = unnamed(new RefusedError('https://one.example/token', { status: 400 }, known), PID)
    expect((hidden as RefusedError).known).toBe(known)
  })

  it('is another thing than any other failure', () => {
    const error = new MpError('MP_UNREACHABLE', 'x')
    expect(unnamed(error, PID)).toBe(error)
  })
})
