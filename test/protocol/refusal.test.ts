import { describe, expect, it } from 'vitest'
import { readRefusal } from '../../src/protocol/refusal.js'

const TRACE = '0123456789abcdef0123456789abcdef'

describe('readRefusal', () => {
  it('leaves words to those who know them', () => {
    const refusal = readRefusal(400, { error: 'invalid_grant', error_description: 'Grant is used before.' })
    expect(refusal).not.toHaveProperty('code')
  })

  it('believes a code that is printed over the words beside it', () => {
    const description = 'mp-251: Consumer has not been granted access to the scope x.'
    expect(readRefusal(403, { error: 'forbidden', error_description: description })?.code).toBe('MP-251')
  })

  it('finds a code in the address of the explanation', () => {
    const uri = 'https://docs.digdir.no/docs/Maskinporten/maskinporten_feilsoking#mp-303'
    expect(readRefusal(400, { error: 'invalid_x', error_uri: uri })?.code).toBe('MP-303')
  })

  it.each([
    [`Wrong. (trace_id: ${TRACE})`, TRACE],
    ['Wrong. (Trace_ID: ABC123)', 'ABC123'],
    ['Wrong. (correlation id: 6f1c8a1e-0000-4000-8000-0123456789ab)', '6f1c8a1e-0000-4000-8000-0123456789ab'],
  ])('reads the trace id out of %j', (description, traceId) => {
    expect(readRefusal(400, { error: 'invalid_grant', error_description: description })).toEqual({
      error: 'invalid_grant',
      errorDescription: description,
      traceId,
      status: 400,
    })
  })

  it('says no more than was said', () => {
    expect(readRefusal(401, { error: 'invalid_client' })).toEqual({ error: 'invalid_client', status: 401 })
    expect(readRefusal(400, { error: 'x', error_description: 7, error_uri: null })).toEqual({
      error: 'x',
      status: 400,
    })
  })

  it.each([200, 302, 399, 429, 500, 502, 503, 504])('takes status %i for no refusal', (status) => {
    expect(readRefusal(status, { error: 'invalid_grant' })).toBeUndefined()
  })

  it.each([400, 401, 403, 404, 499])('takes status %i for a refusal', (status) => {
    expect(readRefusal(status, { error: 'invalid_grant' })?.status).toBe(status)
  })

  it.each([[{}], [{ error: 7 }], [{ error: null, error_description: 'x' }], [{ message: 'x' }]])(
    'takes %j for no refusal',
    (body) => {
      expect(readRefusal(400, body)).toBeUndefined()
    },
  )

  it('makes a stranger’s words fit for one line of a terminal', () => {
    const refusal = readRefusal(400, {
      error: 'invalid\u001b[31m_grant',
      error_description: `one\r\ntwo\u0000\u009b2J\u007f${'x'.repeat(5000)}`,
    })
    expect(refusal?.error).toBe('invalid [31m_grant')
    expect(refusal?.errorDescription).toMatch(/^one two 2J x{100}/)
    expect(refusal?.errorDescription?.length).toBeLessThanOrEqual(1000)
  })
})
