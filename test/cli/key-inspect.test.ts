import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { facts } from '../keys/support/vectors.js'
import { mp, vector, type World } from '../support/host.js'
import { CLIENT_IDS, sandboxFile } from '../support/sandbox-files.js'

const SUBJECT = 'organizationIdentifier=NTRNO-310904473,CN=BLÅBÆR OG SØNN AS,O=BLÅBÆR OG SØNN AS,C=NO'
const PASSWORD = { MP_KEY_PASSWORD: 'changeit' }

/** A keystore of the vectors under a short name. */
function holding(name: string, env: Record<string, string> = PASSWORD): World {
  return { files: { [name]: readFileSync(vector(name)) }, env }
}

async function inspected(name: string, flags: string[] = [], world = holding(name)) {
  const { code, stdout, stderr } = await mp(['key', 'inspect', name, '--json', ...flags], world)
  return { code, stderr, ...JSON.parse(stdout) }
}

interface ShownEntry {
  alias: string
  selected: boolean
  problem?: { code: string; message: string }
}

describe('mp key inspect', () => {
  it('shows a person everything but what is secret', async () => {
    const { code, stdout, stderr } = await mp(['key', 'inspect', 'openssl.p12'], holding('openssl.p12'))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toBe(
      [
        'openssl.p12: pkcs12, 1 entry',
        '',
        'auth (the one that mp takes)',
        '  type          private-key RSA 2048',
        `  public key    sha256 ${facts.keys.auth}`,
        `  certificate   ${SUBJECT}`,
        '  issuer        CN=Eksempel Class 3 TEST CA 3,O=Eksempel TEST AS-999999999,C=NO',
        '  organisation  310904473',
        '  valid         2020-01-01 to 2099-12-31',
        '  usage         digitalSignature',
        '  environment   test',
        `  fingerprint   sha256 ${facts.certificates.auth?.sha256}`,
        '  chain         CN=Eksempel Class 3 TEST CA 3,O=Eksempel TEST AS-999999999,C=NO, to 2099-12-31',
        '                CN=Eksempel Class 3 TEST Root CA,O=Eksempel TEST AS-999999999,C=NO, to 2099-12-31',
        '',
      ].join('\n'),
    )
  })

  it('prints the same as one line of JSON', async () => {
    const { stdout } = await mp(['key', 'inspect', 'leaf-only.p12', '--json'], holding('leaf-only.p12'))
    expect(stdout).toBe(
      `{"schema":"mp.key/1","format":"pkcs12","entries":[{"alias":"auth","type":"private-key","algorithm":"RSA","bits":2048,"kid":null,` +
        `"spki_sha256":"${facts.keys.auth}","certificates":[{"sha256":"${facts.certificates.auth?.sha256}","subject":"${SUBJECT}",` +
        `"issuer":"CN=Eksempel Class 3 TEST CA 3,O=Eksempel TEST AS-999999999,C=NO","orgnr":"310904473","not_before":"2020-01-01T00:00:00Z",` +
        `"not_after":"2099-12-31T23:59:59Z","usage":["digitalSignature"],"environment":"test"}],"selected":true}]}\n`,
    )
  })

  it('takes the key for authentication of three, and says what speaks against the one for encryption', async () => {
    const { entries, stderr } = await inspected('keytool-several.p12')
    const shown = (entries as ShownEntry[]).map(({ alias, selected, problem }) => [alias, selected, problem])
    expect(stderr).toBe('')
    expect(shown).toEqual([
      [
        'enc',
        false,
        {
          code: 'MP_KEY_UNFIT',
          message:
            'the certificate of "enc" in "keytool-several.p12" is for keyEncipherment, dataEncipherment only',
        },
      ],
      ['sign', false, undefined],
      ['auth', true, undefined],
    ])
  })

  it('shows all of them where none could be chosen, and says so', async () => {
    const { code, entries, stderr } = await inspected('keytool-two-valid.p12')
    expect(code).toBe(0)
    expect((entries as ShownEntry[]).map(({ selected }) => selected)).toEqual([false, false])
    expect(stderr).toBe(
      'mp: warning: "keytool-two-valid.p12" holds 2 private keys, and which to use is not clear\n',
    )
  })

  it.each([
    [['--key-alias', 'PRODUCTION'], 'production', ''],
    [
      ['--key-alias', 'nobody'],
      undefined,
      'mp: warning: "keytool-two-valid.p12" holds no private key with alias "nobody"\n',
    ],
  ])('follows %j', async (flags, alias, said) => {
    const { entries, stderr } = await inspected('keytool-two-valid.p12', flags)
    expect((entries as ShownEntry[]).find(({ selected }) => selected)?.alias).toBe(alias)
    expect(stderr).toBe(said)
  })

  it('shows secret keys and trusted certificates too', async () => {
    const { entries } = await inspected('keytool-secret.p12')
    expect(entries).toMatchObject([
      { alias: 'auth', selected: true },
      {
        alias: 'hemmelig',
        type: 'secret-key',
        algorithm: null,
        bits: null,
        spki_sha256: null,
        certificates: [],
      },
      { alias: 'rot', type: 'certificate', algorithm: 'RSA', bits: 2048, selected: false },
    ])
  })

  it('shows a truststore, which holds no private key', async () => {
    const { code, entries, stderr } = await inspected('keytool-truststore.p12')
    expect(code).toBe(0)
    expect(entries).toMatchObject([{ alias: 'rot', type: 'certificate', selected: false }])
    expect(stderr).toBe('mp: warning: "keytool-truststore.p12" holds no private key\n')
  })

  it.each([
    ['ec.p12', 'EC', 256, 'MP_KEY_UNSUPPORTED'],
    ['ed25519.p12', 'Ed25519', null, 'MP_KEY_UNSUPPORTED'],
    ['pss.p12', 'RSA-PSS', 2048, 'MP_KEY_UNSUPPORTED'],
    ['weak.p12', 'RSA', 1024, 'MP_KEY_UNFIT'],
    ['expired.p12', 'RSA', 2048, 'MP_KEY_UNFIT'],
    ['key-only.p12', 'RSA', 2048, 'MP_KEY_NO_CERTIFICATE'],
    ['mismatch.pem', 'RSA', 2048, 'MP_KEY_MISMATCH'],
  ])('says what speaks against the key in %s', async (name, algorithm, bits, problem) => {
    const { code, entries } = await inspected(name)
    expect(code).toBe(0)
    expect(entries).toMatchObject([{ algorithm, bits, selected: false, problem: { code: problem } }])
  })

  it('does not mark a key that mp would refuse', async () => {
    const { stdout } = await mp(['key', 'inspect', 'weak.p12'], holding('weak.p12'))
    expect(stdout).toContain('has 1024 bits')
    expect(stdout).not.toContain('the one that mp takes')
  })

  it.each(['jks', 'jceks', 'p12'])('shows what there is of a locked key in a %s file', async (format) => {
    const name = `keytool-entry-password.${format}`
    const { code, entries, stderr } = await inspected(name)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(entries).toEqual([
      expect.objectContaining({
        alias: 'auth',
        type: 'private-key',
        algorithm: null,
        certificates: [
          expect.objectContaining({ sha256: facts.certificates.auth?.sha256 }),
          expect.anything(),
          expect.anything(),
        ],
        selected: false,
        problem: {
          code: 'MP_KEY_WRONG_PASSWORD',
          message: `"${name}" holds a key "auth" that is locked: it does not open with the password given`,
        },
      }),
    ])
  })

  it.each([
    ['certificates.pem', 'pem'],
    ['certificate.der', 'der'],
  ])('shows the certificates of %s, which has no key', async (name, format) => {
    const shown = await inspected(name)
    expect(shown).toMatchObject({
      code: 0,
      format,
      stderr: `mp: warning: "${name}" holds no private key\n`,
    })
    expect(shown.entries[0]).toMatchObject({ type: 'certificate', selected: false })
  })

  it('asks nobody for the password of a key that it only looks at', async () => {
    const promptHidden = () => {
      throw new Error('asked')
    }
    const name = 'keytool-entry-password.jks'
    const world = { ...holding(name), typed: 'x', host: { promptHidden } }
    expect((await mp(['key', 'inspect', name], world)).code).toBe(0)
  })

  it.each(['ssh-openssh', 'locked.pem'])('fails where %s leaves nothing to see', async (name) => {
    const pem = readFileSync(vector('pkcs8-encrypted.pem'), 'utf8')
    const locked = pem.slice(0, pem.indexOf('-----BEGIN CERTIFICATE'))
    const bare = { 'locked.pem': locked, 'ssh-openssh': readFileSync(vector('ssh-openssh')) }
    expect(await mp(['key', 'inspect', name], { files: bare })).toMatchObject({ code: 3, stdout: '' })
  })

  it('says why one of several keys does not open', async () => {
    const { entries } = await inspected('keytool-several-one-entry-password.p12')
    expect(entries[0]).toMatchObject({
      alias: 'enc',
      algorithm: null,
      spki_sha256: null,
      problem: { code: 'MP_KEY_WRONG_PASSWORD' },
    })
  })

  it('judges by the environment, where one is named', async () => {
    const name = 'production.p12'
    expect((await inspected(name)).entries[0].problem).toBeUndefined()
    expect((await inspected(name, ['--env', 'prod'])).entries[0].problem).toBeUndefined()
    expect((await inspected(name, ['--env', 'test'])).entries[0].problem.code).toBe('MP_KEY_UNFIT')
  })

  it('needs nothing but the sandbox, and follows its client', async () => {
    const { code, stdout } = await mp(['key', 'inspect', '--env', 'sandbox'])
    expect(code).toBe(0)
    expect(stdout).toContain(
      `${sandboxFile('consumer.p12')}: pkcs12, 1 entry\n\nauth (the one that mp takes)\n`,
    )
    const other = await mp(['key', 'inspect', '--env', 'sandbox', '--json'], {
      env: { MASKINPORTEN_CLIENT_ID: CLIENT_IDS.key },
    })
    expect(JSON.parse(other.stdout)).toMatchObject({ format: 'jwk', entries: [{ selected: true }] })
  })

  it('never shows a control character of a stranger', async () => {
    const jwk = {
      ...JSON.parse(readFileSync(sandboxFile('consumer.jwk.json'), 'utf8')),
      kid: '\u001b[31mred',
    }
    const { stdout } = await mp(['key', 'inspect', 'x'], { files: { x: JSON.stringify(jwk) } })
    expect(stdout).toContain(' [31mred')
    expect(stdout).not.toContain('\u001b')
  })
})

describe('where mp key inspect finds its key', () => {
  const bytes = readFileSync(vector('openssl.p12'))
  const files = { 'a.p12': bytes, 'pw.txt': 'changeit\n' }
  const profile = (key: object) => ({
    ...files,
    'maskinporten.config.json': JSON.stringify({ defaultProfile: 'mine', profiles: { mine: { key } } }),
  })

  it.each<[string, string[], World]>([
    ['--key', ['--key', 'a.p12'], { files, env: PASSWORD }],
    ['standard input', ['--key', '-'], { stdin: bytes, env: PASSWORD }],
    ['standard input, as a word', ['-'], { stdin: bytes, env: PASSWORD }],
    ['a variable', ['env:P12'], { env: { ...PASSWORD, P12: bytes.toString('base64') } }],
    ['MP_KEY', [], { files, env: { ...PASSWORD, MP_KEY: 'a.p12' } }],
    ['a password file', ['a.p12', '--key-password-file', 'pw.txt'], { files }],
    ['a password on standard input', ['a.p12', '--key-password-file', '-'], { files, stdin: 'changeit\n' }],
    ['a prompt', ['a.p12'], { files, typed: 'changeit' }],
    [
      'a profile without an environment',
      [],
      { files: profile({ file: 'a.p12', password: { file: 'pw.txt' } }) },
    ],
    [
      'the entry’s own password',
      [vector('keytool-entry-password.p12'), '--entry-password-file', 'own.txt'],
      { files: { 'own.txt': 'eget-passord' }, env: PASSWORD },
    ],
  ])('%s', async (_, argv, world) => {
    const { code, stdout, stderr } = await mp(['key', 'inspect', '--json', ...argv], world)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout).entries[0].spki_sha256).toBe(facts.keys.auth)
  })

  it('warns of each password in plain text', async () => {
    const { stderr } = await mp(['key', 'inspect'], {
      files: profile({ file: 'a.p12', password: 'changeit', entryPassword: 'changeit' }),
    })
    expect(stderr).toBe(
      ['password', 'entryPassword']
        .map(
          (name) =>
            `mp: warning: maskinporten.config.json: profiles.mine.key.${name} holds a password in plain text\n`,
        )
        .join(''),
    )
  })

  it.each<[string, string[], World, number, string[]]>([
    [
      'nothing that says a key',
      [],
      {},
      3,
      ['error: no key was given', 'hint: give it with --key <file>, with "key" in the profile, or in MP_KEY'],
    ],
    ['two keys', ['a', '--key', 'b'], {}, 2, ['error: the key is named twice: "a" and --key']],
    [
      'two files',
      ['a', 'b'],
      {},
      2,
      ['error: too many arguments for "inspect". Expected 1 argument but got 2'],
    ],
    ['an empty name', [''], {}, 2, ['error: --key is empty']],
    ['no such file', ['nope.p12'], {}, 3, ['error: there is no file "nope.p12"']],
    [
      'an unknown environment',
      ['a.p12', '--env', 'tset'],
      { files },
      2,
      [
        'error: there is no environment "tset" (--env); the environments are test, prod, ver2, sandbox, skyporten-test, skyporten',
        'hint: did you mean "test"?',
      ],
    ],
    [
      'a wrong password',
      ['a.p12'],
      { files, env: { MP_KEY_PASSWORD: 'feil' } },
      3,
      [
        'error: "a.p12" does not open with the password given',
        'hint: the password came from $MP_KEY_PASSWORD',
        'hint: a key with a password of its own takes it from --entry-password-file or MP_ENTRY_PASSWORD',
      ],
    ],
    [
      'no password',
      ['a.p12'],
      { files },
      3,
      [
        'error: "a.p12" is protected by a password, and none was given',
        'hint: give it with --key-password-file <file>, with "password" in the profile, in MP_KEY_PASSWORD, or on a terminal when asked',
      ],
    ],
    [
      'standard input twice',
      ['-', '--key-password-file', '-'],
      {},
      2,
      ['error: standard input cannot be both --key and --key-password-file'],
    ],
  ])('%s', async (_, argv, world, exit, said) => {
    const { code, stdout, stderr } = await mp(['key', 'inspect', ...argv], world)
    expect({ code, stdout, stderr }).toEqual({
      code: exit,
      stdout: '',
      stderr: said.map((line) => `mp: ${line}\n`).join(''),
    })
  })
})
