import { describe, expect, it } from 'vitest'
import { MpError } from '../../src/errors.js'
import { openKeystore } from '../../src/keys/open.js'
import { vector } from './support/vectors.js'

const PEM = vector('pkcs8.pem').toString()
const DER = vector('pkcs8.der')

describe('openKeystore', () => {
  it.each([
    ['an empty file', '', 'MP_KEY_UNREADABLE', 'is empty'],
    ['a text', 'hei, her er nøkkelen', 'MP_KEY_UNREADABLE', 'is in no format that mp knows'],
    ['random bytes', '\u0001\u0002\u0003', 'MP_KEY_UNREADABLE', 'is in no format that mp knows'],
    [
      'JSON that is no JWK',
      '{"private_key":"x"}',
      'MP_KEY_UNREADABLE',
      'is JSON, and neither a JWK nor a set of them',
    ],
    [
      'a Git LFS pointer',
      'version https://git-lfs.github.com/spec/v1\noid sha256:0',
      'MP_KEY_UNREADABLE',
      'is a Git LFS pointer and not the file itself',
    ],
    [
      'a BKS',
      hex('0000000200000014aabbccddeeff'),
      'MP_KEY_UNSUPPORTED',
      'is a BouncyCastle keystore (BKS or UBER), which is not supported',
    ],
    ['a ZIP', hex('504b030414000000'), 'MP_KEY_UNSUPPORTED', 'is a ZIP archive, which is not supported'],
    ['a page', '\n<html lang="nb">', 'MP_KEY_UNSUPPORTED', 'is an HTML page, which is not supported'],
    [
      'a PuTTY key',
      'PuTTY-User-Key-File-3: ssh-rsa',
      'MP_KEY_UNSUPPORTED',
      'is a PuTTY key, which is not supported',
    ],
    [
      'an OpenSSH key',
      pem('OPENSSH PRIVATE KEY'),
      'MP_KEY_UNSUPPORTED',
      'holds an SSH key in the format of OpenSSH, which is not supported',
    ],
    [
      'an SSH public key',
      'ssh-rsa AAAAB3NzaC1yc2E kari@example',
      'MP_KEY_NO_PRIVATE_KEY',
      'is an SSH public key',
    ],
    [
      'a PGP key',
      pem('PGP PRIVATE KEY BLOCK'),
      'MP_KEY_UNSUPPORTED',
      'holds a PGP key, which is not supported',
    ],
    [
      'a binary PGP key',
      hex('9503c6046500000001'),
      'MP_KEY_UNSUPPORTED',
      'is a PGP private key, which is not supported',
    ],
    [
      'a PGP public key',
      pem('PGP PUBLIC KEY BLOCK'),
      'MP_KEY_NO_PRIVATE_KEY',
      'holds a PGP public key and no private key',
    ],
    ['a public key', vector('public.pem'), 'MP_KEY_NO_PRIVATE_KEY', 'holds a public key and no private key'],
    [
      'certificates',
      vector('certificates.pem'),
      'MP_KEY_NO_PRIVATE_KEY',
      'holds certificates and no private key',
    ],
    [
      'a certificate',
      vector('certificate.der'),
      'MP_KEY_NO_PRIVATE_KEY',
      'is a certificate, which holds no private key',
    ],
    [
      'a request',
      vector('request.pem'),
      'MP_KEY_NO_PRIVATE_KEY',
      'holds a certificate request and no private key',
    ],
    ['half a PEM block', PEM.slice(0, 800), 'MP_KEY_UNREADABLE', 'holds a PEM block that does not end'],
    [
      'half a key',
      DER.subarray(0, 600),
      'MP_KEY_UNREADABLE',
      'is damaged: a value is longer than what holds it',
    ],
  ])('says what it was given: %s', async (_what, bytes, code, predicate) => {
    const error = await openKeystore(Buffer.from(bytes), {}, 'fil').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(MpError)
    expect(error).toMatchObject({ code, message: `"fil" ${predicate}` })
  })

  it('takes bytes of any kind of array', async () => {
    const shared = new Uint8Array(DER.length + 10)
    shared.set(DER, 5)
    expect((await openKeystore(shared.subarray(5, -5), {}, 'x')).format).toBe('der')
  })

  it('takes base64 of base64, with whitespace and quotes, and no deeper', async () => {
    const twice = Buffer.from(` "${Buffer.from(DER.toString('base64')).toString('base64')}"\n`)
    expect((await openKeystore(twice, {}, 'x')).format).toBe('der')
    const thrice = Buffer.from(Buffer.from(twice.toString().trim().slice(1, -1)).toString('base64'))
    await expect(openKeystore(thrice, {}, 'x')).rejects.toMatchObject({ code: 'MP_KEY_UNREADABLE' })
  })

  it('refuses a file larger than any keystore', async () => {
    await expect(openKeystore(Buffer.alloc(17 * 1024 * 1024), {}, 'x')).rejects.toMatchObject({
      code: 'MP_KEY_LIMIT',
    })
  })

  it('opens a PEM file whose other key is damaged, and keeps the reason', async () => {
    const damaged = PEM.replace(/MII[\w+/]{30}/, (start) => `${start.slice(0, -4)}AAAA`)
    const { entries } = await openKeystore(Buffer.from(damaged + PEM), {}, 'two.pem')
    expect(entries.map(({ fault, privateKey }) => [fault?.code, privateKey !== undefined])).toEqual([
      ['MP_KEY_UNREADABLE', false],
      [undefined, true],
    ])
  })
})

function hex(octets: string): Buffer {
  return Buffer.from(octets, 'hex')
}

function pem(label: string): string {
  return `-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----\n`
}
