import { describe, expect, it } from 'vitest'
import { renderToken } from '../../../src/commands/render/token.js'
import { NOW } from '../../support/keys.js'

const TOKEN = {
  accessToken: 'aa.bb.cc',
  tokenType: 'Bearer',
  expiresIn: 119,
  expiresAt: NOW + 119,
  scope: 'a:b',
  clientId: 'abc',
  cached: false,
  altinn: false,
} as const
const PLACE = { environment: 'prod', profile: 'mine' }

describe('renderToken', () => {
  it.each([
    ['raw', 'aa.bb.cc\n'],
    ['header', 'Authorization: Bearer aa.bb.cc\n'],
    ['env', 'MASKINPORTEN_TOKEN=aa.bb.cc\n'],
    ['export', "export MASKINPORTEN_TOKEN='aa.bb.cc'\n"],
    ['curl', 'header = "Authorization: Bearer aa.bb.cc"\n'],
    [
      'json',
      '{"schema":"mp.token/1","access_token":"aa.bb.cc","token_type":"Bearer","expires_in":119,' +
        '"expires_at":"2023-11-14T22:15:19Z","scope":"a:b","environment":"prod","profile":"mine",' +
        '"client_id":"abc","cached":false,"altinn":false}\n',
    ],
  ] as const)('is one line as %s', (format, line) => {
    expect(renderToken(TOKEN, { format, ...PLACE }, NOW)).toBe(line)
  })

  it('tells of a kept token how much is left of its life, and that it was kept', () => {
    const line = renderToken({ ...TOKEN, cached: true }, { format: 'json', ...PLACE }, NOW + 60)
    expect(JSON.parse(line)).toMatchObject({
      cached: true,
      expires_in: 59,
      expires_at: '2023-11-14T22:15:19Z',
    })
  })

  it("tells Altinn's token from Maskinporten's", () => {
    const line = renderToken({ ...TOKEN, altinn: true }, { format: 'json', ...PLACE }, NOW)
    expect(JSON.parse(line).altinn).toBe(true)
  })

  it('has null for the profile where there is none', () => {
    const line = renderToken(TOKEN, { format: 'json', environment: 'test', profile: null }, NOW)
    expect(JSON.parse(line)).toMatchObject({ profile: null, environment: 'test' })
  })
})
