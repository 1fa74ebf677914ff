import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpRequest } from '../../../src/protocol/http.js'
import type { Handler } from '../../../src/sandbox/answer.js'
import { attendedSandbox } from '../../../src/sandbox/attended.js'
import { CLIENT_IDS } from '../../../src/sandbox/registry.js'
import { type Played, readScenario } from '../../../src/sandbox/scenarios/read-scenario.js'
import { Stage } from '../../../src/sandbox/scenarios/stage.js'
import { type Bench, NOW, ORIGIN, openBench, type Wish } from '../support/bench.js'

let bench: Bench

beforeAll(async () => {
  bench = await openBench()
}, 60_000)
afterAll(() => bench.remove())

let now = NOW

/** A sandbox that plays these, and its clock at {@link NOW}. */
function playing(...texts: string[]): Handler {
  now = NOW
  const stage = new Stage()
  stage.play(texts.map((text) => readScenario(text) as Played))
  const options = { state: structuredClone(bench.state), origin: ORIGIN, now: () => now }
  return attendedSandbox({ ...options, newId: () => crypto.randomUUID() }, stage)
}

async function statuses(handler: Handler, count: number, wish?: Wish): Promise<number[]> {
  const seen: number[] = []
  for (let at = 0; at < count; at++) seen.push((await handler(bench.ask(wish))).status)
  return seen
}

const asKey: Wish = { as: 'key' }
const get = (path: string): HttpRequest => ({ method: 'GET', url: ORIGIN + path, headers: {} })

describe('a scenario', () => {
  it.each([
    ['outage', 503],
    ['html', 502],
    ['redirect', 302],
    ['hang', 0],
    ['reset', 0],
  ])('%s is for every request, or for the first so many', async (name, status) => {
    expect(await statuses(playing(name), 3)).toEqual([status, status, status])
    expect(await statuses(playing(`${name}=2`), 4)).toEqual([status, status, 200, 200])
    expect((await playing(name)(get('/jwk'))).status).toBe(status)
  })

  it('spends no grant where it is not judged', async () => {
    const handler = playing('outage=1')
    const request = bench.ask()
    expect([await handler(request), await handler(request)].map(({ status }) => status)).toEqual([503, 200])
  })

  it('rate-limit says when to come again, and then is good', async () => {
    const handler = playing('rate-limit')
    expect(await handler(bench.ask())).toMatchObject({ status: 429, headers: { 'retry-after': '1' } })
    expect(await statuses(handler, 2)).toEqual([200, 200])
  })

  it('redirect leads to another origin, where nobody can be', async () => {
    const { headers } = await playing('redirect')(bench.ask())
    expect(new URL(headers.location ?? '').hostname).toMatch(/\.invalid$/)
  })

  it('refuse spends no grant, says which code it is, and shows on no other path', async () => {
    const handler = playing('refuse=MP-251')
    const request = bench.ask()
    const { status, headers, body } = await handler(request)
    expect({ status, rule: headers['mp-sandbox-rule'] }).toEqual({ status: 403, rule: 'scenario.refuse' })
    expect(JSON.parse(body)).toMatchObject({
      error: 'forbidden',
      error_uri: expect.stringMatching(/#mp-251$/),
    })
    expect((await handler(request)).status).toBe(403)
    expect((await handler(get('/jwk'))).status).toBe(200)
  })

  it.each([
    ['refuse=AUTH-00013', '/authentication/api/v1/exchange/maskinporten', 409, { code: 'AUTH-00013' }],
    ['refuse=AUTH-00013', '/authentication/api/v1/systemuser/request/vendor', 409, { code: 'AUTH-00013' }],
    [
      'refuse=AUTH.VLD-00011',
      '/authentication/api/v1/systemregister/vendor',
      400,
      { code: 'STD-00000', validationErrors: [{ code: 'AUTH.VLD-00011', paths: [] }] },
    ],
    [
      'refuse=selfservice-scopes',
      '/api/v1/clients',
      400,
      { errors: [expect.objectContaining({ fieldIdentifier: 'scopes', isFieldError: true })] },
    ],
    ['refuse=altinn-enterprise-user', '/authentication/api/v1/exchange/maskinporten', 410, { status: 410 }],
  ])('%s is what %s says, and no other', async (text, path, status, body) => {
    const handler = playing(text)
    const answer = await handler(get(path))
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.body)).toMatchObject(body)
    expect(await statuses(handler, 1)).toEqual([200])
    expect(
      (await handler(get('/authentication/api/v1/openid/.well-known/openid-configuration'))).status,
    ).toBe(200)
  })

  it('refuse for one client leaves the others alone', async () => {
    const handler = playing(`refuse=MP-012:${CLIENT_IDS.key}`)
    expect([await statuses(handler, 1, asKey), await statuses(handler, 1)]).toEqual([[400], [200]])
  })

  it('clock-skew holds for what is judged, for tokens and for Date', async () => {
    expect(await statuses(playing('clock-skew'), 1)).toEqual([400])
    const handler = playing('clock-skew=-45s')
    const early = await handler(bench.ask())
    expect(JSON.parse(early.body).error_description).toContain('Issue time is after now')
    const { body, headers } = await handler(bench.ask({ claims: { iat: NOW - 45, exp: NOW } }))
    const [, claims = ''] = JSON.parse(body).access_token.split('.')
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ iat: NOW - 45 })
    expect(Date.parse(headers.date ?? '') / 1000).toBe(NOW - 45)
    expect(Date.parse((await playing('outage', 'clock-skew')(get('/jwk'))).headers.date ?? '') / 1000).toBe(
      NOW + 45,
    )
  })

  it('clock-skew forgets no grant that was spent by another clock', async () => {
    const stage = new Stage()
    const handler = attendedSandbox(
      { state: bench.state, origin: ORIGIN, now: () => NOW, newId: () => crypto.randomUUID() },
      stage,
    )
    const request = bench.ask()
    expect((await handler(request)).status).toBe(200)
    stage.play([readScenario('clock-skew=5s') as Played])
    expect(JSON.parse((await handler(request)).body).error_description).toContain('Grant is used before')
  })

  it('slow, drip and truncated are good answers in another manner', async () => {
    expect(await playing('slow=2s')(bench.ask())).toMatchObject({
      status: 200,
      manner: { kind: 'late', ms: 2000 },
    })
    expect(await playing('drip')(bench.ask())).toMatchObject({
      status: 200,
      manner: { kind: 'drip', everyMs: 100 },
    })
    expect(await playing('truncated=1')(bench.ask())).toMatchObject({
      status: 200,
      manner: { kind: 'truncated' },
    })
  })

  it('bad-json and no-token spoil a token and no refusal', async () => {
    const bad = await playing('bad-json')(bench.ask())
    expect(() => JSON.parse(bad.body)).toThrow(SyntaxError)
    const none = await playing('no-token')(bench.ask())
    expect(JSON.parse(none.body)).toEqual({
      token_type: 'Bearer',
      expires_in: 119,
      scope: 'brreg:losore/utlegg',
    })
    for (const name of ['bad-json', 'no-token']) {
      const refused = await playing(name)(bench.ask({ claims: { aud: 'x' } }))
      expect(JSON.parse(refused.body)).toMatchObject({ error: 'invalid_grant' })
    }
  })

  it('short-tokens is true of the token itself', async () => {
    const { body } = await playing('short-tokens')(bench.ask())
    const { access_token, expires_in } = JSON.parse(body)
    const claims = JSON.parse(Buffer.from(access_token.split('.')[1], 'base64url').toString())
    expect([expires_in, claims.exp - claims.iat]).toEqual([15, 16])
  })

  it('expired-key and unknown-kid are for registered keys', async () => {
    const expired = playing('expired-key=1')
    expect(JSON.parse((await expired(bench.ask(asKey))).body).error_description).toContain('Expired key')
    expect(await statuses(expired, 1, asKey)).toEqual([200])
    expect(await statuses(playing('expired-key', 'unknown-kid'), 1)).toEqual([200])
  })

  it('unknown-kid ends when its time is over', async () => {
    const handler = playing('unknown-kid')
    const first = await handler(bench.ask(asKey))
    expect(JSON.parse(first.body).error_description).toContain('Unknown key identifier (kid)')
    now = NOW + 29
    expect(await statuses(handler, 1, { as: 'key', claims: { iat: now, exp: now + 9 } })).toEqual([400])
    now = NOW + 30
    expect(await statuses(handler, 1, { as: 'key', claims: { iat: now, exp: now + 9 } })).toEqual([200])
  })

  it('is for one client alone where it names one, by its grant and by its token', async () => {
    const handler = playing(`outage:${CLIENT_IDS.key}`)
    const { body } = await handler(bench.ask())
    expect(await statuses(handler, 1, asKey)).toEqual([503])
    expect((await handler(get('/jwk'))).status).toBe(200)
    const mine = JSON.parse(body).access_token
    const path = '/rettsstiftelse'
    const ask = (token: string) => handler({ ...get(path), headers: { authorization: `Bearer ${token}` } })
    expect((await ask(mine)).status).not.toBe(503)
    const [head, claims = '', signature] = mine.split('.')
    const theirs = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), client_id: CLIENT_IDS.key }
    const other = [head, Buffer.from(JSON.stringify(theirs)).toString('base64url'), signature].join('.')
    expect((await ask(other)).status).toBe(503)
  })

  it('leaves the page and the announcement alone', async () => {
    const handler = playing('outage')
    const local = (path: string) => handler({ ...get(path), headers: { host: '127.0.0.1:8473' } })
    expect((await local('/')).status).toBe(200)
    expect((await local('/.well-known/mp-sandbox')).status).toBe(200)
  })

  it('may be one of several: what was named first has the last word', async () => {
    expect(await statuses(playing('outage=1', 'rate-limit=1'), 3)).toEqual([503, 429, 200])
  })
})
