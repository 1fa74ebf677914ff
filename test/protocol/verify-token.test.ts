import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readJwt } from '../../src/protocol/jwt.js'
import { type Demand, verifyToken } from '../../src/protocol/verify-token.js'
import { part, signJws } from '../sandbox/support/grants.js'
import { NOW, privateKey, publicKey } from '../support/keys.js'

const ISSUER = 'https://test.maskinporten.no/'
const actor = (orgnr: string) => ({ authority: 'iso6523-actorid-upis', ID: `0192:${orgnr}` })
const CLAIMS = {
  iss: ISSUER,
  client_id: 'x',
  client_amr: 'private_key_jwt',
  token_type: 'Bearer',
  scope: 'a:b c:d',
  consumer: actor('310904473'),
  iat: NOW,
  exp: NOW + 120,
  jti: 'j',
}
const DEMAND: Demand = { issuer: ISSUER, keys: [{ key: publicKey, kid: 'k1' }], now: NOW }

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const foreign = createPrivateKey(readFileSync(new URL('../vectors/source/auth.key', import.meta.url)))

type Json = Record<string, unknown>

function token(claims: Json = {}, header: Json = {}, key = privateKey): string {
  return signJws({ alg: 'RS256', kid: 'k1', ...header }, { ...CLAIMS, ...claims }, key)
}

/** A good token under another header than it was signed with. */
function withHeader(header: Json): string {
  return token().split('.').with(0, part(header)).join('.')
}

/** The checks that fail. */
function failed(text: string, demand: Partial<Demand> = {}): string[] {
  return verifyToken(readJwt(text), { ...DEMAND, ...demand })
    .filter(({ ok }) => !ok)
    .map(({ check }) => check)
}

describe('verifyToken', () => {
  it.each([
    ['a good token', token()],
    ['RS512', token({}, { alg: 'RS512' })],
    ['typ JWT', token({}, { typ: 'JWT' })],
    ['typ at+jwt', token({}, { typ: 'at+jwt' })],
    ['a token that ended 9 s ago', token({ exp: NOW - 9 })],
    ['a token of 10 s ahead', token({ iat: NOW + 10, nbf: NOW + 10 })],
    [
      'a sub-unit as consumer',
      token({ consumer: { ...actor('991825827'), ID: '0192:991825827:ER//987464291:1' } }),
    ],
    [
      'a token of Skyporten’s, without most claims',
      token({ consumer: undefined, client_amr: undefined, token_type: undefined }),
    ],
  ])('finds nothing wrong with %s', (_, text) => {
    expect(failed(text)).toEqual([])
  })

  it.each([
    ['padding', `${token()}==`, ['format']],
    [
      'a name twice',
      [
        Buffer.from('{"alg":"none","alg":"RS256","kid":"k1"}').toString('base64url'),
        ...token().split('.').slice(1),
      ].join('.'),
      ['format', 'signature'],
    ],
    ['another type', token({}, { typ: 'dpop+jwt' }), ['typ']],
    ['alg none', token({}, { alg: 'none' }), ['alg', 'signature']],
    ['alg none and no signature', token({}, { alg: 'none' }).replace(/[^.]*$/, ''), ['alg', 'signature']],
    ['alg PS256', token({}, { alg: 'PS256' }), ['alg', 'signature']],
    ['the alg toString', withHeader({ alg: 'toString', kid: 'k1' }), ['alg', 'signature']],
    ['crit', token({}, { crit: ['b64'], b64: false }), ['crit']],
    ['an unknown kid', token({}, { kid: 'k2' }), ['kid', 'signature']],
    ['no kid', token({}, { kid: undefined }), ['kid', 'signature']],
    ['another key', token({}, {}, foreign), ['signature']],
    [
      'claims that were changed',
      token()
        .split('.')
        .with(1, part(CLAIMS))
        .with(1, part({ ...CLAIMS, scope: 'x' }))
        .join('.'),
      ['signature'],
    ],
    ['another issuer', token({ iss: 'https://maskinporten.no/' }), ['iss']],
    ['an issuer without its slash', token({ iss: ISSUER.slice(0, -1) }), ['iss']],
    ['no issuer', token({ iss: undefined }), ['iss']],
    ['a token that ended 10 s ago', token({ exp: NOW - 10 }), ['exp']],
    ['no exp', token({ exp: undefined }), ['exp']],
    ['exp as a string', token({ exp: `${NOW + 60}` }), ['exp']],
    ['exp beyond all years', token({ exp: 1e300 }), ['exp']],
    ['nbf 11 s ahead', token({ nbf: NOW + 11 }), ['nbf']],
    ['iat 11 s ahead', token({ iat: NOW + 11 }), ['iat']],
    ['no iat', token({ iat: undefined }), ['iat']],
    ['a token that is no bearer’s', token({ token_type: 'DPoP' }), ['token_type']],
    ['a way to authenticate that is not known', token({ client_amr: 'client_secret_basic' }), ['client_amr']],
    ['a consumer that is none', token({ consumer: '310904473' }), ['consumer']],
    ['several things at once', token({ exp: 1, iss: 'x', consumer: null }), ['iss', 'exp', 'consumer']],
  ])('finds in %s', (_, text, checks) => {
    expect(failed(text)).toEqual(checks)
  })

  it('does not take the public key for a shared secret', () => {
    const input = `${part({ alg: 'HS256', kid: 'k1' })}.${part(CLAIMS)}`
    const secret = publicKey.export({ format: 'pem', type: 'spki' })
    const mac = createHmac('sha256', secret).update(input).digest('base64url')
    expect(failed(`${input}.${mac}`)).toEqual(['alg', 'signature'])
  })

  it('takes no key that is not RSA, or for encryption', () => {
    expect(
      failed(token(), {
        keys: [{ key: createPublicKey(ec.publicKey.export({ format: 'pem', type: 'spki' })), kid: 'k1' }],
      }),
    ).toEqual(['signature'])
    expect(failed(token(), { keys: [{ key: publicKey, kid: 'k1', use: 'enc' }] })).toEqual([
      'kid',
      'signature',
    ])
  })

  it('takes a lone key without an id for any, and not where there are two', () => {
    expect(failed(token(), { keys: [{ key: publicKey }] })).toEqual([])
    expect(failed(token(), { keys: [{ key: publicKey }, { key: publicKey }] })).toEqual(['kid', 'signature'])
  })

  it.each([
    [{ scopes: ['a:b'] }, {}, []],
    [{ scopes: ['c:d', 'a:b'] }, {}, []],
    [{ scopes: ['a:b', 'a:c'] }, {}, ['scope']],
    [{ scopes: ['a:b'] }, { scope: undefined }, ['scope']],
    [{ scopes: ['a:b'] }, { scope: 'a:bc' }, ['scope']],
    [{ consumer: '310904473' }, {}, []],
    [{ consumer: '313725138' }, {}, ['consumer']],
    [{ consumer: '310904473' }, { consumer: undefined }, ['consumer']],
    [{ supplier: '313725138' }, { supplier: actor('313725138') }, []],
    [{ supplier: '313725138' }, {}, ['supplier']],
    [{ audience: 'https://api.example.no' }, { aud: 'https://api.example.no' }, []],
    [{ audience: 'https://api.example.no' }, { aud: ['urn:x', 'https://api.example.no'] }, []],
    [{ audience: 'https://api.example.no' }, { aud: 'https://api.example.no/' }, ['aud']],
    [{ audience: 'https://api.example.no' }, {}, ['aud']],
    [{ audience: 'unspecified' }, { aud: 'unspecified' }, ['aud']],
    [{}, { aud: 'https://api.example.no' }, []],
  ])('with %j, of a token with %j, fails %j', (demand, claims, checks) => {
    expect(failed(token(claims), demand)).toEqual(checks)
  })
})

describe('what is missing', () => {
  it('is said to be', () => {
    const bare = token({ iss: undefined, exp: undefined }, { kid: undefined })
    const checks = verifyToken(readJwt(bare), { issuer: ISSUER, keys: [], now: NOW, supplier: '313725138' })
    const said = checks.filter(({ message }) => message === 'is missing').map(({ check }) => check)
    expect(said).toEqual(['kid', 'iss', 'exp', 'supplier'])
  })
})
