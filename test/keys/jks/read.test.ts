import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openKeystore } from '../../../src/keys/open.js'
import { passwords, vector } from '../support/vectors.js'

const WRONG = 'does not open with the password given'

describe.each(['jks', 'jceks'])('a %s file', (format) => {
  const file = `keytool.${format}`

  it.each([
    ['a wrong password', 'feil', 'MP_KEY_WRONG_PASSWORD', WRONG],
    ['an empty password', '', 'MP_KEY_WRONG_PASSWORD', WRONG],
    ['no password', undefined, 'MP_KEY_PASSWORD_REQUIRED', 'is protected by a password, and none was given'],
  ])('is refused under %s', async (_which, password, code, predicate) => {
    await expect(open(vector(file), password)).rejects.toMatchObject({
      code,
      message: `"client.jks" ${predicate}`,
    })
  })

  it('opens under an empty password when it has one, also when none is given', async () => {
    const bytes = sealed(withoutEntries(vector(file)), '')
    for (const password of ['', undefined]) expect((await open(bytes, password)).entries).toEqual([])
  })

  it('names the entry that does not open', async () => {
    await expect(open(vector(`keytool-entry-password.${format}`), 'changeit')).rejects.toMatchObject({
      code: 'MP_KEY_WRONG_PASSWORD',
      message: '"client.jks" holds a key "auth" that is locked: it does not open with the password given',
    })
  })

  it('tries the password of the entry before that of the store', async () => {
    const { entries } = await open(vector(file), 'changeit', 'feil')
    expect(entries).toMatchObject([{ alias: 'auth', privateKey: {} }])
  })

  it('says what is known when only the key opens', async () => {
    const bytes = vector(file)
    bytes[bytes.length - 100] = (bytes.at(-100) as number) ^ 1
    await expect(open(bytes, 'changeit')).rejects.toMatchObject({
      code: 'MP_KEY_WRONG_PASSWORD',
      message: `"client.jks" ${WRONG}, though its key "auth" does: the store has another password, or is damaged`,
    })
  })

  it('is damaged wherever it is cut, whatever the password', async () => {
    const bytes = vector(file)
    for (let length = 12; length < bytes.length; length += 37) {
      await expect(open(bytes.subarray(0, length), 'feil')).rejects.toMatchObject({
        code: 'MP_KEY_UNREADABLE',
        message: '"client.jks" is damaged: it ends early',
      })
    }
  })

  it('opens with bytes after its end', async () => {
    expect((await open(Buffer.concat([vector(file), Buffer.from('\n')]), 'changeit')).entries).toHaveLength(1)
  })

  it('opens in the first version of the format, whose certificates have no type', async () => {
    const { entries } = await open(sealed(inFirstVersion(vector(file)), 'changeit'), 'changeit')
    expect(entries).toMatchObject([{ alias: 'auth', certificates: [{}, {}, {}] }])
  })

  it.each([
    ['an unknown version', 4, 3, 'is a Java keystore of unknown version 3'],
    ['an unknown kind of entry', 12, 9, 'is damaged: an entry is of no known kind'],
  ])('is refused with %s', async (_which, at, value, predicate) => {
    const bytes = vector(file)
    bytes.writeUInt32BE(value, at)
    await expect(open(bytes, 'changeit')).rejects.toMatchObject({
      code: 'MP_KEY_UNREADABLE',
      message: `"client.jks" ${predicate}`,
    })
  })

  it('keeps the reason of a key that is locked in an unknown way', async () => {
    const body = vector(file).subarray(0, -20)
    const oid = body.indexOf(Buffer.from('2b060104012a02', 'hex'))
    body[oid + 7] = 0x55
    await expect(open(sealed(body, 'changeit'), 'changeit')).rejects.toMatchObject({
      code: 'MP_KEY_UNSUPPORTED',
      message: expect.stringMatching(
        /^"client.jks" is encrypted with 1\.3\.6\.1\.4\.1\.42\.2\.85.*, which is not supported$/,
      ),
    })
  })
})

describe('the rounds of a JCEKS key', () => {
  it.each([
    ['2^31', 0x7fffffff],
    ['one more than allowed', 5_000_001],
  ])('are refused before any work when they are %s', async (_many, rounds) => {
    const start = performance.now()
    await expect(open(sealed(withRounds(rounds), 'changeit'), 'changeit')).rejects.toMatchObject({
      code: 'MP_KEY_LIMIT',
      message: '"client.jks" asks for more than 5000000 rounds of key derivation',
    })
    expect(performance.now() - start).toBeLessThan(200)
  })

  it('are run when they are few', async () => {
    await expect(open(sealed(withRounds(1000), 'changeit'), 'changeit')).rejects.toMatchObject({
      code: 'MP_KEY_WRONG_PASSWORD',
    })
  })
})

it('a Java keystore with more entries than any is refused', async () => {
  const entry = Buffer.concat([uint32(2), Buffer.alloc(2), Buffer.alloc(8), Buffer.alloc(2), uint32(0)])
  const entries = Array.from({ length: 10_001 }, () => entry)
  const body = Buffer.concat([uint32(0xfeedfeed), uint32(2), uint32(entries.length), ...entries])
  await expect(open(sealed(body, 'changeit'), 'changeit')).rejects.toMatchObject({
    code: 'MP_KEY_LIMIT',
    message: '"client.jks" holds more than 10000 entries',
  })
})

function open(bytes: Buffer, store?: string, entry?: string) {
  return openKeystore(bytes, passwords(store, entry), 'client.jks')
}

/** The digest over a file as Java computes it. */
function sealed(body: Buffer, password: string): Buffer {
  const utf16 = Buffer.from(password, 'utf16le').swap16()
  const digest = createHash('sha1').update(utf16).update('Mighty Aphrodite').update(body).digest()
  return Buffer.concat([body, digest])
}

function withoutEntries(bytes: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, 8), uint32(0)])
}

function inFirstVersion(bytes: Buffer): Buffer {
  const type = Buffer.from('\0\x05X.509', 'latin1')
  let body = Buffer.from(bytes.subarray(0, -20))
  for (let at = body.indexOf(type); at >= 0; at = body.indexOf(type)) {
    body = Buffer.concat([body.subarray(0, at), body.subarray(at + type.length)])
  }
  body.writeUInt32BE(1, 4)
  return body
}

/** A JCEKS file whose key asks for so many rounds: the lengths around the number grow with it. */
function withRounds(rounds: number): Buffer {
  const bytes = vector('keytool-10k.jceks').subarray(0, -20)
  const parameters = bytes.indexOf(Buffer.from('300e0408', 'hex'))
  const number = parameters + 2 + 10
  const wider = Buffer.concat([
    bytes.subarray(0, number),
    Buffer.from('0204', 'hex'),
    uint32(rounds),
    bytes.subarray(number + 4),
  ])
  const locked = bytes.indexOf(Buffer.from('3082', 'hex'))
  for (const at of [parameters + 1, parameters - 12]) wider[at] = (wider[at] as number) + 2
  wider.writeUInt16BE(wider.readUInt16BE(locked + 2) + 2, locked + 2)
  wider.writeUInt32BE(wider.readUInt32BE(locked - 4) + 2, locked - 4)
  return wider
}

function uint32(value: number): Buffer {
  const octets = Buffer.alloc(4)
  octets.writeUInt32BE(value)
  return octets
}
