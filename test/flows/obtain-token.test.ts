import { jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { hintsFor } from '../../src/commands/render/hints.js'
import { MpError } from '../../src/errors.js'
import { obtainToken } from '../../src/flows/obtain-token.js'
import type { HttpRequest, HttpResponse } from '../../src/protocol/http.js'
import { codeOfRejection, rejectionOf } from '../support/failure.js'
import { NOW, publicKey, registeredKey } from '../support/keys.js'
import { tokenPorts } from '../support/ports.js'
import { answering, jsonResponse } from '../support/responses.js'
import { claimsOf } from '../support/sandbox-files.js'

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

describe('a clock that is wrong', () => {
  const HOUR = 3600
  const IAT = 'Invalid assertion. JWT issue time is after now'
  const EXPIRED = 'Invalid assertion. JWT is expired (trace_id: 0af7)'

  function refusal(description: string | undefined, theirs: number, body: object = {}) {
    const refused = jsonResponse({ error: 'invalid_grant', error_description: description, ...body }, 400)
    return { ...refused, headers: { ...refused.headers, date: new Date(theirs * 1000).toUTCString() } }
  }

  /** What is sent and said where the endpoint answers so, with a new id for each grant. */
  async function asking(...responses: readonly HttpResponse[]) {
    const { send, requests } = answering(...responses)
    const warnings: string[] = []
    let id = 0
    const ports = tokenPorts(send, { newId: () => `id-${++id}`, warn: (text) => void warnings.push(text) })
    const outcome = await obtainToken(REQUEST, ports).catch((error: unknown) => error)
    return { outcome, warnings, grants: requests.map((request) => claimsOf(assertionOf(request))) }
  }

  it.each([
    [45, IAT, 'is 45 s ahead of that of'],
    [-45, EXPIRED, 'is 45 s behind that of'],
    [HOUR, IAT, 'is 3600 s ahead of that of'],
    [-HOUR, EXPIRED, 'is 3600 s behind that of'],
    [11, undefined, 'is 11 s ahead of that of'],
  ])("by %i s is passed over: the grant is signed once more by the server's", async (ahead, words, told) => {
    const { outcome, warnings, grants } = await asking(refusal(words, NOW - ahead), GOOD)
    expect(outcome).toMatchObject({ accessToken: 'aa.bb.cc' })
    expect(grants).toEqual([
      expect.objectContaining({ iat: NOW, jti: 'id-1' }),
      expect.objectContaining({ iat: NOW - ahead, jti: 'id-2' }),
    ])
    expect(grants.map(({ iat, exp }) => Number(exp) - Number(iat))).toEqual([60, 60])
    expect(warnings).toEqual([
      `the clock of this machine ${told} test.maskinporten.no: the grant was signed with the server's time`,
    ])
  })

  it.each([0, 10, -10])('by %i s is not why a grant was refused', async (ahead) => {
    const { outcome, warnings, grants } = await asking(refusal(IAT, NOW - ahead))
    expect(outcome).toMatchObject({ code: 'MP_REFUSED' })
    expect([grants.length, warnings]).toEqual([1, []])
  })

  it.each([
    ['Invalid JWT claim iat', {}, 2],
    ['Invalid JWT claim exp', {}, 2],
    ['claim nbf is in the future', {}, 2],
    ['expired JWT', {}, 2],
    ['something is wrong', {}, 2],
    [undefined, {}, 2],
    ['Invalid assertion. Unknown key identifier (kid)', {}, 1],
    ['Invalid JWT claim aud', {}, 1],
    ['Client not found', {}, 1],
    ['contains invalid scopes for client', {}, 1],
    ['something is wrong', { error: 'invalid_client' }, 1],
    ['something is wrong (MP-122)', {}, 1],
  ])('may be why it is refused with "%s" %j: %i grants', async (words, body, count) => {
    const { grants } = await asking(refusal(words, NOW - 45, body), GOOD)
    expect(grants).toHaveLength(count)
  })

  it('is not known where the server does not tell its time', async () => {
    const { grants } = await asking(jsonResponse({ error: 'invalid_grant', error_description: IAT }, 400))
    expect(grants).toHaveLength(1)
  })

  it('is told with the refusal where the second grant is refused too, and no third is signed', async () => {
    const { outcome, warnings, grants } = await asking(
      refusal(IAT, NOW - 45),
      refusal('Client not found', NOW - 45),
    )
    expect(grants).toHaveLength(2)
    expect(warnings).toEqual([])
    expect(outcome).toMatchObject({ code: 'MP_REFUSED', clockAhead: 45, refusal: { code: 'MP-100' } })
    expect(hintsFor(outcome as MpError)[0]).toBe("the clock of this machine is 45 s ahead of the server's")
  })

  it('is told where another reason was given at once', async () => {
    const { outcome } = await asking(refusal('Client not found', NOW + HOUR))
    expect(hintsFor(outcome as MpError)[0]).toBe("the clock of this machine is 3600 s behind the server's")
  })
})

it('signs a new grant for each try', async () => {
  const busy = { status: 503, headers: {}, body: '' }
  const { send, requests } = answering(busy, busy, GOOD)
  let id = 0
  const clock = { now: NOW }
  const ports = tokenPorts(send, {
    newId: () => `id-${++id}`,
    now: () => clock.now,
    pause: async () => void clock.now++,
  })
  await obtainToken(REQUEST, ports)
  expect(requests.map((request) => claimsOf(assertionOf(request)))).toEqual([
    expect.objectContaining({ jti: 'id-1', iat: NOW }),
    expect.objectContaining({ jti: 'id-2', iat: NOW + 1 }),
    expect.objectContaining({ jti: 'id-3', iat: NOW + 2 }),
  ])
})
