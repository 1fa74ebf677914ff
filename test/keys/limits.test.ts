import { describe, expect, it } from 'vitest'
import { openKeystore } from '../../src/keys/open.js'
import { withInteger } from './support/ber.js'
import { passwords, vector } from './support/vectors.js'

const TOO_MANY = '"bombe" asks for more than 5000000 rounds of key derivation'

describe('2^31 rounds', () => {
  it.each([
    ['openssl.p12', 2048, 'the MAC of PKCS#12, and PBKDF2'],
    ['openssl-no-mac.p12', 2048, 'PBKDF2 alone'],
    ['openssl-legacy.p12', 2048, 'RC2 and triple DES of PKCS#12'],
    ['keytool.p12', 10_000, "keytool's"],
    ['gnutls.p12', 600_000, "GnuTLS's"],
    ['nss.p12', 600_000, "NSS's, in BER"],
    ['pkcs8-encrypted.der', 2048, 'PBKDF2 of a key alone'],
  ])('in %s are refused before any work: %s', async (file, rounds) => {
    const start = performance.now()
    await expect(open(withInteger(vector(file), rounds, 0x7fffffff))).rejects.toMatchObject({
      code: 'MP_KEY_LIMIT',
      message: TOO_MANY,
    })
    expect(performance.now() - start).toBeLessThan(200)
  })

  it.each(['pkcs8-encrypted', 'pkcs8-pbe-3des', 'pkcs8-pbe-md5-des', 'pkcs8-pbe-sha1-rc2'])(
    'in %s.pem are refused before any work',
    async (name) => {
      const [, label = '', base64 = ''] =
        /-----BEGIN (.*?)-----(.*?)-----END/s.exec(`${vector(`${name}.pem`)}`) ?? []
      const bomb = withInteger(Buffer.from(base64, 'base64'), 2048, 0x7fffffff).toString('base64')
      await expect(
        open(Buffer.from(`-----BEGIN ${label}-----\n${bomb}\n-----END ${label}-----\n`)),
      ).rejects.toMatchObject({
        code: 'MP_KEY_LIMIT',
        message: TOO_MANY,
      })
    },
  )
})

describe('scrypt', () => {
  it.each([
    ['all memory', 16384, 2 ** 30, '"bombe" asks scrypt for N=1073741824, r=8, p=1'],
    ['wide blocks', 8, 2 ** 20, '"bombe" asks scrypt for N=16384, r=1048576, p=1'],
    ['a long time', 1, 4096, '"bombe" asks scrypt for N=16384, r=8, p=4096'],
  ])('that would take %s is refused', async (_what, from, to, message) => {
    const der = Buffer.from(
      vector('pkcs8-scrypt.pem')
        .toString()
        .replace(/-----.*-----/g, ''),
      'base64',
    )
    await expect(open(withInteger(der, from, to))).rejects.toMatchObject({ code: 'MP_KEY_LIMIT', message })
  })
})

function open(bytes: Buffer) {
  return openKeystore(bytes, passwords('changeit'), 'bombe')
}
