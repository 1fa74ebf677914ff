import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { addKey, listKeys, removeKey } from '../../../src/flows/admin/keys.js'
import { openKeystore } from '../../../src/keys/open.js'
import { privateJwk, publicJwk } from '../../../src/keys/write/jwk.js'
import { Secret } from '../../../src/secret.js'
import { HARMFUL } from '../../protocol/selfservice/support/harmful.js'
import { codeOfRejection, rejectionOf } from '../../support/failure.js'
import { privateKey } from '../../support/keys.js'
import { jsonResponse } from '../../support/responses.js'
import { register } from './support/register.js'

const JWKS = '/clients/a/jwks'
const KEY = { kty: 'RSA', use: 'sig', alg: 'RS256', kid: 'ny', n: 'sXchDA', e: 'AQAB' }
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

const setOf = (...kids: string[]) => ({
  keys: kids.map((kid, i) => ({ ...KEY, kid, n: `sXch${'ABCDEFG'[i]}A`, exp: 2000 + i, 'new#since': 1 })),
  created: 'then',
  last_updated: 'then',
})
const withKeys = (...kids: string[]) => register({ [JWKS]: setOf(...kids) })

describe('addKey', () => {
  it('writes the whole set: those that are there just as they came, and the new one', async () => {
    const { session, changes, bodies } = withKeys('a', 'b')
    const answer = await addKey(session, 'a', KEY)
    expect(changes()).toEqual([`POST ${JWKS}`])
    expect(bodies()).toEqual([{ keys: [...setOf('a', 'b').keys, KEY] }])
    expect(answer).toMatchObject({ created: 'then', keys: [{ kid: 'a' }, { kid: 'b' }, { kid: 'ny' }] })
  })

  it.each([[{}], [{ keys: [] }]])('registers the first key where there is %j', async (none) => {
    const { session, bodies } = register({ [JWKS]: none })
    await addKey(session, 'a', KEY)
    expect(bodies()).toEqual([{ keys: [KEY] }])
  })

  it('sends the same key again, to renew it, even where it changes nothing of the set', async () => {
    const { session, bodies } = register({ [JWKS]: { keys: [KEY] } })
    await addKey(session, 'a', KEY)
    expect(bodies()).toEqual([{ keys: [KEY] }])
  })

  it('is content with a key that the API has dressed up', async () => {
    const own = withKeys('a')
    own.answer = (written) => {
      const { keys } = written as { keys: object[] }
      return jsonResponse({ keys: keys.map((key) => ({ ...key, exp: 9, n2: 1 })).reverse() })
    }
    expect(await addKey(own.session, 'a', KEY)).toMatchObject({ keys: [{ kid: 'ny', exp: 9 }, { kid: 'a' }] })
  })

  it.each([
    ['the new key is missing', setOf('a').keys],
    ['another key is missing', [KEY]],
    ['another key is in its place', [...setOf('a').keys, { ...KEY, n: 'AAAA' }]],
  ])('says so where %s in the answer', async (_, keys) => {
    const own = withKeys('a')
    own.answer = () => jsonResponse({ keys })
    const error = await rejectionOf(addKey(own.session, 'a', KEY))
    expect(error.code).toBe('MP_NOT_AS_SENT')
    expect(error.message).toMatch(/^the key set of client "a" was written, .* another keys than was sent$/)
  })

  it('writes nothing where someone else changed the set meanwhile', async () => {
    const own = withKeys('a')
    own.before = (number) => {
      if (number === 2) own.objects.set(JWKS, setOf('a', 'b'))
    }
    expect(await codeOfRejection(addKey(own.session, 'a', KEY))).toBe('MP_CHANGED_MEANWHILE')
    expect(own.changes()).toEqual([])
  })

  it.each([
    [['a', 'b', 'c', 'd', 'e'], KEY, 'MP_KEY_ROOM'],
    [['ny'], KEY, 'MP_KEY_KID_TAKEN'],
    [['a'], { ...KEY, kty: 'EC' }, 'MP_KEY_UNSUPPORTED'],
    [['a'], { ...KEY, kid: '../x' }, 'MP_USAGE'],
  ])('writes nothing to %j with %j: %s', async (kids, key, code) => {
    const { session, changes } = withKeys(...kids)
    expect(await codeOfRejection(addKey(session, 'a', key))).toBe(code)
    expect(changes()).toEqual([])
  })

  it.each([[{ keys: 'x' }], [{ created: 'then' }], [null], [[]], [{ keys: [7] }]])(
    'writes nothing over %j, which may be keys',
    async (answer) => {
      const { session, changes } = register({ [JWKS]: answer })
      expect(await codeOfRejection(addKey(session, 'a', KEY))).toBe('MP_RESPONSE_MALFORMED')
      expect(changes()).toEqual([])
    },
  )

  it('writes nothing where the set cannot be read', async () => {
    const { session, changes } = register({})
    expect(await codeOfRejection(addKey(session, 'a', KEY))).toBe('MP_REFUSED')
    expect(changes()).toEqual([])
  })
})

describe('removeKey', () => {
  it('writes the others back', async () => {
    const { session, changes, bodies } = withKeys('a', 'b', 'my old key')
    expect(await removeKey(session, 'a', 'my old key')).toMatchObject({ keys: [{ kid: 'a' }, { kid: 'b' }] })
    expect(changes()).toEqual([`POST ${JWKS}`])
    expect(bodies()).toEqual([{ keys: setOf('a', 'b').keys }])
  })

  it('deletes the set with its last key: an empty one is not taken', async () => {
    const { session, changes } = withKeys('a')
    expect(await removeKey(session, 'a', 'a')).toBeUndefined()
    expect(changes()).toEqual([`DELETE ${JWKS}`])
  })

  it('writes nothing where there is no such key, or the set has just been changed', async () => {
    const own = withKeys('a')
    expect(await codeOfRejection(removeKey(own.session, 'a', 'b'))).toBe('MP_NOT_FOUND')
    own.before = (number) => {
      if (number === own.requests.length && number === 4) own.objects.set(JWKS, setOf('a', 'b'))
    }
    expect(await codeOfRejection(removeKey(own.session, 'a', 'a'))).toBe('MP_CHANGED_MEANWHILE')
    expect(own.changes()).toEqual([])
  })

  it('says so where the key is still there', async () => {
    const own = withKeys('a', 'b')
    own.answer = () => jsonResponse(setOf('a', 'b'))
    expect(await codeOfRejection(removeKey(own.session, 'a', 'a'))).toBe('MP_NOT_AS_SENT')
  })
})

describe('a client’s keys', () => {
  it('are listed as the API tells of them', async () => {
    expect(await listKeys(withKeys('a', 'b').session, 'a')).toEqual(setOf('a', 'b'))
  })

  it.each(['a b', 'a:b', 'a?b'])('are not those of %j: nothing is sent', async (client) => {
    const { session, requests } = withKeys('a')
    expect(await codeOfRejection(listKeys(session, client))).toBe('MP_USAGE')
    expect(requests).toEqual([])
  })

  it.each(HARMFUL)('are not those of %j, nor is it a kid: nothing is sent', async (text) => {
    const { session, requests } = withKeys('a')
    expect(await codeOfRejection(listKeys(session, text))).toBe('MP_USAGE')
    expect(await codeOfRejection(addKey(session, text, KEY))).toBe('MP_USAGE')
    expect(await codeOfRejection(addKey(session, 'a', { ...KEY, kid: text }))).toBe('MP_USAGE')
    expect(await codeOfRejection(removeKey(session, text, 'a'))).toBe('MP_USAGE')
    expect(await codeOfRejection(removeKey(session, 'a', text))).toBe('MP_USAGE')
    expect(requests).toEqual([])
  })
})

/** RSA keys in files of every kind that mp reads, and the values that must stay at home. */
const FILES = [
  ...['bare.jwk.json', 'x5c.jwk.json', 'no-exponents.jwk.json', 'two.jwks.json'],
  ...['pkcs8.pem', 'pkcs1.der', 'dek-aes256.pem', 'pkcs8-encrypted.der'],
  ...['openssl.p12', 'keytool.p12', 'keytool.jks', 'keytool.jceks'],
]

async function keyIn(file: string) {
  const bytes = readFileSync(new URL(`../../vectors/${file}`, import.meta.url))
  const { entries } = await openKeystore(bytes, { store: new Secret('changeit') }, file)
  const key = entries.find(({ privateKey: one }) => one !== undefined)?.privateKey
  if (key === undefined) throw new Error(`${file} holds no key`)
  return key
}

describe('no private part leaves', () => {
  it.each(FILES)('of a key from %s, whatever half of it is handed in', async (file) => {
    const key = await keyIn(file)
    const facts = { kid: 'ny', alg: 'RS256' }
    const whole = privateJwk(key, facts)
    const stray = { ...whole, oth: [{ r: whole.d, d: whole.d, t: whole.p }], k: whole.d }
    const { keys } = setOf('a')
    const leaked = { ...stray, kid: 'b' } // one that the server should never have had
    for (const given of [publicJwk(key, facts), whole, stray]) {
      const own = register({ [JWKS]: { keys: [...keys, leaked] } })
      await addKey(own.session, 'a', given)
      await addKey(own.session, 'a', given)
      await removeKey(own.session, 'a', 'a')
      expect(own.bodies()).toHaveLength(3)
      expect(own.bodies()[0]).toEqual({
        keys: [...keys, publicJwk(key, { ...facts, kid: 'b' }), publicJwk(key, facts)],
      })
      const sent = own.requests.map((request) => JSON.stringify(request)).join()
      for (const part of PRIVATE) expect(sent).not.toContain(`\\"${part}\\":`)
      for (const part of ['d', 'p', 'q', 'dp', 'dq', 'qi']) expect(sent).not.toContain(whole[part])
    }
  })

  it('is a test that would see one', () => {
    expect(
      JSON.stringify({ body: JSON.stringify(privateJwk(privateKey, { kid: 'a', alg: 'RS256' })) }),
    ).toContain('\\"d\\":')
  })
})
