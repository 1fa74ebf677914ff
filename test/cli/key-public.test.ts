import { createHash, createPublicKey } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { calculateJwkThumbprint } from 'jose'
import { describe, expect, it } from 'vitest'
import { facts } from '../keys/support/vectors.js'
import { directoryWith } from '../support/directory.js'
import { mp, vector, type World } from '../support/host.js'
import { CLIENT_IDS, sandboxFile } from '../support/sandbox-files.js'
import { VECTORS } from '../vectors/vectors.js'

const PASSWORD = { MP_KEY_PASSWORD: 'changeit' }
const jwkText = readFileSync(sandboxFile('consumer.jwk.json'), 'utf8')
const jwk = JSON.parse(jwkText)

function publicOf(argv: string[], world: World = { env: PASSWORD }) {
  return mp(['key', 'public', ...argv], world)
}

describe('mp key public', () => {
  it('prints the JWK that is registered, under the file’s own kid', async () => {
    const { code, stdout, stderr } = await publicOf(['k.json'], { files: { 'k.json': jwkText } })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { kid, n, e } = jwk
    expect(stdout).toBe(`${JSON.stringify({ kty: 'RSA', use: 'sig', alg: 'RS256', kid, n, e }, null, 2)}\n`)
  })

  it('prints it as a set, and on one line', async () => {
    const { stdout } = await publicOf(['k.json', '--format', 'jwks', '--json'], {
      files: { 'k.json': jwkText },
    })
    const { kid, n, e } = jwk
    expect(stdout).toBe(
      `${JSON.stringify({ keys: [{ kty: 'RSA', use: 'sig', alg: 'RS256', kid, n, e }] })}\n`,
    )
  })

  it('prints PEM', async () => {
    const { stdout } = await publicOf([vector('openssl.p12'), '--format', 'pem'])
    expect(stdout).toBe(readFileSync(vector('public.pem'), 'utf8'))
  })

  it('names a key that has no kid by its thumbprint', async () => {
    const { stdout } = await publicOf([vector('openssl.p12')])
    const printed = JSON.parse(stdout)
    expect(printed.kid).toBe(await calculateJwkThumbprint(printed))
    expect(spkiSha256(printed)).toBe(facts.keys.auth)
  })

  it('names it as the person does, and for the algorithm that is used', async () => {
    const { stdout } = await publicOf([vector('openssl.p12'), '--kid', 'mine', '--alg', 'RS512'])
    expect(JSON.parse(stdout)).toMatchObject({ kid: 'mine', alg: 'RS512' })
  })

  it('takes the key of the environment, and of its client', async () => {
    expect((await publicOf(['--env', 'sandbox'], {})).code).toBe(0)
    const { stdout } = await publicOf(['--env', 'sandbox'], {
      env: { MASKINPORTEN_CLIENT_ID: CLIENT_IDS.key },
    })
    expect(JSON.parse(stdout).n).toBe(jwk.n)
  })

  it('takes the key for authentication of three', async () => {
    const { stdout } = await publicOf([vector('keytool-several.p12')])
    expect(spkiSha256(JSON.parse(stdout))).toBe(facts.keys.auth)
  })

  it('minds no certificate: a registered key goes without', async () => {
    for (const name of ['expired.p12', 'enc.p12', 'key-only.p12', 'production.p12'])
      expect(await publicOf([vector(name), '--env', 'test'])).toMatchObject({ code: 0, stderr: '' })
  })

  it('warns of a kid that Digdir does not take', async () => {
    const { stderr } = await publicOf(['k.json'], {
      files: { 'k.json': JSON.stringify({ ...jwk, kid: 'nøkkel\n1' }) },
    })
    expect(stderr).toBe('mp: warning: Digdir does not take the kid "nøkkel 1"\n')
  })

  it('writes a new file, and prints nothing then', async () => {
    const { code, stdout, cwd } = await publicOf(['k.json', '-o', 'p.json'], { files: { 'k.json': jwkText } })
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(JSON.parse(readFileSync(join(cwd, 'p.json'), 'utf8'))).toMatchObject({ kid: jwk.kid })
    expect(statSync(join(cwd, 'p.json')).mode & 0o777).toBe(0o600)
  })
})

const SECRET = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

describe('mp key public never prints a private number', () => {
  const rows = VECTORS.flatMap(({ file, password, entryPassword, entries = [], refusal }) =>
    refusal === undefined ? [{ file, password, entryPassword, entries }] : [],
  )

  it.each(rows)('of $file', async ({ file, password, entryPassword, entries }) => {
    const env = {
      ...(password !== undefined && { MP_KEY_PASSWORD: password }),
      ...(entryPassword !== undefined && { MP_ENTRY_PASSWORD: entryPassword }),
    }
    for (const { alias, key, type = 'private-key' } of entries) {
      for (const format of ['jwk', 'jwks', 'pem']) {
        const argv = [vector(file), `--key-alias=${alias}`, '--format', format]
        const { code, stdout } = await publicOf(argv, { env })
        if (code !== 0) {
          expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
          continue
        }
        expect(type).toBe('private-key')
        expect(stdout).not.toContain('PRIVATE')
        const [printed] = format === 'pem' ? [] : (JSON.parse(stdout).keys ?? [JSON.parse(stdout)])
        if (printed === undefined) continue
        expect(Object.keys(printed)).toEqual(['kty', 'use', 'alg', 'kid', 'n', 'e'])
        expect(Object.keys(printed).filter((name) => SECRET.includes(name))).toEqual([])
        if (key !== undefined && facts.keys[key]) expect(spkiSha256(printed)).toBe(facts.keys[key])
      }
    }
  })
})

describe('mp key public fails', () => {
  it.each<[string, string[], number, string, World?]>([
    [
      'for a bad kid',
      ['x', '--kid', 'a b'],
      2,
      '--kid "a b" holds other characters than letters A to Z, digits, dot, underscore and hyphen',
    ],
    ['for an unknown format', ['x', '--format', 'der'], 2, '--format "der" is none of jwk, jwks and pem'],
    ['for PEM as JSON', ['x', '--format', 'pem', '--json'], 2, '--json and --format pem exclude each other'],
    [
      'over a file, the key itself above all',
      ['k.json', '-o', 'k.json'],
      3,
      '"k.json" exists already, and is not written over',
    ],
    ['where there is no private key', ['t.p12'], 3, '"t.p12" holds no private key'],
    ['where there is but a certificate', ['c.pem'], 3, '"c.pem" holds certificates and no private key'],
    [
      'for a key that Maskinporten does not take',
      ['ec.p12'],
      3,
      'the key "ec" in "ec.p12" is EC (prime256v1), and Maskinporten takes RSA',
    ],
    [
      'for a key that is too short',
      ['weak.p12'],
      3,
      'the key "weak" in "weak.p12" has 1024 bits, and Maskinporten takes 2048 or more',
    ],
    [
      'where several would do',
      ['two.p12'],
      3,
      '"two.p12" holds 2 private keys, and which to use is not clear',
    ],
    [
      'where the password is wrong',
      ['two.p12'],
      3,
      '"two.p12" does not open with the password given',
      { env: { MP_KEY_PASSWORD: 'feil' } },
    ],
  ])('%s', async (_, argv, exit, message, world = { env: PASSWORD }) => {
    const cwd = directoryWith({
      'k.json': jwkText,
      't.p12': readFileSync(vector('keytool-truststore.p12')),
      'c.pem': readFileSync(vector('certificates.pem')),
      'ec.p12': readFileSync(vector('ec.p12')),
      'weak.p12': readFileSync(vector('weak.p12')),
      'two.p12': readFileSync(vector('keytool-two-valid.p12')),
    })
    const before = readdirSync(cwd)
    const { code, stdout, stderr } = await publicOf(argv, { cwd, ...world })
    expect({ code, stdout }).toEqual({ code: exit, stdout: '' })
    expect(argv.includes('--json') ? JSON.parse(stderr).message : stderr.split('\n')[0]).toBe(
      argv.includes('--json') ? message : `mp: error: ${message}`,
    )
    expect(readdirSync(cwd)).toEqual(before)
    expect(readFileSync(join(cwd, 'k.json'), 'utf8')).toBe(jwkText)
  })
})

function spkiSha256(key: object): string {
  const spki = createPublicKey({ key: { ...key }, format: 'jwk' }).export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(spki).digest('hex')
}
