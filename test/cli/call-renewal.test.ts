import { describe, expect, it } from 'vitest'
import { explained } from '../support/explained.js'
import { claimsOf } from '../support/sandbox-files.js'
import { type Api, apiAnswering, benchFor, lines } from './support/api-bench.js'

const HINT_401 =
  "hint: the API does not take this token: is it of the API's environment, and is Altinn's token (--altinn) or a --resource wanted?"

/** An API that takes the token with this number and no other. */
function apiTaking(number: number): Promise<Api> {
  return apiAnswering(({ headers }, response) => {
    const isGood = headers.authorization === `Bearer token-${number}.geheim.x`
    response
      .writeHead(isGood ? 200 : 401)
      .end(isGood ? 'yes' : `no to ${headers.authorization?.slice(7, 14)}`)
  })
}

const tokensOf = ({ heard }: Api) => heard.map(({ headers }) => headers.authorization)

describe('an answer of 401', () => {
  it('makes one new token and one new try, of which the answer is printed', async () => {
    const { api, authority, call } = await benchFor(await apiTaking(2))
    const { code, stdout, stderr } = await call(['own/x'])
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'yes', stderr: '' })
    expect(tokensOf(api)).toEqual(['Bearer token-1.geheim.x', 'Bearer token-2.geheim.x'])
    expect(new Set(authority.grants.map((grant) => claimsOf(grant).jti)).size).toBe(2)
  })

  it('to both tokens is printed once, and there is no third', async () => {
    const { api, authority, call } = await benchFor(await apiTaking(3))
    const { code, stdout, stderr } = await call(['own/x'])
    expect({ code, stdout }).toEqual({ code: 6, stdout: 'no to token-2' })
    expect(stderr).toBe(lines(`error: GET ${api.origin}/v1/x answered 401 Unauthorized`, HINT_401))
    expect([api.heard.length, authority.grants.length]).toEqual([2, 2])
  })

  it.each([
    ['a text', ['-d', '{"a":1}'], '{"a":1}'],
    ['fields', ['-f', 'a=1'], '{"a":"1"}'],
    ['a file', ['-d', '@big.bin'], 'x'.repeat(700_000)],
  ])('has %s sent again whole', async (_, flags, body) => {
    const { api, call } = await benchFor(await apiTaking(2))
    const { code, stdout } = await call(['own/x', ...flags], { files: { 'big.bin': 'x'.repeat(700_000) } })
    expect([code, stdout]).toEqual([0, 'yes'])
    expect(api.heard.map((heard) => heard.body.toString() === body)).toEqual([true, true])
  })

  it('has standard input sent once, and says why that was all', async () => {
    const { api, authority, call } = await benchFor(await apiTaking(2))
    const { code, stdout, stderr } = await call(['own/x', '-d', '@-'], { stdin: '{"a":1}' })
    expect({ code, stdout }).toEqual({ code: 6, stdout: 'no to token-1' })
    expect(stderr).toBe(
      lines(
        `error: POST ${api.origin}/v1/x answered 401 Unauthorized`,
        HINT_401,
        'hint: no other token was tried: what comes from standard input or a pipe is sent once; a file (-d @<file>) can be sent again',
      ),
    )
    expect([api.heard.map(({ body }) => body.toString()), authority.grants.length]).toEqual([['{"a":1}'], 1])
  })

  it('whose new token is refused ends with that refusal, and the 401 is told', async () => {
    const { api, authority, call } = await benchFor(await apiTaking(2), { last: 1 })
    const { code, stdout, stderr } = await call(['own/x'])
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' })
    expect(stderr).toBe(
      lines(
        'the API answered 401, and the new token that was then asked for did not come',
        `error: ${authority.origin}/token refused (400 invalid_grant MP-122): no more (MP-122)`,
        ...explained('MP-122').map((hint) => `hint: ${hint}`),
      ),
    )
    expect(api.heard).toHaveLength(1)
  })

  it('is told to programs in the same shape, with what was said before it', async () => {
    const { api, call } = await benchFor(await apiTaking(3))
    const { code, stdout, stderr } = await call(['own/x', '--json'])
    expect({ code, stdout }).toEqual({ code: 6, stdout: 'no to token-2' })
    expect(stderr).toBe(
      `{"schema":"mp.error/1","code":"MP_API_REFUSED","exit":6,"message":"GET ${api.origin}/v1/x answered 401 Unauthorized",` +
        `"hints":["${HINT_401.slice(6)}"],"retryable":false,"api":{"status":401}}\n`,
    )
  })

  it('with --verbose shows both tries and neither token', async () => {
    const { api, authority, call } = await benchFor(await apiTaking(2))
    const { stderr } = await call(['own/x', '-v'])
    expect(stderr.replaceAll(/\d+ ms/g, '<ms>')).toBe(
      lines(
        'key key.jwk.json (maskinporten.config.json: profiles.mine.key.file)',
        `POST ${authority.origin}/token 200 (<ms>)`,
        `GET ${api.origin}/v1/x 401 (<ms>)`,
        `POST ${authority.origin}/token 200 (<ms>)`,
        `GET ${api.origin}/v1/x 200 (<ms>)`,
      ),
    )
  })

  it('is not what other refusals are: they have one try', async () => {
    const api = await apiAnswering((_, response) => response.writeHead(403).end('no'))
    const { authority, call } = await benchFor(api)
    expect((await call(['own/x'])).code).toBe(6)
    expect([api.heard.length, authority.grants.length]).toEqual([1, 1])
  })
})
