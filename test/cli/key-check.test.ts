import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { facts } from '../keys/support/vectors.js'
import { mp, vector, type World } from '../support/host.js'

const DAY = 24 * 60 * 60
/** The last second of the vectors' certificates. */
const END = 4_102_444_799
const HINT = 'mp: hint: order a new certificate from Buypass or Commfides\n'

function holding(name: string, now?: number): World {
  return {
    files: { [name]: readFileSync(vector(name)) },
    env: { MP_KEY_PASSWORD: 'changeit' },
    ...(now !== undefined && { host: { now: () => now } }),
  }
}

function check(name: string, flags: string[] = [], now?: number) {
  return mp(['key', 'check', name, ...flags], holding(name, now))
}

describe('mp key check', () => {
  it('finds a good key good', async () => {
    expect(await check('openssl.p12')).toMatchObject({
      code: 0,
      stdout: '"auth" in "openssl.p12": good, valid until 2099-12-31\n',
      stderr: '',
    })
  })

  it('says so as one line of JSON', async () => {
    const { code, stdout } = await check('openssl.p12', ['--json'])
    expect(code).toBe(0)
    expect(stdout).toBe(
      '{"schema":"mp.key-check/1","alias":"auth","kid":null,"not_after":"2099-12-31T23:59:59Z","expires_in":"30d","good":true,"findings":[]}\n',
    )
  })

  it('needs nothing but the sandbox', async () => {
    expect(await mp(['key', 'check', '--env', 'sandbox'])).toMatchObject({ code: 0, stderr: '' })
  })

  it('takes the key for authentication of three', async () => {
    const { code, stdout } = await check('keytool-several.p12')
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: '"auth" in "keytool-several.p12": good, valid until 2099-12-31\n',
    })
  })

  it.each([
    [[], END - 30 * DAY - 1, 0],
    [[], END - 30 * DAY, 8],
    [['--expires-in', '60d'], END - 60 * DAY - 1, 0],
    [['--expires-in', '60d'], END - 60 * DAY, 8],
    [['--expires-in', '2w'], END - 14 * DAY - 1, 0],
    [['--expires-in', '2w'], END - 14 * DAY, 8],
    [['--expires-in', '12h'], END - DAY / 2 - 1, 0],
    [['--expires-in', '12h'], END - DAY / 2, 8],
    [['--expires-in', '0d'], END - 1, 0],
  ])('with %j at %i ends with %i', async (flags, now, code) => {
    expect((await check('leaf-only.p12', flags, now)).code).toBe(code)
  })

  it('names what expires, the chain too', async () => {
    const { code, stdout, stderr } = await check('openssl.p12', [], END - DAY)
    expect({ code, stderr }).toEqual({ code: 8, stderr: '' })
    expect(stdout).toBe(
      [
        'the certificate of "auth" in "openssl.p12" expires 2099-12-31',
        'CN=Eksempel Class 3 TEST CA 3,O=Eksempel TEST AS-999999999,C=NO, above "auth" in "openssl.p12", expires 2099-12-31',
        'CN=Eksempel Class 3 TEST Root CA,O=Eksempel TEST AS-999999999,C=NO, above "auth" in "openssl.p12", expires 2099-12-31',
        '3 problems',
        '',
      ].join('\n'),
    )
  })

  it('gives each finding to a program', async () => {
    const { code, stdout, stderr } = await check('leaf-only.p12', ['--json'], END - DAY)
    expect({ code, stderr }).toEqual({ code: 8, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({
      good: false,
      findings: [
        {
          code: 'MP_KEY_EXPIRES',
          message: 'the certificate of "auth" in "leaf-only.p12" expires 2099-12-31',
          certificate: facts.certificates.auth?.sha256,
          not_after: '2099-12-31T23:59:59Z',
        },
      ],
    })
  })

  it('finds an expired certificate once, and says what to do', async () => {
    expect(await check('expired.p12')).toMatchObject({
      code: 8,
      stdout: 'the certificate of "expired" in "expired.p12" expired 2021-01-01\n1 problem\n',
      stderr: HINT,
    })
    expect((await check('expired.p12', ['--quiet'])).stderr).toBe('')
  })

  it('finds it also where the key is used by its kid', async () => {
    const { code, stdout } = await check('expired.p12', ['--kid', 'mine', '--json'])
    expect(code).toBe(8)
    expect(JSON.parse(stdout)).toMatchObject({ kid: 'mine', findings: [{ code: 'MP_KEY_EXPIRES' }] })
  })

  it.each([
    ['weak.p12', 'MP_KEY_UNFIT'],
    ['future.p12', 'MP_KEY_UNFIT'],
    ['enc.p12', 'MP_KEY_UNFIT'],
    ['mismatch.pem', 'MP_KEY_MISMATCH'],
    ['key-only.p12', 'MP_KEY_NO_CERTIFICATE'],
    ['ec.p12', 'MP_KEY_UNSUPPORTED'],
    ['pss.p12', 'MP_KEY_UNSUPPORTED'],
  ])('finds %s unfit: %s', async (name, finding) => {
    const { code, stdout, stderr } = await check(name, ['--json'])
    expect({ code, stderr }).toEqual({ code: 8, stderr: '' })
    expect(JSON.parse(stdout).findings.map((one: { code: string }) => one.code)).toEqual([finding])
  })

  it('finds a production certificate in test, where test is named', async () => {
    const { code, stdout, stderr } = await check('production.p12', ['--env', 'test'])
    expect(code).toBe(8)
    expect(stdout).toBe(
      'the certificate of "production" in "production.p12" is for production, and the environment is test\n1 problem\n',
    )
    expect(stderr).toBe(
      'mp: hint: each environment has certificates of its own: choose the other with --env or --key\n',
    )
    expect((await check('production.p12')).code).toBe(0)
  })

  it('warns of what is taken all the same', async () => {
    expect(await check('sign.p12')).toMatchObject({
      code: 0,
      stderr:
        'mp: warning: the certificate of "sign" in "sign.p12" is for nonRepudiation and not for digitalSignature\n',
    })
  })
})

describe('mp key check fails', () => {
  it.each(['30', 'd', '3m', '-1d', '1.5d', '30 d', '999999d'])('where --expires-in is %j', async (text) => {
    const { code, stderr } = await mp(['key', 'check', 'x', `--expires-in=${text}`])
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `mp: error: --expires-in "${text}" is not a number of days, hours or weeks (30d, 12h, 4w)\n`,
    })
  })

  it('where several keys would do: with the list and the flag to add', async () => {
    const { code, stdout, stderr } = await check('keytool-two-valid.p12')
    const facts =
      'organizationIdentifier=NTRNO-310904473,CN=BLÅBÆR OG SØNN AS,O=BLÅBÆR OG SØNN AS,C=NO · organisation 310904473 · digitalSignature · valid until 2099-12-31'
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toBe(
      'mp: error: "keytool-two-valid.p12" holds 2 private keys, and which to use is not clear\n' +
        `mp: hint: --key-alias "auth" · ${facts}\n` +
        `mp: hint: --key-alias "production" · ${facts}\n`,
    )
  })

  it.each([
    ['keytool-truststore.p12', 'MP_KEY_NO_PRIVATE_KEY'],
    ['keytool.p12.html', 'MP_KEY_UNSUPPORTED'],
    ['nope.p12', 'MP_KEY_NOT_FOUND'],
  ])('where there is nothing to judge: %s', async (name, error) => {
    const page = { files: { 'keytool.p12.html': '<!doctype html><p>Log in</p>' } }
    const world = name === 'keytool-truststore.p12' ? holding(name) : page
    const { code, stdout, stderr } = await mp(['key', 'check', name, '--json'], world)
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(JSON.parse(stderr)).toMatchObject({ code: error, exit: 3 })
  })

  it('where the password is wrong', async () => {
    const world = { ...holding('openssl.p12'), env: { MP_KEY_PASSWORD: 'feil' } }
    const { code, stdout, stderr } = await mp(['key', 'check', 'openssl.p12', '--json'], world)
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(JSON.parse(stderr).code).toBe('MP_KEY_WRONG_PASSWORD')
  })

  it('where the key that is meant does not open', async () => {
    const name = 'keytool-several-one-entry-password.p12'
    const { code } = await check(name, ['--key-alias', 'enc'])
    expect(code).toBe(3)
  })
})
