import { createHash, createPublicKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readPublicKey } from '../../src/flows/read-public-key.js'
import { resolveSettings } from '../../src/profiles/resolve.js'
import type { KeySettings } from '../../src/profiles/settings.js'
import { facts, NOW, vector } from '../keys/support/vectors.js'
import { rejectionOf } from '../support/failure.js'
import { portsIn } from '../support/ports.js'

const source = { kind: 'file', path: '/file', label: 'file' } as const

/** The public half of the key in these bytes. */
function halfOf(bytes: string | Uint8Array, key: KeySettings = {}) {
  const flags = { settings: { key: { source, ...key } }, origin: (name: string) => `--${name}` }
  const { key: settings } = resolveSettings({
    wish: { environment: 'test' },
    flags,
    env: {},
    cwd: '/',
    sources: [],
  })
  const ports = portsIn({ files: { '/file': bytes }, env: { MP_KEY_PASSWORD: 'changeit' } })
  return readPublicKey(settings, 'RS256', { ...ports, now: () => NOW })
}

function spkiSha256(key: object): string {
  const spki = createPublicKey({ key: { ...key }, format: 'jwk' }).export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(spki).digest('hex')
}

const PRIVATE = ['openssl.p12', 'keytool.jks', 'pkcs8.pem', 'pkcs8.der', 'kid.jwk.json', 'openssl.p12.base64']
const PUBLIC = ['public.pem', 'public-pkcs1.pem', 'public.der', 'public.jwk.json', 'public.jwks.json']
const CERTIFICATES = ['certificate.der', 'certificates.pem', 'auth.crt.der']

describe('the public half of a key', () => {
  it.each([...PRIVATE, ...PUBLIC, ...CERTIFICATES])(
    'is the same, and all that is given, of %s',
    async (name) => {
      const jwk = await halfOf(vector(name))
      expect(Object.keys(jwk)).toEqual(['kty', 'use', 'alg', 'kid', 'n', 'e'])
      expect(jwk).toMatchObject({ kty: 'RSA', use: 'sig', alg: 'RS256' })
      expect(spkiSha256(jwk)).toBe(facts.keys.auth)
    },
  )

  it.each(['public.pem', 'public.der', 'public.jwks.json'])('is found in base64 of %s', async (name) => {
    expect(spkiSha256(await halfOf(vector(name).toString('base64')))).toBe(facts.keys.auth)
  })

  it('has the kid that is given, else the file’s own, else the thumbprint that the private key has', async () => {
    expect((await halfOf(vector('public.jwks.json'), { kid: 'new' })).kid).toBe('new')
    expect((await halfOf(vector('public.jwks.json'))).kid).toBe('offentlig')
    const { kid } = await halfOf(vector('public.pem'))
    expect(kid).toBe((await halfOf(vector('pkcs8.pem'))).kid)
    expect(kid).toMatch(/^[\w-]{43}$/)
  })

  it('is the one that is named of several', async () => {
    const keys = JSON.parse(vector('public.jwks.json').toString()).keys
    const two = JSON.stringify({ keys: [...keys, { ...keys[0], kid: 'other' }] })
    expect((await halfOf(two, { kid: 'other' })).kid).toBe('other')
    for (const kid of [{}, { kid: 'third' }]) {
      const message = '"file" holds 2 public keys, and which to use is not clear'
      expect(await rejectionOf(halfOf(two, kid))).toMatchObject({ code: 'MP_KEY_AMBIGUOUS', message })
    }
  })

  it.each<[string, string | Uint8Array, string, string]>([
    ['an SSH public key', vector('ssh-openssh.pub'), 'MP_KEY_NO_PRIVATE_KEY', '"file" is an SSH public key'],
    [
      'a certificate request',
      vector('request.pem'),
      'MP_KEY_NO_PRIVATE_KEY',
      '"file" holds a certificate request and no private key',
    ],
    [
      'an EC key',
      vector('ec.crt.der'),
      'MP_KEY_UNSUPPORTED',
      'the key "1" in "file" is EC (prime256v1), and Maskinporten takes RSA',
    ],
    ['a damaged file', vector('cut.p12'), 'MP_KEY_UNREADABLE', ''],
    ['nothing', '', 'MP_KEY_UNREADABLE', '"file" is empty'],
    [
      'a kid that Digdir does not take',
      JSON.stringify({ ...JSON.parse(vector('public.jwk.json').toString()), kid: 'a b' }),
      'MP_USAGE',
      'kid "a b" cannot be used: letters A to Z, digits, dot, underscore and hyphen make one',
    ],
    [
      'a key for encryption',
      JSON.stringify({ ...JSON.parse(vector('public.jwk.json').toString()), use: 'enc' }),
      'MP_KEY_UNFIT',
      'the key "min-kid" in "file" is for encryption only',
    ],
  ])('is not had of %s', async (_, bytes, code, message) => {
    expect(await rejectionOf(halfOf(bytes))).toMatchObject({ code, ...(message && { message }) })
  })
})
