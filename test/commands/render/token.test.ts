import { describe, expect, it } from 'vitest'
import { renderToken, renderTokenJson } from '../../../src/commands/render/token.js'
import { resolveSettings } from '../../../src/profiles/resolve.js'
import { NOW } from '../../support/keys.js'
import { sourceOf } from '../../support/sources.js'

const TOKEN = {
  accessToken: 'aa.bb.cc',
  tokenType: 'Bearer',
  expiresIn: 119,
  scope: 'a:b',
  altinn: false,
} as const
const GRANT = { audience: 'https://x/', clientId: 'abc', scopes: ['a:b'], lifetime: 60 }

function resolved(wish: { profile?: string; environment?: string }) {
  const flags = { settings: {}, origin: (name: string) => name }
  const sources = [sourceOf({ profiles: { mine: { environment: 'prod' } } })]
  return resolveSettings({ wish, flags, env: {}, cwd: '/', sources })
}

it('renderToken gives the token and one newline', () => {
  expect(renderToken(TOKEN)).toBe('aa.bb.cc\n')
})

describe('renderTokenJson', () => {
  it('is one line that tells everything of the token', () => {
    expect(renderTokenJson(TOKEN, { resolved: resolved({ profile: 'mine' }), grant: GRANT, now: NOW })).toBe(
      '{"schema":"mp.token/1","access_token":"aa.bb.cc","token_type":"Bearer","expires_in":119,' +
        '"expires_at":"2023-11-14T22:15:19Z","scope":"a:b","environment":"prod","profile":"mine",' +
        '"client_id":"abc","cached":false,"altinn":false}\n',
    )
  })

  it("tells Altinn's token from Maskinporten's", () => {
    const context = { resolved: resolved({ environment: 'test' }), grant: GRANT, now: NOW }
    expect(JSON.parse(renderTokenJson({ ...TOKEN, altinn: true }, context)).altinn).toBe(true)
  })

  it('has null for the profile where there is none', () => {
    const line = renderTokenJson(TOKEN, {
      resolved: resolved({ environment: 'test' }),
      grant: GRANT,
      now: NOW,
    })
    expect(JSON.parse(line)).toMatchObject({ profile: null, environment: 'test' })
  })
})
