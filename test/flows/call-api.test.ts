import { describe, expect, it } from 'vitest'
import { type ApiCall, callApi } from '../../src/flows/call-api.js'
import type { TokenHolder } from '../../src/flows/hold-token.js'
import { bytesBody } from '../../src/protocol/bytes-body.js'
import type { HeaderList, Stream, StreamedRequest } from '../../src/protocol/http-stream.js'
import { rejectionOf } from '../support/failure.js'

const CALL: ApiCall = { method: 'GET', url: 'https://api.example/x', headers: [['accept', '*/*']] }
const POST: ApiCall = {
  method: 'POST',
  url: 'https://api.example/x',
  headers: [
    ['content-type', 'text/csv'],
    ['Content-Language', 'nb'],
    ['x-a', '1'],
  ],
  body: bytesBody(Buffer.from('a')),
}

/** Standard input: it is read once. */
const ONCE: ApiCall = { ...POST, body: { ...bytesBody(Buffer.from('a')), repeatable: false } }

type Answer = number | [status: number, location?: string]

/** A way to an API that gives these answers in turn, the last one for ever, and what was asked and closed there. */
function streaming(...answers: Answer[]) {
  const asked: StreamedRequest[] = []
  const closed: number[] = []
  const stream: Stream = async (request) => {
    const index = asked.push(request) - 1
    const [status = 0, location] = [answers[Math.min(index, answers.length - 1)] ?? []].flat() as [
      number,
      string?,
    ]
    const headers: HeaderList = location === undefined ? [] : [['Location', location]]
    return { status, statusText: '', headers, into: async () => {}, close: () => void closed.push(index) }
  }
  return { stream, asked, closed }
}

/** Tokens `first`, `second` … */
function tokens(): TokenHolder & { made: string[] } {
  const made: string[] = []
  const names = ['first', 'second', 'third']
  const renew = async () => {
    const accessToken = names[made.length] ?? 'more'
    made.push(accessToken)
    return { accessToken, tokenType: 'Bearer' as const, expiresIn: 119, expiresAt: 0, scope: '' }
  }
  return { made, renew, get: renew }
}

const authorization = ({ headers }: StreamedRequest) =>
  headers.filter(([name]) => /^authorization$/i.test(name))

describe('callApi', () => {
  it('puts the token in once, and leaves the call as it was', async () => {
    const { stream, asked, closed } = streaming(200)
    const answer = await callApi(CALL, { stream, token: tokens() })
    expect([answer.status, answer.url, closed]).toEqual([200, CALL.url, []])
    expect(asked).toEqual([{ ...CALL, headers: [...CALL.headers, ['authorization', 'Bearer first']] }])
    expect(CALL.headers).toEqual([['accept', '*/*']])
  })

  it('tries a 401 once more with one new token, and lets the first answer go', async () => {
    const { stream, asked, closed } = streaming(401, 200)
    const token = tokens()
    expect((await callApi(POST, { stream, token })).status).toBe(200)
    expect(asked.map(authorization)).toEqual([
      [['authorization', 'Bearer first']],
      [['authorization', 'Bearer second']],
    ])
    expect([asked.map(({ body }) => body), closed]).toEqual([[POST.body, POST.body], [0]])
  })

  it('gives the second 401 as it is, open', async () => {
    const { stream, asked, closed } = streaming(401)
    expect((await callApi(CALL, { stream, token: tokens() })).status).toBe(401)
    expect([asked.length, closed]).toEqual([2, [0]])
  })

  it('gives a 401 as it is where the body cannot be sent again, and asks for no token', async () => {
    const { stream, asked, closed } = streaming(401)
    const token = tokens()
    expect((await callApi(ONCE, { stream, token })).status).toBe(401)
    expect([asked.length, closed, token.made]).toEqual([1, [], ['first']])
  })

  it('begins at the beginning when a redirect led to a 401', async () => {
    const { stream, asked } = streaming([302, '/y'], 401, [302, '/y'], 200)
    const answer = await callApi(CALL, { stream, token: tokens() })
    expect(answer).toMatchObject({ status: 200, url: 'https://api.example/y' })
    expect(asked.map((request) => `${request.url} ${authorization(request)[0]?.[1]}`)).toEqual([
      'https://api.example/x Bearer first',
      'https://api.example/y Bearer first',
      'https://api.example/x Bearer second',
      'https://api.example/y Bearer second',
    ])
  })

  it('drops the body, and what tells of it, where a redirect makes a GET of the call', async () => {
    const { stream, asked } = streaming([303, '/y'], 200)
    await callApi(POST, { stream, token: tokens() })
    expect(asked[1]).toEqual({
      method: 'GET',
      url: 'https://api.example/y',
      headers: [
        ['x-a', '1'],
        ['authorization', 'Bearer first'],
      ],
    })
  })

  it('keeps both where it does not', async () => {
    const { stream, asked } = streaming([307, '/y'], 200)
    await callApi(POST, { stream, token: tokens() })
    expect(asked[1]).toEqual({ ...asked[0], url: 'https://api.example/y' })
  })

  it('follows twenty redirects and not one more, and lets every answer go', async () => {
    const twenty = streaming(...Array<Answer>(20).fill([302, '/x']), 200)
    expect((await callApi(CALL, { stream: twenty.stream, token: tokens() })).status).toBe(200)
    expect(twenty.asked).toHaveLength(21)
    const circle = streaming([302, '/x'])
    const error = await rejectionOf(callApi(CALL, { stream: circle.stream, token: tokens() }))
    expect(error).toMatchObject({ code: 'MP_REDIRECTED', problem: 'loop' })
    expect([circle.asked.length, circle.closed.length]).toEqual([21, 21])
  })

  it.each([
    ['http://api.example/x', 'another origin'],
    ['https://api.example:8443/x', 'another origin'],
    ['https://www.api.example/x', 'another origin'],
    ['https://api.example.evil.example/', 'another origin'],
    ['https://api.example@evil.example/', 'another origin'],
    ['//evil.example/x', 'another origin'],
    ['/\\evil.example/x', 'another origin'],
    ['\thttps://evil.example/', 'another origin'],
    ['https:\\\\evil.example', 'another origin'],
    ['https://user:secret@api.example/x', 'no usable location'],
    ['', 'no usable location'],
    ['/y?t=first', 'token'],
    ['https://first.evil.example/', 'token'],
    ['https://api.example/first/x', 'token'],
  ])('asks nobody after a redirect to %j: %s', async (location, problem) => {
    const { stream, asked, closed } = streaming([302, location])
    const error = await rejectionOf(callApi(CALL, { stream, token: tokens() }))
    expect(error).toMatchObject({ code: 'MP_REDIRECTED', problem })
    expect([asked.length, closed]).toEqual([1, [0]])
    expect(error.message).not.toMatch(/first|secret/)
  })

  it('asks nobody after a redirect that would need the body again', async () => {
    const { stream, asked, closed } = streaming([308, '/y'])
    const error = await rejectionOf(callApi(ONCE, { stream, token: tokens() }))
    expect(error).toMatchObject({ code: 'MP_REDIRECTED', problem: 'body cannot be sent twice' })
    expect([asked.length, closed]).toEqual([1, [0]])
  })

  it('takes an own address with its port written out for what it is', async () => {
    const { stream, asked } = streaming([302, 'HTTPS://API.example:443/y'], 200)
    await callApi(CALL, { stream, token: tokens() })
    expect(asked[1]?.url).toBe('https://api.example/y')
  })

  it('asks no API where there is no token', async () => {
    const { stream, asked } = streaming(200)
    const none = () => Promise.reject(new Error('none'))
    await expect(callApi(CALL, { stream, token: { get: none, renew: none } })).rejects.toThrow('none')
    expect(asked).toEqual([])
  })
})
