import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeCertificate } from '../../../src/sandbox/make-certificate.js'
import { CLIENT_IDS } from '../../../src/sandbox/registry.js'
import { NOW } from '../support/bench.js'
import { toX5c } from '../support/grants.js'
import { faultsOf, type Json, jwk, KEYS, openDesk } from './support/desk.js'

const YEAR = 365 * 24 * 60 * 60

describe('a set of keys', () => {
  it('is shown with the end of each key, and with when it was made and changed', async () => {
    const { client, get, clock } = openDesk()
    const id = await client()
    expect(await get(200, 'GET', `/clients/${id}/jwks`)).toEqual({
      keys: [],
      created: '2023-11-14T23:13:20.000+01:00',
      last_updated: '2023-11-14T23:13:20.000+01:00',
    })
    clock.now += 10
    await get(201, 'POST', `/clients/${id}/jwks`, { keys: [jwk('k1')] })
    clock.now += 10
    const keys = [jwk('k1', { exp: NOW + 100 }), jwk('k2', {}, 1)]
    const after = await get(200, 'PUT', `/clients/${id}/jwks`, { keys })
    expect(after).toEqual({
      keys: [jwk('k1', { exp: NOW + 100 }), jwk('k2', { exp: NOW + 20 + YEAR }, 1)],
      created: '2023-11-14T23:13:30.000+01:00',
      last_updated: '2023-11-14T23:13:40.000+01:00',
    })
    expect(await get(200, 'GET', `/clients/${id}/jwks`)).toEqual(after)
  })

  it.each(['POST', 'PUT'])(
    'is replaced whole by %s: a key that is not sent again is unknown at once',
    async (method) => {
      const { client, ask, grant } = openDesk()
      const id = await client({}, [jwk('k1'), jwk('k2', {}, 1)])
      expect([await grant(id, 'k1'), await grant(id, 'k2', { key: 1 })]).toEqual(['200 token', '200 token'])
      await ask(method, `/clients/${id}/jwks`, { keys: [jwk('k2', {}, 1), jwk('k3', {}, 2)] })
      expect(await grant(id, 'k1')).toBe('400 kid.known')
      expect(await grant(id, 'k2', { key: 1 })).toBe('200 token')
      expect(await grant(id, 'k3', { key: 2 })).toBe('200 token')
      expect(await grant(id, 'k3', { key: 1 })).toBe('400 signature')
    },
  )

  it('is taken away by DELETE, and the built-in client signs with its certificate again', async () => {
    const { get, grant, state } = openDesk()
    const path = `/clients/${CLIENT_IDS.key}/jwks`
    await get(201, 'POST', path, { keys: [jwk('k1')] })
    expect(await get(200, 'DELETE', path)).toMatchObject({ keys: [] })
    expect(await grant(CLIENT_IDS.key, 'k1')).toBe('400 kid.known')
    expect(state.clients[1]?.keys).toEqual([])
  })

  it('holds five keys at most', async () => {
    const { client, get, ask } = openDesk()
    const id = await client()
    const keys = [1, 2, 3, 4, 5].map((number) => jwk(`k${number}`))
    await get(201, 'POST', `/clients/${id}/jwks`, { keys })
    const response = await ask('POST', `/clients/${id}/jwks`, { keys: [...keys, jwk('k6')] })
    expect(response.status).toBe(400)
    expect(await get<{ keys: Json[] }>(200, 'GET', `/clients/${id}/jwks`)).toMatchObject({
      keys: keys.map(({ kid }) => ({ kid })),
    })
  })
})

describe('a key', () => {
  it('that is posted again without an end lives for a year from now', async () => {
    const { client, get, clock } = openDesk()
    const id = await client({}, [jwk('k1', { exp: NOW + 100 })])
    clock.now += 50
    expect(await get(201, 'POST', `/clients/${id}/jwks`, { keys: [jwk('k1')] })).toMatchObject({
      keys: [{ kid: 'k1', exp: NOW + 50 + YEAR }],
    })
  })

  it('ends when it said it would', async () => {
    const { client, clock, grant } = openDesk()
    const id = await client({}, [jwk('k1', { exp: NOW + 100 })])
    clock.now = NOW + 99
    expect(await grant(id, 'k1')).toBe('200 token')
    clock.now = NOW + 100
    expect(await grant(id, 'k1')).toBe('400 kid.current')
  })

  const weak = generateKeyPairSync('rsa', { modulusLength: 2047 }).publicKey.export({ format: 'jwk' })
  const refused: [string, Json, string][] = [
    ...['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'].map((part): [string, Json, string] => [
      `with the private ${part}`,
      { [part]: 'c2VjcmV0' },
      'keys',
    ]),
    ['with a private part that is null', { d: null }, 'keys'],
    ['without a kid', { kid: undefined }, 'kid'],
    ['with an empty kid', { kid: '' }, 'kid'],
    ['with a kid of other letters', { kid: 'nøkkel' }, 'kid'],
    ['with a slash in its kid', { kid: 'a/b' }, 'kid'],
    ['with a number for a kid', { kid: 1 }, 'kid'],
    ['of another kind', { kty: 'EC' }, 'kty'],
    ['without a use', { use: undefined }, 'use'],
    ['for encryption', { use: 'enc' }, 'use'],
    ['without an algorithm', { alg: undefined }, 'alg'],
    ['with another algorithm', { alg: 'PS256' }, 'alg'],
    ['that is too weak', weak as Json, 'n'],
    ['without a modulus', { n: undefined }, 'n'],
    ['with an exponent of one', { e: 'AQ' }, 'n'],
    ['that lives for more than a year', { exp: NOW + YEAR + 1 }, 'exp'],
    ['that ends in milliseconds', { exp: NOW * 1000 }, 'exp'],
    ['that ends in nothing', { exp: null }, 'exp'],
    ['that ends in no second', { exp: 0 }, 'exp'],
    ['that ends in a text', { exp: `${NOW}` }, 'exp'],
    ['that ends within a second', { exp: NOW + 0.5 }, 'exp'],
    ['with a certificate that is none', { x5c: ['AAAA'] }, 'x5c'],
    ['with no certificates', { x5c: [] }, 'x5c'],
  ]
  it.each(refused)('%s is refused, and nothing of it kept or repeated', async (_, more, field) => {
    const desk = openDesk()
    const id = await desk.client({}, [jwk('old', {}, 1)])
    for (const method of ['POST', 'PUT']) {
      const response = await desk.ask(method, `/clients/${id}/jwks`, {
        keys: [jwk('old', {}, 1), jwk('k1', more)],
      })
      expect(response.status, response.body).toBe(400)
      expect(faultsOf(response)).toEqual([{ field, words: expect.any(String) }])
      expect(response.body).not.toContain('c2VjcmV0')
    }
    expect(JSON.stringify(desk.state.clients)).not.toContain('c2VjcmV0')
    expect(await desk.grant(id, 'old', { key: 1 })).toBe('200 token')
  })

  it.each([[{ kid: 'A-z_0.9' }], [{ exp: NOW + YEAR }], [{ alg: 'RS384' }], [{ alg: 'RS512' }]])(
    'may be %j',
    async (more) => {
      const { client, get } = openDesk()
      await get(201, 'POST', `/clients/${await client()}/jwks`, { keys: [jwk('k1', more)] })
    },
  )

  it('is kept by its known members alone', async () => {
    const { client, state } = openDesk()
    const id = await client({}, [jwk('k1', { key_ops: ['verify'], note: 'x' })])
    const kept = state.clients.find(({ client_id }) => client_id === id)?.keys
    expect(kept).toEqual([jwk('k1', { exp: NOW + YEAR })])
  })
})

describe('a body', () => {
  const privateKey = { ...KEYS[0]?.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' }
  it.each<[string, Json, string]>([
    ['of no keys', {}, 'keys'],
    ['of an empty set', { keys: [] }, 'keys'],
    ['of something else', { keys: 'x' }, 'keys'],
    ['of a list of something else', { keys: ['x'] }, 'keys'],
    ['of a key without a set', jwk('k1'), 'keys'],
    ['of a private key without a set', privateKey, 'keys'],
    ['of a set with a private part beside it', { keys: [jwk('k1')], d: 'c2VjcmV0' }, 'keys'],
    ['of a kid twice', { keys: [jwk('k1'), jwk('k1', {}, 1)] }, 'kid'],
  ])('%s is refused', async (_, body, field) => {
    const { client, ask } = openDesk()
    const id = await client()
    const response = await ask('PUT', `/clients/${id}/jwks`, body)
    expect(response.status).toBe(400)
    expect(faultsOf(response)).toMatchObject([{ field }])
  })
})

describe('a key with its certificate', () => {
  let chain: string[]
  beforeAll(async () => {
    const [key] = KEYS as [KeyObject]
    const publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' })
    const certificate = await makeCertificate({
      subject: { organisation: 'SANDKASSE AS', commonName: 'SANDKASSE AS' },
      publicKey: `${publicKey}`,
      signer: { key: `${key.export({ type: 'pkcs8', format: 'pem' })}` },
      ca: false,
      notBefore: NOW - 10,
      notAfter: NOW + 1000,
    })
    chain = [toX5c(certificate)]
  })

  it('is kept with it', async () => {
    const { client, get, grant } = openDesk()
    const id = await client({}, [jwk('k1', { x5c: chain })])
    expect(await get(200, 'GET', `/clients/${id}/jwks`)).toMatchObject({ keys: [{ kid: 'k1', x5c: chain }] })
    expect(await grant(id, 'k1')).toBe('200 token')
  })

  it('is refused with another’s', async () => {
    const { client, ask } = openDesk()
    const body = { keys: [jwk('k1', { x5c: chain }, 1)] }
    expect((await ask('POST', `/clients/${await client()}/jwks`, body)).status).toBe(400)
  })
})
