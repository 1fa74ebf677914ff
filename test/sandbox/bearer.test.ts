import { createHmac, createPublicKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Demand, type Reading, readBearer } from '../../src/sandbox/bearer.js'
import { challenge } from '../../src/sandbox/challenge.js'
import { ALTINN_ISSUER, openApiBench, requestFor, type TokenWish } from './support/api-bench.js'
import { NOW, ORIGIN } from './support/bench.js'
import { part } from './support/grants.js'

const bench = openApiBench()
const ANY: Demand = { scopes: [] }

function read(wish: TokenWish = {}, demand: Demand = ANY): Promise<Reading> {
  return readBearer(requestFor('/x', bench.token(wish)), bench.court, demand)
}

function readHeader(authorization: string | undefined): Promise<Reading> {
  const headers = authorization === undefined ? {} : { authorization }
  return readBearer({ ...requestFor('/x'), headers }, bench.court, ANY)
}

function outcome(reading: Reading): string {
  return 'fault' in reading ? reading.fault : 'good'
}

interface Row {
  what: string
  wish: TokenWish
  demand?: Demand
  as: string
}

const claims = (changed: Record<string, unknown>): TokenWish => ({ claims: changed })
const consumer = (ID: unknown, authority = 'iso6523-actorid-upis') => claims({ consumer: { authority, ID } })
const BOTH: Demand = { scopes: [], kinds: ['maskinporten', 'altinn'] }
const ALTINN: Demand = { scopes: [], kinds: ['altinn'] }
const UNSET: Demand = { scopes: [], resource: 'unset' }
const API: Demand = { scopes: [], resource: 'https://api.example.no' }

const ROWS: Row[] = [
  { what: 'another’s signature', wish: { signer: bench.keys.foreign }, as: 'signature' },
  { what: 'another kid', wish: { header: { kid: 'issuer-2' } }, as: 'signature' },
  { what: 'no kid', wish: { header: { kid: undefined } }, as: 'signature' },
  { what: 'RS512', wish: { header: { alg: 'RS512' } }, as: 'signature' },
  { what: 'no algorithm', wish: { header: { alg: 'none' } }, as: 'signature' },
  { what: 'a critical header that nobody knows', wish: { header: { crit: ['x'], x: 1 } }, as: 'signature' },
  { what: 'another issuer', wish: claims({ iss: 'https://test.maskinporten.no/' }), as: 'issuer' },
  { what: 'an issuer without its slash', wish: claims({ iss: ORIGIN }), as: 'issuer' },
  { what: 'no issuer', wish: claims({ iss: undefined }), as: 'issuer' },
  { what: 'no consumer', wish: claims({ consumer: undefined }), as: 'malformed' },
  { what: 'a consumer of another register', wish: consumer('9908:310904473'), as: 'malformed' },
  { what: 'a consumer of another authority', wish: consumer('0192:310904473', 'x'), as: 'malformed' },
  { what: 'a consumer of ten digits', wish: consumer('0192:3109044731'), as: 'malformed' },
  { what: 'a consumer without register', wish: consumer('310904473'), as: 'malformed' },
  { what: 'a sub-unit', wish: consumer('0192:310904473:ER//987464291:1'), as: 'good' },
  { what: 'a token that ends this second', wish: claims({ exp: NOW }), as: 'expired' },
  { what: 'a token that ends the next second', wish: claims({ exp: NOW + 1 }), as: 'good' },
  { what: 'a token without end', wish: claims({ exp: undefined }), as: 'expired' },
  { what: 'a token whose end is text', wish: claims({ exp: `${NOW + 60}` }), as: 'expired' },
  {
    what: 'an old token within the leeway',
    wish: claims({ exp: NOW - 9 }),
    demand: { ...ANY, leeway: 10 },
    as: 'good',
  },
  {
    what: 'a token at the leeway’s end',
    wish: claims({ exp: NOW - 10 }),
    demand: { ...ANY, leeway: 10 },
    as: 'expired',
  },
  { what: 'a token issued in 10 seconds', wish: claims({ iat: NOW + 10 }), as: 'good' },
  { what: 'a token issued in 11 seconds', wish: claims({ iat: NOW + 11 }), as: 'expired' },
  { what: 'a token that begins in 10 seconds', wish: claims({ nbf: NOW + 10 }), as: 'good' },
  { what: 'a token that begins in 11 seconds', wish: claims({ nbf: NOW + 11 }), as: 'expired' },
  { what: 'a beginning that is text', wish: claims({ nbf: `${NOW}` }), as: 'expired' },
  { what: 'a token that says not when it was issued', wish: claims({ iat: undefined }), as: 'good' },
  { what: 'Altinn’s token, not asked for', wish: claims({ iss: ALTINN_ISSUER }), as: 'kind' },
  { what: 'Altinn’s token, asked for', wish: claims({ iss: ALTINN_ISSUER }), demand: ALTINN, as: 'good' },
  { what: 'Maskinporten’s token, not asked for', wish: {}, demand: ALTINN, as: 'kind' },
  { what: 'Maskinporten’s token where both will do', wish: {}, demand: BOTH, as: 'good' },
  { what: 'a scope of the token', wish: {}, demand: { scopes: ['brreg:losore/tlg'] }, as: 'good' },
  { what: 'one scope of several', wish: {}, demand: { scopes: ['x', 'brreg:losore/tlg'] }, as: 'good' },
  { what: 'a scope that the token has not', wish: {}, demand: { scopes: ['brreg:mottak'] }, as: 'scope' },
  { what: 'the beginning of a scope', wish: {}, demand: { scopes: ['brreg:losore'] }, as: 'scope' },
  {
    what: 'a token without scope',
    wish: claims({ scope: undefined }),
    demand: { scopes: ['x'] },
    as: 'scope',
  },
  { what: 'no audience where none may be', wish: {}, demand: UNSET, as: 'good' },
  { what: 'the audience "unspecified"', wish: claims({ aud: 'unspecified' }), demand: UNSET, as: 'good' },
  {
    what: 'an audience where none may be',
    wish: claims({ aud: API.resource }),
    demand: UNSET,
    as: 'audience',
  },
  { what: 'an audience that nobody asks about', wish: claims({ aud: 'x' }), as: 'good' },
  { what: 'the right audience', wish: claims({ aud: API.resource }), demand: API, as: 'good' },
  {
    what: 'the right audience among others',
    wish: claims({ aud: ['x', API.resource] }),
    demand: API,
    as: 'good',
  },
  { what: 'another audience', wish: claims({ aud: `${API.resource}/` }), demand: API, as: 'audience' },
  { what: 'no audience where one is wanted', wish: {}, demand: API, as: 'audience' },
]

describe('a bearer token', () => {
  for (const { what, wish, demand, as } of ROWS) {
    it(`with ${what} is ${as}`, async () => {
      expect(outcome(await read(wish, demand))).toBe(as)
    })
  }

  it('is read into kind, claims, scopes and organisation number', async () => {
    expect(await read({}, { scopes: ['brreg:losore/utlegg'] })).toEqual({
      bearer: {
        kind: 'maskinporten',
        claims: expect.objectContaining({ client_id: 'the-client' }),
        scopes: ['brreg:losore/utlegg', 'brreg:losore/tlg'],
        orgnr: '310904473',
      },
    })
    expect(await read(claims({ iss: ALTINN_ISSUER }), BOTH)).toMatchObject({ bearer: { kind: 'altinn' } })
  })

  it('may be signed by any key of the issuer', async () => {
    const [key] = bench.court.state.issuer_keys
    const state = { ...bench.court.state, issuer_keys: [{ ...key, kid: 'new', n: 'AQAB' }, key] } as never
    const court = { ...bench.court, state }
    expect(outcome(await readBearer(requestFor('/x', bench.token()), court, ANY))).toBe('good')
  })

  it('with two faults is told the first', async () => {
    const wish = claims({ iss: 'x', exp: 0 })
    expect(outcome(await read({ ...wish, signer: bench.keys.foreign }))).toBe('signature')
    expect(outcome(await read(wish))).toBe('issuer')
    expect(outcome(await read(claims({ exp: 0 }), ALTINN))).toBe('expired')
    expect(outcome(await read({}, { ...ALTINN, scopes: ['x'] }))).toBe('kind')
    expect(outcome(await read({}, { ...API, scopes: ['x'] }))).toBe('scope')
  })
})

describe('the authorization header', () => {
  const good = bench.token()
  const [head, body, signature] = good.split('.')
  const rows: [what: string, header: string | undefined, as: string][] = [
    ['names the scheme in any case', `bEARER ${good}`, 'good'],
    ['has more than one space', `Bearer   ${good} `, 'good'],
    ['is not there', undefined, 'missing'],
    ['is empty', '', 'missing'],
    ['is of another scheme', 'Basic YTpi', 'missing'],
    ['has no scheme', good, 'missing'],
    ['begins with a longer word', `Bearers ${good}`, 'missing'],
    ['has no token', 'Bearer', 'malformed'],
    ['has two tokens', `Bearer ${good}, Bearer ${good}`, 'malformed'],
    ['has two tokens and one scheme', `Bearer ${good} ${good}`, 'malformed'],
    ['has two parts of a token', `Bearer ${head}.${body}`, 'malformed'],
    ['has a token that is no JWT', 'Bearer abc', 'malformed'],
    ['has a token of which the claims are a list', `Bearer ${head}.${part([])}.${signature}`, 'malformed'],
    ['has a token in quotes', `Bearer "${good}"`, 'malformed'],
    [
      'has a token whose claims were changed',
      `Bearer ${head}.${part({ iss: 'x' })}.${signature}`,
      'signature',
    ],
  ]
  for (const [what, header, as] of rows) {
    it(`that ${what} is ${as}`, async () => expect(outcome(await readHeader(header))).toBe(as))
  }

  it('is never repeated in the description', async () => {
    for (const [, header] of rows) {
      const reading = await readHeader(header)
      const words = 'fault' in reading ? reading.description : ''
      for (const it of [good, head, body, signature]) expect(words).not.toContain(it)
    }
  })

  it('may not carry a token signed with the published key as a password', async () => {
    const input = `${part({ kid: 'issuer-1', alg: 'HS256' })}.${body}`
    const published = createPublicKey(bench.keys.issuer).export({ type: 'spki', format: 'pem' })
    const mac = createHmac('sha256', published).update(input).digest('base64url')
    expect(outcome(await readHeader(`Bearer ${input}.${mac}`))).toBe('signature')
  })
})

describe('what an API answers to a fault', () => {
  it('is 403 for want of a scope, and 401 for all else', () => {
    expect(challenge('scope')).toEqual({
      status: 403,
      headers: { 'www-authenticate': 'Bearer error="insufficient_scope"' },
    })
    for (const fault of [
      'missing',
      'malformed',
      'signature',
      'issuer',
      'expired',
      'kind',
      'audience',
    ] as const) {
      expect(challenge(fault)).toEqual({
        status: 401,
        headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
      })
    }
  })
})
