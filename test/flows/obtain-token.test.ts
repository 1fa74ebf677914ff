import { jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { MpError } from '../../src/errors.js'
import { obtainToken } from '../../src/flows/obtain-token.js'
import type { HttpRequest } from '../../src/protocol/http.js'
import { codeOfRejection, rejectionOf } from '../support/failure.js'
import { NOW, publicKey, registeredKey } from '../support/keys.js'
import { tokenPorts } from '../support/ports.js'
import { answering, jsonResponse } from '../support/responses.js'

const ENDPOINT = 'https://test.maskinporten.no/token'
const REQUEST = {
  grant: { audience: 'https://test.maskinporten.no/', clientId: 'abc', scopes: ['a:b'], lifetime: 60 },
  key: registeredKey(),
  alg: 'RS256',
  endpoint: ENDPOINT,
} as const
const GOOD = jsonResponse({ access_token: 'aa.bb.cc', token_type: 'Bearer', expires_in: 119, scope: 'a:b' })

function assertionOf(request: HttpRequest | undefined): string {
  return new URLSearchParams(request?.body).get('assertion') ?? ''
}

function clock() {
  let reads = 0
  return { reads: () => reads, now: () => NOW + 1000 * reads++ }
}

describe('obtainToken', () => {
  it('sends one signed grant to the endpoint, and gives the token', async () => {
    const { send, requests } = answering(GOOD)
    const token = await obtainToken(REQUEST, tokenPorts(send))
    expect(token).toEqual({ accessToken: 'aa.bb.cc', tokenType: 'Bearer', expiresIn: 119, scope: 'a:b' })
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({ method: 'POST', url: ENDPOINT })
    const { payload, protectedHeader } = await jwtVerify(assertionOf(requests[0]), publicKey, {
      issuer: 'abc',
      audience: 'https://test.maskinporten.no/',
      currentDate: new Date(NOW * 1000),
    })
    expect(protectedHeader).toEqual({ alg: 'RS256', kid: 'a-kid' })
    expect(payload).toMatchObject({ iat: NOW, exp: NOW + 60, jti: 'an-id', scope: 'a:b' })
  })

  it('reads the clock once', async () => {
    const { now, reads } = clock()
    await obtainToken(REQUEST, tokenPorts(answering(GOOD).send, { now }))
    expect(reads()).toBe(1)
  })

  it('signs a new grant with a new id each time', async () => {
    const { send, requests } = answering(GOOD, GOOD)
    let count = 0
    const ports = tokenPorts(send, { newId: () => `id-${++count}` })
    await obtainToken(REQUEST, ports)
    await obtainToken(REQUEST, ports)
    const ids = requests.map((request) => {
      const payload = assertionOf(request).split('.')[1] ?? ''
      return JSON.parse(Buffer.from(payload, 'base64url').toString()).jti
    })
    expect(ids).toEqual(['id-1', 'id-2'])
  })

  it.each([
    ['MP_REFUSED', jsonResponse({ error: 'invalid_grant', error_description: 'x' }, 400)],
    ['MP_RESPONSE_MALFORMED', jsonResponse({}, 200)],
    ['MP_RESPONSE_MALFORMED', { status: 302, headers: { location: 'https://elsewhere.example/' }, body: '' }],
    ['MP_RESPONSE_MALFORMED', { status: 500, headers: {}, body: 'busy' }],
  ])('ends with %s, and sends no more', async (code, response) => {
    const { send, requests } = answering(response)
    const ports = tokenPorts(send)
    expect(await codeOfRejection(obtainToken(REQUEST, ports))).toBe(code)
    expect(requests).toHaveLength(1)
  })

  it('lets through what the network says', async () => {
    const unreachable = new MpError('MP_UNREACHABLE', 'x')
    const send = async () => Promise.reject(unreachable)
    expect(await rejectionOf(obtainToken(REQUEST, tokenPorts(send)))).toBe(unreachable)
  })

  it('never repeats the assertion in a failure', async () => {
    const { send, requests } = answering(jsonResponse({ error: 'invalid_grant' }, 400))
    const error = await rejectionOf(obtainToken(REQUEST, tokenPorts(send)))
    const signature = assertionOf(requests[0]).split('.')[2] ?? 'none'
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain(signature)
  })
})
