import { describe, expect, it } from 'vitest'
import { readRefusal } from '../../src/protocol/refusal.js'

const TRACE = '0123456789abcdef0123456789abcdef'

/** Words as the server says them, with the code that Digdir publishes for them. */
const BY_WORDS = [
  ['invalid_request', 'Invalid assertion. Invalid parameter value.', 'MP-011'],
  ['invalid_grant', 'Grant is used before.', 'MP-012'],
  ['invalid_grant', 'Invalid assertion. Client authentication failed.', 'MP-100'],
  ['invalid_grant', 'Client not found', 'MP-100'],
  ['invalid_grant', 'Invalid assertion. Client authentication failed. Invalid JWT claim aud.', 'MP-110'],
  [
    'invalid_grant',
    'Invalid assertion. Client authentication failed. JWT is signed with an invalid certificate.',
    'MP-120',
  ],
  ['invalid_grant', 'Invalid assertion. Client authentication failed. Expired key.', 'MP-121'],
  [
    'invalid_grant',
    'Invalid assertion. Client authentication failed. Invalid organization number for client. Does not match certificate orgno.',
    'MP-122',
  ],
  ['invalid_grant', 'Invalid assertion. Client authentication failed. Invalid JWT header x5c.', 'MP-123'],
  ['invalid_grant', 'Invalid assertion. Client authentication failed. Invalid JWT signature.', 'MP-124'],
  ['invalid_grant', 'Invalid assertion. JWT is expired.', 'MP-130'],
  ['invalid_grant', 'Invalid assertion. Expired JWT.', 'MP-130'],
  ['invalid_scope', 'Token request contains invalid scopes for client.', 'MP-200'],
  ['invalid_scope', 'Token request contains scopes not allowed for maskinporten.', 'MP-201'],
  ['forbidden', 'Consumer has not been granted access to the scope skatt:a.b.', 'MP-250'],
  [
    'forbidden',
    'Consumer 310904473 has not delegated access to the scope skatt:a.b to supplier 313725138.',
    'MP-251',
  ],
  ['invalid_authorization_details', 'Unknown authorization details type.', 'MP-301'],
  ['invalid_authorization_details', 'Unknown fields in the authorization details.', 'MP-302'],
  ['invalid_authorization_details', 'Invalid authorization details values.', 'MP-303'],
  ['invalid_altinn_customer_configuration', 'System user not found', 'MP-303'],
] as const

describe('readRefusal', () => {
  it.each(BY_WORDS)('knows %s "%s" for %s', (error, said, code) => {
    for (const end of [
      '',
      ` (trace_id: ${TRACE})`,
      ' (correlation id: 6f1c8a1e-0000-4000-8000-0123456789ab)',
    ]) {
      const description = `${said}${end}`
      expect(readRefusal(400, { error, error_description: description })?.code, description).toBe(code)
      expect(readRefusal(400, { error, error_description: description.toUpperCase() })?.code).toBe(code)
    }
  })

  it.each([
    'Invalid assertion. Client authentication failed. Unknown key identifier (kid) for client.',
    'Invalid assertion. Issue time is after now.',
    'The combination consumer_org in claim and delegation scope on client is invalid.',
    'Something that nobody has seen before.',
  ])('gives no code to %j, which has none', (description) => {
    expect(readRefusal(400, { error: 'invalid_grant', error_description: description })).not.toHaveProperty(
      'code',
    )
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
