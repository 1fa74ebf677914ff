import { createHash, createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Host } from '../../src/host.js'
import { Secret } from '../../src/secret.js'
import { facts } from '../keys/support/vectors.js'
import { directoryWith } from '../support/directory.js'
import { mp, vector, type World } from '../support/host.js'
import { sandboxFile } from '../support/sandbox-files.js'

const P12 = readFileSync(vector('openssl.p12'))
const JWK = readFileSync(sandboxFile('consumer.jwk.json'), 'utf8')
const FILES = { 'c.p12': P12, 'k.json': JWK, 'new.txt': 'nytt passord\n' }
const PASSWORD = { MP_KEY_PASSWORD: 'changeit' }
const CHAIN = ['auth', 'intermediate', 'root'].map((name) => facts.certificates[name]?.sha256)
const UNPROTECTED = (name: string) => `mp: warning: the key in "${name}" is not encrypted\n`

function convert(argv: string[], world: World = {}) {
  return mp(['key', 'convert', ...argv], { files: FILES, env: PASSWORD, ...world })
}

/** What mp itself finds in a file. */
async function shown(cwd: string, name: string, password?: string) {
  const env = password === undefined ? {} : { MP_KEY_PASSWORD: password }
  const { stdout } = await mp(['key', 'inspect', name, '--json'], { cwd, env })
  const { format, entries } = JSON.parse(stdout)
  const [{ alias, kid, spki_sha256, certificates }] = entries
  return { format, alias, kid, key: spki_sha256, chain: certificates.map(sha256Of) }
}

function sha256Of({ sha256 }: { sha256: string }): string {
  return sha256
}

describe('mp key convert', () => {
  it('writes PKCS#12 with the whole chain, under a password of its own', async () => {
    const { code, stdout, stderr, cwd } = await convert([
      'c.p12',
      '--to',
      'pkcs12',
      '-o',
      'out.p12',
      '--output-password-file',
      'new.txt',
      '--output-alias',
      'Nøkkel',
    ])
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'file   out.p12\nalias  Nøkkel\n',
      stderr: '',
    })
    expect(statSync(join(cwd, 'out.p12')).mode & 0o777).toBe(0o600)
    expect(readdirSync(cwd).sort()).toEqual(['c.p12', 'k.json', 'new.txt', 'out.p12'])
    expect(await shown(cwd, 'out.p12', 'nytt passord')).toEqual({
      format: 'pkcs12',
      alias: 'Nøkkel',
      kid: null,
      key: facts.keys.auth,
      chain: CHAIN,
    })
  })

  it('keeps the alias where no other is given', async () => {
    const { stdout, cwd } = await convert(['c.p12', '--to', 'pkcs12', '-o', 'out.p12', '--json'], {
      env: { ...PASSWORD, MP_OUTPUT_PASSWORD: 'annet' },
    })
    expect(stdout).toBe(
      `${JSON.stringify({ schema: 'mp.key-converted/1', file: join(cwd, 'out.p12'), format: 'pkcs12', alias: 'auth' })}\n`,
    )
    expect(await shown(cwd, 'out.p12', 'annet')).toMatchObject({ alias: 'auth', chain: CHAIN })
  })

  it('asks for the new password twice, and after the old one', async () => {
    const { host, asked } = typing('changeit', 'ny', 'ny')
    const { code, cwd } = await convert(['c.p12', '--to', 'pkcs12', '-o', 'out.p12'], {
      env: {},
      typed: '',
      host,
    })
    expect(code).toBe(0)
    expect(asked).toEqual(['password of c.p12: ', 'new password of out.p12: ', 'the same again: '])
    expect(await shown(cwd, 'out.p12', 'ny')).toMatchObject({ key: facts.keys.auth })
  })

  it('writes PEM: the key in the open, with a warning, and the chain', async () => {
    const { code, stdout, stderr, cwd } = await convert(['c.p12', '--to', 'pem', '-o', 'out.pem'])
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'file  out.pem\n',
      stderr: UNPROTECTED('out.pem'),
    })
    const pem = readFileSync(join(cwd, 'out.pem'), 'utf8')
    expect(pem.match(/-----BEGIN .*-----/g)).toEqual([
      '-----BEGIN PRIVATE KEY-----',
      '-----BEGIN CERTIFICATE-----',
      '-----BEGIN CERTIFICATE-----',
      '-----BEGIN CERTIFICATE-----',
    ])
    expect(statSync(join(cwd, 'out.pem')).mode & 0o777).toBe(0o600)
    expect(await shown(cwd, 'out.pem')).toMatchObject({ format: 'pem', key: facts.keys.auth, chain: CHAIN })
  })

  it('encrypts PEM where a password is given', async () => {
    const argv = ['c.p12', '--to', 'pem', '-o', 'out.pem', '--output-password-file', 'new.txt']
    const { stderr, cwd } = await convert(argv)
    const pem = readFileSync(join(cwd, 'out.pem'), 'utf8')
    expect(stderr).toBe('')
    expect(pem).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/)
    expect(createPrivateKey({ key: pem, passphrase: 'nytt passord' }).type).toBe('private')
  })

  it('writes a JWK: the key alone, under its thumbprint, and says what a new kid waits for', async () => {
    const { stdout, stderr, cwd } = await convert(['c.p12', '--to', 'jwk', '-o', 'out.json'])
    const jwk = JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8'))
    expect(Object.keys(jwk)).toEqual(['kty', 'use', 'alg', 'kid', 'n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'])
    expect(stdout).toBe(`file  out.json\nkid   ${jwk.kid}\n`)
    expect(stderr).toBe(
      `${UNPROTECTED('out.json')}mp: hint: its public half is to be registered on your client: mp key public out.json\n`,
    )
    const { kid } = JSON.parse((await mp(['key', 'public', 'c.p12'], { cwd, env: PASSWORD })).stdout)
    expect(jwk.kid).toBe(kid)
    expect(await shown(cwd, 'out.json')).toMatchObject({ format: 'jwk', key: facts.keys.auth, chain: [] })
  })

  it('keeps the kid that a key has, or that is given', async () => {
    const same = await convert(['k.json', '--to', 'jwk', '-o', 'out.json'])
    expect(JSON.parse(readFileSync(join(same.cwd, 'out.json'), 'utf8'))).toEqual(JSON.parse(JWK))
    expect(same.stderr).toBe(UNPROTECTED('out.json'))
    const { cwd } = await convert(['c.p12', '--kid', 'mine', '--to', 'jwk', '-o', 'out.json', '-q'])
    expect((await shown(cwd, 'out.json')).kid).toBe('mine')
  })

  it('takes a key without a certificate into PKCS#12, and warns of Java', async () => {
    const argv = ['k.json', '--to', 'pkcs12', '-o', 'out.p12', '--output-password-file', 'new.txt']
    const { code, stderr, cwd } = await convert(argv)
    expect(code).toBe(0)
    expect(stderr).toBe(
      'mp: warning: the key in "out.p12" has no certificate, and Java does not see it without one\n',
    )
    expect(await shown(cwd, 'out.p12', 'nytt passord')).toMatchObject({
      alias: JSON.parse(JWK).kid,
      chain: [],
    })
  })

  it('comes back to the same key by way of every format', async () => {
    const { cwd } = await convert(['c.p12', '--to', 'pem', '-o', '1.pem', '-q'])
    const env = { MP_KEY_PASSWORD: 'a', MP_OUTPUT_PASSWORD: 'a' }
    for (const [from, to, into] of [
      ['1.pem', 'pkcs12', '2.p12'],
      ['2.p12', 'pem', '3.pem'],
      ['3.pem', 'jwk', '4.json'],
      ['4.json', 'pem', '5.pem'],
      ['5.pem', 'pkcs12', '6.p12'],
    ] as const)
      expect((await mp(['key', 'convert', from, '--to', to, '-o', into], { cwd, env })).code).toBe(0)
    expect(await shown(cwd, '3.pem', 'a')).toMatchObject({ key: facts.keys.auth, chain: CHAIN })
    expect(await shown(cwd, '6.p12', 'a')).toMatchObject({ key: facts.keys.auth, chain: [] })
  })

  it('takes the key for authentication of three, and another where it is named', async () => {
    const files = { ...FILES, 'three.p12': readFileSync(vector('keytool-several.p12')) }
    const line = ['three.p12', '--to', 'pem', '-q', '-o']
    const { cwd } = await convert([...line, 'a.pem'], { files })
    expect((await shown(cwd, 'a.pem')).key).toBe(facts.keys.auth)
    await mp(['key', 'convert', ...line, 'e.pem', '--key-alias', 'enc'], { cwd, env: PASSWORD })
    expect((await shown(cwd, 'e.pem')).key).toBe(facts.keys.enc)
  })

  it('writes bytes to standard output where that is not a terminal', async () => {
    const written: (string | Uint8Array)[] = []
    const host = { stdout: (bytes: string | Uint8Array) => void written.push(bytes) }
    const argv = ['c.p12', '--to', 'pkcs12', '-o', '-', '--output-password-file', 'new.txt']
    const { code, stderr, cwd } = await convert(argv, { host })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const back = await mp(['key', 'inspect', '-', '--json'], {
      cwd,
      stdin: written[0] as Uint8Array,
      env: { MP_KEY_PASSWORD: 'nytt passord' },
    })
    expect(JSON.parse(back.stdout).entries[0].spki_sha256).toBe(facts.keys.auth)
  })

  it('writes certificates as the bytes they were', async () => {
    const { cwd } = await convert(['c.p12', '--to', 'pem', '-o', 'out.pem', '-q'])
    const [, key = '', ...certificates] = readFileSync(join(cwd, 'out.pem'), 'utf8').split(/(?=-----BEGIN)/)
    expect([key, ...certificates].map((pem) => sha256(new X509Certificate(pem).raw))).toEqual(CHAIN)
    const pem = readFileSync(join(cwd, 'out.pem'), 'utf8')
    expect(sha256(createPublicKey(pem).export({ type: 'spki', format: 'der' }))).toBe(facts.keys.auth)
  })
})

describe('mp key convert fails, and leaves nothing behind', () => {
  const TO = ['--to', 'pem', '-o', 'out']

  it.each<[string, string[], number, string[], World?]>([
    ['without -o', ['c.p12', '--to', 'pem'], 2, ['error: -o, --output <file> is missing']],
    ['without --to', ['c.p12', '-o', 'out'], 2, ['error: --to <format> is missing: pkcs12, pem or jwk']],
    [
      'to an unknown format',
      ['c.p12', '--to', 'pkc12', '-o', 'out'],
      2,
      ['error: --to "pkc12" is none of pkcs12, pem and jwk', 'hint: did you mean "pkcs12"?'],
    ],
    [
      'over a file',
      ['c.p12', '--to', 'pem', '-o', 'c.p12'],
      3,
      ['error: "c.p12" exists already, and is not written over'],
    ],
    [
      'on a terminal',
      ['c.p12', '--to', 'pem', '-o', '-'],
      2,
      ['error: a private key is not printed on a terminal: name a file with --output'],
      { host: { isTerminal: (descriptor) => descriptor === 1 } },
    ],
    [
      'with an alias that has no place',
      ['c.p12', ...TO, '--output-alias', 'x'],
      2,
      ['error: --output-alias is for pkcs12: pem has no place for it'],
    ],
    [
      'with a password for a JWK',
      ['c.p12', '--to', 'jwk', '-o', 'out', '--output-password-file', 'new.txt'],
      2,
      ['error: --output-password-file is for pkcs12 and pem: a jwk is not encrypted'],
    ],
    [
      'with standard input for two',
      ['-', ...TO, '--output-password-file', '-'],
      2,
      ['error: standard input cannot be both --key and --output-password-file'],
    ],
    [
      'without a new password',
      ['c.p12', '--to', 'pkcs12', '-o', 'out'],
      3,
      [
        'error: "out" is to be protected by a password, and none was given for it',
        'hint: give it with --output-password-file <file>, in MP_OUTPUT_PASSWORD, or on a terminal when asked',
      ],
    ],
    [
      'with an empty one',
      ['c.p12', '--to', 'pkcs12', '-o', 'out', '--output-password-file', 'empty.txt'],
      3,
      ['error: the new password is empty'],
    ],
    [
      'with one from a file that is not there',
      ['c.p12', ...TO, '--output-password-file', 'nope.txt'],
      3,
      ['error: there is no password file "nope.txt"'],
    ],
    [
      'with a wrong password for the old one',
      ['c.p12', ...TO],
      3,
      [
        'error: "c.p12" does not open with the password given',
        'hint: the password came from $MP_KEY_PASSWORD',
        'hint: a key with a password of its own takes it from --entry-password-file or MP_ENTRY_PASSWORD',
      ],
      { env: { MP_KEY_PASSWORD: 'feil' } },
    ],
    ['without a private key', ['t.p12', ...TO], 3, ['error: "t.p12" holds no private key']],
    [
      'from a key that Maskinporten does not take',
      ['ec.p12', ...TO],
      3,
      ['error: the key "ec" in "ec.p12" is EC (prime256v1), and Maskinporten takes RSA'],
    ],
    [
      'from one that does not belong to its certificate',
      ['mismatch.pem', ...TO],
      3,
      [
        `error: the key "1" in "mismatch.pem" does not belong to its certificate (${facts.certificates.seid1?.subject})`,
      ],
    ],
    [
      'into a folder that is not there',
      ['c.p12', '--to', 'pem', '-o', 'no/out'],
      3,
      ['error: "no/out" cannot be written: there is no such folder'],
    ],
  ])('%s', async (_, argv, exit, said, world = {}) => {
    const cwd = directoryWith({
      ...FILES,
      'empty.txt': '\n',
      't.p12': readFileSync(vector('keytool-truststore.p12')),
      'ec.p12': readFileSync(vector('ec.p12')),
      'mismatch.pem': readFileSync(vector('mismatch.pem')),
    })
    const before = readdirSync(cwd)
    const { code, stdout, stderr } = await convert([...argv, '--no-color'], { cwd, ...world })
    expect({ code, stdout, stderr }).toEqual({
      code: exit,
      stdout: '',
      stderr: said.map((line) => `mp: ${line}\n`).join(''),
    })
    expect(readdirSync(cwd)).toEqual(before)
    expect(readFileSync(join(cwd, 'c.p12')).equals(P12)).toBe(true)
  })

  it('where several keys would do: with the list and the flag to add', async () => {
    const files = { 'two.p12': readFileSync(vector('keytool-two-valid.p12')) }
    const { code, stderr, cwd } = await convert(['two.p12', ...TO], { files })
    expect(code).toBe(3)
    expect(stderr.split('\n').map((line) => line.split(' · ')[0])).toEqual([
      'mp: error: "two.p12" holds 2 private keys, and which to use is not clear',
      'mp: hint: --key-alias "auth"',
      'mp: hint: --key-alias "production"',
      '',
    ])
    expect(readdirSync(cwd)).toEqual(['two.p12'])
  })

  it.each([
    [['ny', 'nei'], 'the second password is not the same as the first'],
    [['', ''], 'the new password is empty'],
  ])('where %j is typed for the new password', async (typed, message) => {
    const { host } = typing(...typed)
    const { code, stderr, cwd } = await convert(['c.p12', '--to', 'pkcs12', '-o', 'out', '--no-color'], {
      typed: '',
      host,
    })
    expect({ code, stderr }).toEqual({ code: 3, stderr: `mp: error: ${message}\n` })
    expect(readdirSync(cwd)).not.toContain('out')
  })

  it('before anyone is asked, where the file is there already', async () => {
    const { host, asked } = typing('never')
    const { code } = await convert(['c.p12', '--to', 'pkcs12', '-o', 'k.json'], { env: {}, typed: '', host })
    expect({ code, asked }).toEqual({ code: 3, asked: [] })
  })
})

/** A person who types these answers, one after the other. */
function typing(...answers: string[]): { host: Partial<Host>; asked: string[] } {
  const asked: string[] = []
  const promptHidden = async (question: string) => {
    asked.push(question)
    return new Secret(answers[asked.length - 1] ?? '')
  }
  return { host: { promptHidden }, asked }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
