import { createHmac, pbkdf2Sync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Element } from '../../../src/keys/der/element.js'
import { readDer } from '../../../src/keys/der/read.js'
import { octets } from '../../../src/keys/der/values.js'
import { openKeystore } from '../../../src/keys/open.js'
import { tlv, toBer } from '../support/ber.js'
import { passwords, vector } from '../support/vectors.js'

const SALT = Buffer.from('saltsaltsaltsalt')
const PBMAC1 = '2a864886f70d01050e'
const PBKDF2 = '2a864886f70d01050c'
const HMAC_SHA256 = '2a864886f70d0209'
const HMAC_SHA512 = '2a864886f70d020b'

describe('a PKCS#12 file', () => {
  it.each(['openssl.p12', 'openssl-legacy.p12', 'keytool.p12', 'openssl-no-mac.p12'])(
    'opens in BER: %s',
    async (file) => {
      const { entries } = await openKeystore(toBer(vector(file)), passwords('changeit'), file)
      expect(entries).toMatchObject([{ alias: 'auth', certificates: [{}, {}, {}] }])
    },
  )

  it('opens with bytes after its end', async () => {
    const bytes = Buffer.concat([vector('openssl.p12'), Buffer.from('\n\0\0')])
    expect((await openKeystore(bytes, passwords('changeit'), 'x.p12')).entries).toHaveLength(1)
  })

  it('opens under PBMAC1', async () => {
    const { entries } = await openKeystore(withPbmac1(32, 1000), passwords('changeit'), 'x.p12')
    expect(entries).toMatchObject([{ alias: 'auth' }])
  })

  it('is refused under PBMAC1 and a wrong password', async () => {
    await expect(openKeystore(withPbmac1(32, 1000), passwords('feil'), 'x.p12')).rejects.toMatchObject({
      code: 'MP_KEY_WRONG_PASSWORD',
    })
  })

  it.each([
    ['rounds of PBMAC1', withPbmac1(32, 6_000_000)],
    ['octets of a PBMAC1 key', withPbmac1(4096, 1000)],
    ['rounds of a MAC', withMacRounds('openssl.p12', 0x7fffffff)],
    ['rounds of a MAC by a little', withMacRounds('openssl.p12', 4_999_999)],
  ])('is refused before any work when it asks for too many %s', async (_what, bytes) => {
    const start = performance.now()
    await expect(openKeystore(bytes, passwords('changeit'), 'x.p12')).rejects.toMatchObject({
      code: 'MP_KEY_LIMIT',
    })
    expect(performance.now() - start).toBeLessThan(200)
  })

  it('asks for the password of an entry by its name', async () => {
    await expect(
      openKeystore(vector('keytool-entry-password.p12'), passwords('changeit'), 'client.p12'),
    ).rejects.toThrow(
      '"client.p12" holds a key "auth" that is locked: it does not open with the password given',
    )
  })

  it('says that a password is wrong in words that name the file', async () => {
    await expect(openKeystore(vector('keytool.p12'), passwords('feil'), 'client.p12')).rejects.toThrow(
      '"client.p12" does not open with the password given',
    )
  })

  it('says that a password is missing', async () => {
    await expect(openKeystore(vector('keytool.p12'), {}, 'client.p12')).rejects.toThrow(
      '"client.p12" is protected by a password, and none was given',
    )
  })

  it('pairs a key with the certificate that has its public key, whatever localKeyID says', async () => {
    const bytes = vector('openssl-no-encryption-no-mac.p12')
    const mark = bytes.lastIndexOf(Buffer.from('2a864886f70d010915', 'hex'))
    bytes[mark + 20] = (bytes[mark + 20] as number) ^ 0xff
    const { entries } = await openKeystore(bytes, {}, 'x.p12')
    expect(entries).toMatchObject([{ alias: 'auth', certificates: [{}, {}, {}] }])
  })
})

/** A file without a MAC, given one of RFC 9579. */
function withPbmac1(keyLength: number, rounds: number): Buffer {
  const { children } = readDer(vector('openssl-no-mac.p12'))
  const [version, safe] = children as [Element, Element]
  const content = octets(safe.children[1]?.children[0])
  const key = pbkdf2Sync('changeit', SALT, Math.min(rounds, 1000), keyLength, 'sha256')
  const mac = createHmac('sha512', key).update(content).digest()
  const kdf = sequence(
    oid(PBKDF2),
    sequence(tlv(4, SALT), int(rounds), int(keyLength), sequence(oid(HMAC_SHA256), tlv(5))),
  )
  const algorithm = sequence(oid(PBMAC1), sequence(kdf, sequence(oid(HMAC_SHA512), tlv(5))))
  const macData = sequence(sequence(algorithm, tlv(4, mac)), tlv(4, Buffer.from('none')), int(1))
  return sequence(version.raw, safe.raw, macData)
}

/** A file whose MAC asks for so many rounds. */
function withMacRounds(file: string, rounds: number): Buffer {
  const { children } = readDer(vector(file))
  const [version, safe, mac] = children as [Element, Element, Element]
  const [digest, salt] = mac.children as [Element, Element]
  return sequence(version.raw, safe.raw, sequence(digest.raw, salt.raw, int(rounds)))
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tlv(0x30, ...parts)
}

function oid(hex: string): Buffer {
  return tlv(6, Buffer.from(hex, 'hex'))
}

function int(value: number): Buffer {
  const octets = Buffer.alloc(5)
  octets.writeUInt32BE(value, 1)
  return tlv(2, octets)
}
