import { describe, expect, it } from 'vitest'
import { findJwt } from '../../src/protocol/find-jwt.js'
import { failureOf } from '../support/failure.js'

const JWT = 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln'

describe('findJwt', () => {
  it.each([
    JWT,
    ` \n${JWT}\r\n`,
    `\ufeff${JWT}`,
    `"${JWT}"`,
    `'${JWT}'\n`,
    `Bearer ${JWT}`,
    `authorization: bearer  ${JWT}`,
    `'Authorization: Bearer ${JWT}'`,
    `MASKINPORTEN_TOKEN=${JWT}`,
    `export MASKINPORTEN_TOKEN='${JWT}'`,
    `header = "Authorization: Bearer ${JWT}"`,
    `{"access_token":"${JWT}","token_type":"Bearer"}`,
    `{"schema":"mp.token/1","access_token":"${JWT}"}\n`,
    `{"schema":"mp.grant/1","grant":"${JWT}","header":{},"claims":{}}`,
    `{"grant":"${JWT}","token":{}}`,
    `{"access_token":"Bearer ${JWT}"}`,
    `grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=${JWT}`,
    `assertion=${JWT}`,
  ])('finds it in %j', (text) => {
    expect(findJwt(text, 'token')).toBe(JWT)
    expect(findJwt(text, 'grant')).toBe(JWT)
  })

  it('takes the one that is meant, where there are both', () => {
    const text = '{"grant":"a.b.c","token":{"access_token":"d.e.f"}}'
    expect(findJwt(text, 'grant')).toBe('a.b.c')
    expect(findJwt(text, 'token')).toBe('d.e.f')
  })

  it.each([
    ['', 'the input is empty'],
    [' \n', 'the input is empty'],
    ['{"hemmelig":1}', 'the input is JSON without a grant or a token in it'],
    ['{"access_token":{"a":[]}}', 'the input is JSON without a grant or a token in it'],
    ['{hemmelig', 'the input is neither a JWT nor sound JSON'],
    ['x'.repeat(1024 * 1024 + 1), 'the input is longer than any grant or token'],
  ])('finds none in %j, and does not repeat it', (text, message) => {
    expect(failureOf(() => findJwt(text, 'token'))).toMatchObject({ code: 'MP_JWT_UNREADABLE', message })
  })
})
