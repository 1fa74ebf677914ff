import { describe, expect, it } from 'vitest'
import { MpError, type MpErrorCode } from '../../../src/errors.js'
import { adminSession, dryRun, NotSent, openSession } from '../../../src/flows/admin/session.js'
import { type HeldToken, holdToken } from '../../../src/flows/hold-token.js'
import type { HttpResponse } from '../../../src/protocol/http.js'
import type { SelfserviceRequest } from '../../../src/protocol/selfservice/request.js'
import { codeOfRejection, rejectionOf } from '../../support/failure.js'
import { answering, jsonResponse } from '../../support/responses.js'

const BASE = 'https://selfservice.test/api/v1'
const GET: SelfserviceRequest = { method: 'GET', path: ['clients'] }
const PUT: SelfserviceRequest = { method: 'PUT', path: ['clients', 'a'], body: { scopes: [] } }
const NOTHING = { status: 401, headers: {}, body: '' }

/** A session whose tokens are `t1`, `t2` … and whose API gives these answers. */
function sessionOf(...answers: HttpResponse[]) {
  let count = 0
  const obtain = async (): Promise<HeldToken> => ({
    ...{ accessToken: `t${++count}`, tokenType: 'Bearer', scope: '' },
    ...{ expiresIn: 100, expiresAt: 100 },
  })
  const { send, requests } = answering(...answers)
  const session = adminSession({ base: BASE, token: holdToken(obtain, () => 0), send })
  return {
    session,
    requests,
    tokens: () => requests.map(({ headers }) => headers.authorization),
    obtained: () => count,
  }
}

describe('a session', () => {
  it('sends one token for many requests, and gives the JSON', async () => {
    const { session, requests, tokens } = sessionOf(jsonResponse([1]), jsonResponse({ a: 1 }))
    expect(await session.send(GET)).toEqual([1])
    expect(await session.send(PUT)).toEqual({ a: 1 })
    expect(tokens()).toEqual(['Bearer t1', 'Bearer t1'])
    expect(requests[1]).toEqual({
      method: 'PUT',
      url: `${BASE}/clients/a`,
      headers: { accept: 'application/json', 'content-type': 'application/json', authorization: 'Bearer t1' },
      body: '{"scopes":[]}',
    })
  })

  it('gets a new token when the old one is refused, and sends the same again, once', async () => {
    const { session, requests, tokens } = sessionOf(NOTHING, jsonResponse({ a: 1 }))
    expect(await session.send(PUT)).toEqual({ a: 1 })
    expect(tokens()).toEqual(['Bearer t1', 'Bearer t2'])
    expect(requests.map(({ body }) => body)).toEqual(['{"scopes":[]}', '{"scopes":[]}'])
  })

  it('believes the second refusal', async () => {
    const { session, requests } = sessionOf(NOTHING, NOTHING)
    expect(await rejectionOf(session.send(GET))).toMatchObject({
      code: 'MP_REFUSED',
      refusal: { status: 401 },
    })
    expect(requests).toHaveLength(2)
  })

  it.each([400, 403, 404, 409])('does not try again after %i', async (status) => {
    const { session, requests } = sessionOf(jsonResponse({}, status))
    expect(await codeOfRejection(session.send(PUT))).toBe('MP_REFUSED')
    expect(requests).toHaveLength(1)
  })

  it('asks for no token where no address can be built', async () => {
    const { session, obtained } = sessionOf()
    expect(await codeOfRejection(session.send({ method: 'DELETE', path: ['scopes', 'access', '..'] }))).toBe(
      'MP_USAGE',
    )
    expect(obtained()).toBe(0)
  })

  it.each<[SelfserviceRequest, number, MpErrorCode]>([
    [GET, 500, 'MP_RESPONSE_MALFORMED'],
    [PUT, 500, 'MP_UNANSWERED'],
    [{ ...PUT, method: 'DELETE' }, 302, 'MP_UNANSWERED'],
    [PUT, 429, 'MP_RESPONSE_MALFORMED'],
  ])('says of %j and %i whether it may have been done', async (request, status, code) => {
    expect(await codeOfRejection(sessionOf(jsonResponse({}, status)).session.send(request))).toBe(code)
  })

  it.each<[SelfserviceRequest, MpErrorCode]>([
    [GET, 'MP_UNREACHABLE'],
    [PUT, 'MP_UNANSWERED'],
  ])('says the same where no answer comes: %j', async (request, code) => {
    const token = holdToken(
      async () => ({ accessToken: 't' }) as HeldToken,
      () => 0,
    )
    const send = async () => {
      throw new MpError('MP_UNREACHABLE', 'PUT x was cut off')
    }
    const error = await rejectionOf(adminSession({ base: BASE, token, send }).send(request))
    expect(error).toMatchObject({ code, message: 'PUT x was cut off' })
  })

  it('takes a token that did not come for a change that was not sent', async () => {
    const token = holdToken(
      async () => Promise.reject(new MpError('MP_UNREACHABLE', 'x')),
      () => 0,
    )
    const { send } = answering()
    expect(await codeOfRejection(adminSession({ base: BASE, token, send }).send(PUT))).toBe('MP_UNREACHABLE')
  })
})

describe('an open session', () => {
  it('sends no token', async () => {
    const { send, requests } = answering(jsonResponse([]))
    expect(await openSession({ base: BASE, send }).send(GET)).toEqual([])
    expect(requests[0]?.headers).toEqual({ accept: 'application/json' })
  })
})

describe('a rehearsal', () => {
  it('lets reads through and throws the first change', async () => {
    const { session, requests } = sessionOf(jsonResponse([1]))
    const rehearsal = dryRun(session)
    expect(await rehearsal.send(GET)).toEqual([1])
    for (const method of ['POST', 'PUT', 'DELETE'] as const) {
      const error = await rehearsal.send({ ...PUT, method }).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(NotSent)
      expect(error).toMatchObject({ request: { ...PUT, method } })
    }
    expect(requests).toHaveLength(1)
  })
})
