import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { toSigningKey, type Use } from '../../src/keys/fitness.js'
import { openKeystore } from '../../src/keys/open.js'
import type { Entry } from '../../src/keys/signing-key.js'
import { NOW, passwords, vector } from './support/vectors.js'

const KEY = createPrivateKey({ key: vector('pkcs8.der'), format: 'der', type: 'pkcs8' })
const JWK = KEY.export({ format: 'jwk' })
const LAST_DAY = 4102444799

describe('toSigningKey', () => {
  it('gives the key and its chain', async () => {
    const { key, warnings } = toSigningKey(await first('openssl.p12'), use({ environment: 'test' }))
    expect(key.certificates).toHaveLength(3)
    expect(key.kid).toBeUndefined()
    expect(warnings).toEqual([])
  })

  it.each([
    ['expired.p12', {}, 'the certificate of "expired" in "client.p12" expired 2021-01-01'],
    ['future.p12', {}, 'the certificate of "future" in "client.p12" is not valid before 2090-01-01'],
    ['weak.p12', {}, 'the key "weak" in "client.p12" has 1024 bits, and Maskinporten takes 2048 or more'],
    ['enc.p12', {}, 'the certificate of "enc" in "client.p12" is for keyEncipherment, dataEncipherment only'],
    [
      'openssl.p12',
      { environment: 'production' },
      'the certificate of "auth" in "client.p12" is for test, and the environment is production',
    ],
    [
      'production.p12',
      { environment: 'test' },
      'the certificate of "production" in "client.p12" is for production, and the environment is test',
    ],
  ] as const)('finds %s unfit and says the fact', async (file, how, message) => {
    const entry = await first(file)
    expect(() => toSigningKey(entry, use(how))).toThrow(
      expect.objectContaining({ code: 'MP_KEY_UNFIT', message }),
    )
  })

  it.each([
    ['ec.p12', 'the key "ec" in "client.p12" is EC (prime256v1), and Maskinporten takes RSA'],
    ['ed25519.p12', 'the key "ed25519" in "client.p12" is Ed25519, and Maskinporten takes RSA'],
    ['pss.p12', 'the key "pss" in "client.p12" is RSA-PSS, and Maskinporten takes RSA'],
  ])('names the kind of a key that is not taken: %s', async (file, message) => {
    const entry = await first(file)
    expect(() => toSigningKey(entry, use())).toThrow(
      expect.objectContaining({ code: 'MP_KEY_UNSUPPORTED', message }),
    )
  })

  it('takes a certificate of an unknown issuer into any environment', async () => {
    const entry = await first('self-signed.p12')
    expect(toSigningKey(entry, use({ environment: 'production' })).warnings).toEqual([])
  })

  it('is exact to the second at both ends', async () => {
    const entry = await first('openssl.p12')
    const notBefore = entry.certificates[0]?.notBefore ?? 0
    expect(() => toSigningKey(entry, use({ now: notBefore - 1 }))).toThrow()
    expect(() => toSigningKey(entry, use({ now: notBefore }))).not.toThrow()
    expect(() => toSigningKey(entry, use({ now: LAST_DAY }))).not.toThrow()
    expect(() => toSigningKey(entry, use({ now: LAST_DAY + 1 }))).toThrow()
  })

  it('warns of a certificate for nonRepudiation', async () => {
    expect(toSigningKey(await first('sign.p12'), use()).warnings).toEqual([
      'the certificate of "sign" in "client.p12" is for nonRepudiation and not for digitalSignature',
    ])
  })

  it('warns of a certificate in its last thirty days', async () => {
    const entry = await first('openssl.p12')
    expect(toSigningKey(entry, use({ now: LAST_DAY - 29 * 86_400 })).warnings).toEqual([
      'the certificate of "auth" in "client.p12" expires 2099-12-31',
    ])
    expect(toSigningKey(entry, use({ now: LAST_DAY - 31 * 86_400 })).warnings).toEqual([])
  })

  it('needs a certificate or a kid', async () => {
    const entry = await first('key-only.p12')
    expect(() => toSigningKey(entry, use())).toThrow(
      expect.objectContaining({
        code: 'MP_KEY_NO_CERTIFICATE',
        message: 'the key "auth" in "client.p12" has neither a certificate nor a kid',
      }),
    )
    expect(toSigningKey(entry, use({ kid: 'mine' })).key).toMatchObject({ kid: 'mine', certificates: [] })
  })

  it('does not judge certificates that a kid leaves at home', async () => {
    const entry = await first('expired.p12')
    const { key, warnings } = toSigningKey(entry, use({ kid: 'mine', environment: 'production' }))
    expect([key.kid, key.certificates, warnings]).toEqual(['mine', [], []])
  })

  it.each([{}, { kid: 'mine' }])('stops when key and certificate do not belong together: %o', async (how) => {
    const entry = await first('mismatch.pem')
    expect(() => toSigningKey(entry, use(how))).toThrow(expect.objectContaining({ code: 'MP_KEY_MISMATCH' }))
  })

  it('sees that a lone certificate is not of the lone key, also where it is signed by itself', async () => {
    const [certificate] = (await first('keytool-generated.p12')).certificates
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = `${privateKey.export({ type: 'pkcs8', format: 'pem' })}${new X509Certificate(certificate?.der ?? '')}`
    const { entries } = await openKeystore(Buffer.from(pem), {}, 'client.pem')
    expect(entries.map(({ type }) => type)).toEqual(['private-key'])
    expect(() => toSigningKey(entries[0] as Entry, use())).toThrow(
      expect.objectContaining({ code: 'MP_KEY_MISMATCH' }),
    )
  })

  it('gives the reason of a key that did not open', async () => {
    const entry = await first('keytool-several-one-entry-password.p12')
    expect(() => toSigningKey(entry, use())).toThrow(
      expect.objectContaining({
        code: 'MP_KEY_WRONG_PASSWORD',
        message: '"client.p12" holds a key "enc" that is locked: it does not open with the password given',
      }),
    )
  })

  it('finds out a damaged key that would sign all the same', async () => {
    const der = vector('pkcs1.der')
    der[der.length - 300] = (der[der.length - 300] as number) ^ 1
    const { entries } = await openKeystore(der, {}, 'client.p12')
    expect(() => toSigningKey(entries[0] as Entry, use({ kid: 'mine' }))).toThrow(
      expect.objectContaining({
        code: 'MP_KEY_UNREADABLE',
        message: 'the key "1" in "client.p12" is damaged: its numbers do not agree',
      }),
    )
  })
})

describe('toSigningKey of a JWK', () => {
  it('uses its kid, and another one if that is given', async () => {
    const entry = await jwk({ ...JWK, kid: 'own' })
    expect(toSigningKey(entry, use()).key.kid).toBe('own')
    expect(toSigningKey(entry, use({ kid: 'given' })).key.kid).toBe('given')
  })

  it('uses its certificates where it has no kid', async () => {
    const entry = await jwk({ ...JWK, x5c: [vector('auth.crt.der').toString('base64')] })
    expect(toSigningKey(entry, use()).key).toMatchObject({ certificates: [{ orgnr: '310904473' }] })
  })

  it('refuses one for encryption', async () => {
    const entry = await jwk({ ...JWK, kid: 'own', use: 'enc' })
    expect(() => toSigningKey(entry, use())).toThrow(
      expect.objectContaining({
        code: 'MP_KEY_UNFIT',
        message: 'the key "own" in "client.p12" is for encryption only',
      }),
    )
  })

  it('refuses one with the certificate of another key, kid or no kid', async () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
    const entry = await jwk({ ...other, kid: 'own', x5c: [vector('auth.crt.der').toString('base64')] })
    expect(() => toSigningKey(entry, use())).toThrow(expect.objectContaining({ code: 'MP_KEY_MISMATCH' }))
  })
})

function use(how: Partial<Use> = {}): Use {
  return { now: NOW, label: 'client.p12', ...how }
}

async function first(file: string): Promise<Entry> {
  const { entries } = await openKeystore(vector(file), passwords('changeit'), 'client.p12')
  return entries[0] as Entry
}

async function jwk(json: unknown): Promise<Entry> {
  const { entries } = await openKeystore(Buffer.from(JSON.stringify(json)), {}, 'client.p12')
  return entries[0] as Entry
}
