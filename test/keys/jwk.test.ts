import { createHash, createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openKeystore } from '../../src/keys/open.js'
import { facts, vector } from './support/vectors.js'

const KEY = createPrivateKey({ key: vector('pkcs8.der'), format: 'der', type: 'pkcs8' })
const OTHER = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
const JWK = KEY.export({ format: 'jwk' })
const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
const X5C = ['root', 'auth'].map((name) => vector(`${name}.crt.der`).toString('base64'))
const { n, e, d, p, q } = JWK

describe('a JWK', () => {
  it.each([
    ['as node writes it', JWK],
    ['without the numbers that only make it faster', { kty: 'RSA', n, e, d, p, q }],
    ['without its primes', { kty: 'RSA', n, e, d }],
    ['with leading zeros and padding', { ...JWK, n: zeroed(n), d: `${zeroed(d)}==` }],
    ['in plain base64', { ...JWK, n: Buffer.from(n ?? '', 'base64url').toString('base64') }],
  ])('opens %s', async (_how, jwk) => {
    const { format, entries } = await open(jwk)
    expect(format).toBe('jwk')
    expect(entries).toMatchObject([{ alias: '1', type: 'private-key', certificates: [] }])
    expect(sha256(entries[0]?.spki)).toBe(facts.keys.auth)
    expect(entries[0]?.privateKey?.export({ format: 'jwk' })).toEqual(JWK)
  })

  it('keeps its kid as its alias, and its use', async () => {
    const { entries } = await open({ ...JWK, kid: 'a-kid', use: 'sig', alg: 'RS256' })
    expect(entries).toMatchObject([{ alias: 'a-kid', kid: 'a-kid', use: 'sig' }])
  })

  it('is for encryption when its algorithm is', async () => {
    expect((await open({ ...JWK, alg: 'RSA-OAEP-256' })).entries).toMatchObject([{ use: 'enc' }])
  })

  it('has its certificates leaf first', async () => {
    const { entries } = await open({ ...JWK, x5c: X5C })
    expect(entries[0]?.certificates.map(({ der }) => sha256(der))).toEqual([facts.certificates.auth?.sha256])
  })

  it.each([
    ['the n of another key', { ...JWK, n: OTHER.n }],
    ['the p of another key', { ...JWK, p: OTHER.p }],
    ['the d of another key', { ...JWK, d: OTHER.d }],
    ['the d of another key and no primes', { kty: 'RSA', n, e, d: OTHER.d }],
    ['a wrong qi', { ...JWK, qi: OTHER.qi }],
    ['e and d of one', { ...JWK, e: 'AQ', d: 'AQ', dp: 'AQ', dq: 'AQ' }],
    ['a d of zero', { kty: 'RSA', n, e, d: 'AA' }],
    ['no n', { ...JWK, n: undefined }],
    ['a number for d', { ...JWK, d: 3 }],
  ])('is refused with %s', async (_what, jwk) => {
    await expect(open(jwk)).rejects.toMatchObject({ code: 'MP_KEY_UNREADABLE' })
  })

  it('is refused in words that do not quote the key', async () => {
    await expect(open({ ...JWK, n: OTHER.n })).rejects.toThrow(
      '"key.jwk.json" holds an RSA key whose numbers do not agree',
    )
    const broken = openKeystore(Buffer.from(JSON.stringify(JWK).slice(0, -4)), {}, 'key.jwk.json')
    await expect(broken).rejects.toThrow('"key.jwk.json" looks like JSON and is malformed')
    expect(await broken.catch(({ cause }) => cause)).toBeUndefined()
  })

  it.each([
    ['a number of a million digits', { ...JWK, n: 'A'.repeat(1_000_000) }, 'MP_KEY_LIMIT'],
    ['no private part', { kty: 'RSA', n, e }, 'MP_KEY_NO_PRIVATE_KEY'],
    ['an unknown kind', { kty: 'AKP', d: 'AQ' }, 'MP_KEY_UNSUPPORTED'],
    ['nothing of a JWK', { name: 'maskinporten-cli' }, 'MP_KEY_UNREADABLE'],
    ['a damaged x5c', { ...JWK, x5c: ['AAAA'] }, 'MP_KEY_UNREADABLE'],
  ])('with %s is refused', async (_what, jwk, code) => {
    await expect(open(jwk)).rejects.toMatchObject({ code })
  })

  it('opens when it is EC, so that it can be named', async () => {
    const { entries } = await open({ ...EC, kid: 'ec' })
    expect(entries).toMatchObject([{ alias: 'ec', privateKey: { asymmetricKeyType: 'ec' } }])
  })
})

describe('a set of JWKs', () => {
  it('gives its private and secret keys, and passes its public ones over', async () => {
    const keys = [
      { kty: 'RSA', n, e, kid: 'public' },
      { ...JWK, kid: 'one' },
      JWK,
      { kty: 'oct', k: 'c2VjcmV0', kid: 'secret' },
    ]
    const { format, entries } = await open({ keys })
    expect(format).toBe('jwks')
    expect(entries.map(({ alias, type }) => [alias, type])).toEqual([
      ['one', 'private-key'],
      ['3', 'private-key'],
      ['secret', 'secret-key'],
    ])
  })

  it('opens although one of its keys is damaged', async () => {
    const { entries } = await open({
      keys: [
        { ...JWK, n: OTHER.n, kid: 'damaged' },
        { ...JWK, kid: 'sound' },
      ],
    })
    expect(entries.map(({ alias, fault }) => [alias, fault?.message])).toEqual([
      ['damaged', '"key.jwk.json" holds an RSA key whose numbers do not agree'],
      ['sound', undefined],
    ])
  })

  it.each([
    ['no keys', { keys: [] }, 'MP_KEY_NO_PRIVATE_KEY'],
    ['public keys only', { keys: [{ kty: 'RSA', n, e }] }, 'MP_KEY_NO_PRIVATE_KEY'],
    ['a hundred keys and one', { keys: Array.from({ length: 101 }, () => JWK) }, 'MP_KEY_LIMIT'],
    ['something else among them', { keys: [JWK, 'x'] }, 'MP_KEY_UNREADABLE'],
  ])('with %s is refused', async (_what, jwks, code) => {
    await expect(open(jwks)).rejects.toMatchObject({ code })
  })
})

function open(json: unknown) {
  return openKeystore(Buffer.from(JSON.stringify(json)), {}, 'key.jwk.json')
}

function zeroed(number: string | undefined): string {
  return Buffer.concat([Buffer.alloc(2), Buffer.from(number ?? '', 'base64url')]).toString('base64url')
}

function sha256(bytes: Uint8Array | undefined): string {
  return createHash('sha256')
    .update(bytes ?? '')
    .digest('hex')
}
