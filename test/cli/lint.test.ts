import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { signJws } from '../sandbox/support/grants.js'
import { mp, type World } from '../support/host.js'
import { NOW, privateKey, publicKey } from '../support/keys.js'
import { CLIENT_IDS, sandboxFile } from '../support/sandbox-files.js'

const CREDENTIAL =
  'mp: a grant is a credential, and buys one token: do not pass it on, and make a new one for each request\n'
const UNVERIFIED =
  'not checked: signature: the key that the header points to is not at hand; --key names one\n'
const CLAIMS = {
  aud: 'https://test.maskinporten.no/',
  iss: '6f0d1f1c-5d0c-4a3c-9a39-0f6f0e6a7d11',
  scope: 'a:b',
  iat: NOW,
  exp: NOW + 120,
  jti: '5a4db0c5-0001-4000-8000-310904473001',
}

function grant(claims: Record<string, unknown> = {}): string {
  return signJws({ alg: 'RS256', kid: 'a-kid' }, { ...CLAIMS, ...claims }, privateKey)
}

function lint(flags: string[], stdin: string, world: World = {}) {
  return mp(['lint', ...flags], { stdin, host: { now: () => NOW }, ...world })
}

describe('mp lint', () => {
  it('has nothing to say against mp’s own grants', async () => {
    for (const client of [CLIENT_IDS.certificate, CLIENT_IDS.key]) {
      const made = await mp(['grant', '--env', 'sandbox', '--client-id', client, '-s', 'a:b', '--json'])
      const { code, stdout, stderr } = await mp(['lint', '--env', 'sandbox', '--strict'], {
        stdin: made.stdout,
      })
      expect({ code, stderr }).toEqual({ code: 0, stderr: CREDENTIAL })
      expect(stdout).toMatch(/^no findings; \d+ rules checked, \d+ not or not wholly \(--json says why\)\n$/)
    }
  })

  it('tells every breach with its rule, code and source, the worst first', async () => {
    const { code, stdout } = await lint(
      [],
      grant({ aud: 'https://test.maskinporten.no', jti: undefined, nbf: 1 }),
    )
    expect(code).toBe(8)
    expect(stdout.replace(/\d+ rules.*/, '…')).toBe(
      [
        'error: claims.documented: "nbf" is none of the documented claims (MP-011, Digdir: JWT grant)',
        'error: claims.aud: aud is "https://test.maskinporten.no", without the slash at its end, and the issuer of environment "test" is "https://test.maskinporten.no/" (MP-110, Digdir: Feilsøking i Maskinporten)',
        'warning: claims.jti: there is no jti, by which one grant differs from the next (RFC 7519 section 4.1.7)',
        UNVERIFIED.trim(),
        '2 errors, 1 warning; …\n',
      ].join('\n'),
    )
  })

  it('says it as one line of JSON', async () => {
    const { code, stdout, stderr } = await lint(['--json'], grant({ exp: NOW + 121 }))
    expect({ code, stderr }).toEqual({ code: 8, stderr: '' })
    const json = JSON.parse(stdout)
    expect(Object.keys(json)).toEqual(['schema', 'findings', 'checked', 'not_checked'])
    expect(json).toMatchObject({
      schema: 'mp.lint/1',
      findings: [
        {
          rule: 'claims.exp.lifetime',
          level: 'error',
          message: 'exp is 121 s after iat, and 120 s are allowed',
          source: 'Digdir: JWT grant',
          code: null,
          path: 'claims.exp',
        },
      ],
    })
    expect(json.checked).toContain('claims.aud')
    expect(json.not_checked).toContainEqual({
      rule: 'signature',
      why: 'the key that the header points to is not at hand; --key names one',
    })
  })

  it('ends with 8 for a warning with --strict alone', async () => {
    const made = grant({ jti: undefined })
    expect((await lint([], made)).code).toBe(0)
    expect((await lint(['--strict'], made)).code).toBe(8)
  })

  it('judges an old grant by the rest of it, and as at another time', async () => {
    const later = { host: { now: () => NOW + 86_400 } }
    const { code, stdout } = await lint([], grant({ consumer_org: '1' }), later)
    expect(code).toBe(8)
    expect(stdout).toContain('claims.exp.passed: it expired 86280 s ago')
    expect(stdout).toContain('consumer_org.number')
    for (const at of ['iat', `${NOW}`, '2023-11-14T22:13:20Z', '2023-11-14T23:13+01:00'])
      expect({ at, code: (await lint(['--at', at], grant(), later)).code }).toEqual({
        at,
        code: at.endsWith('+01:00') ? 8 : 0,
      })
  })

  it('verifies with a public key, in any format', async () => {
    const files = {
      'public.pem': `${publicKey.export({ format: 'pem', type: 'spki' })}`,
      'public.jwk': JSON.stringify(publicKey.export({ format: 'jwk' })),
      'private.pem': `${privateKey.export({ format: 'pem', type: 'pkcs8' })}`,
    }
    for (const file of Object.keys(files)) {
      const { code, stdout } = await lint(['--key', file], grant(), { files })
      expect({ file, code }).toEqual({ file, code: 0 })
      expect(stdout).toMatch(/^no findings; /)
    }
    const foreign = { files: { 'other.jwk': readFileSync(sandboxFile('consumer.jwk.json')) } }
    const { code, stdout } = await lint(['--key', 'other.jwk'], grant(), foreign)
    expect(code).toBe(8)
    expect(stdout).toContain('error: signature: the signature was not made with the key at hand')
  })

  it('holds it against the client and the environment that are named', async () => {
    const { code, stdout } = await lint(['--env', 'prod', '--client-id', 'x'], grant())
    expect(code).toBe(8)
    expect(stdout).toContain('iss is "6f0d1f1c-5d0c-4a3c-9a39-0f6f0e6a7d11", and the client is "x"')
    expect(stdout).toContain('the issuer of environment "prod" is "https://maskinporten.no/"')
  })

  it('lets no variable and no default profile say what a stranger’s grant is for', async () => {
    const config = {
      defaultProfile: 'prod',
      profiles: { prod: { clientId: 'x', key: { file: 'none.pem' } } },
    }
    const world = {
      files: { 'maskinporten.config.json': JSON.stringify(config) },
      env: { MP_ENV: 'prod', MASKINPORTEN_CLIENT_ID: 'x', MP_KEY: 'none.pem' },
    }
    expect((await lint([], grant(), world)).code).toBe(0)
    expect((await lint(['--profile', 'prod'], grant(), world)).code).toBe(3)
  })

  it('knows the environments of the configuration', async () => {
    const config = { environments: { local: { issuer: 'http://127.0.0.1:1234/' } } }
    const files = { 'maskinporten.config.json': JSON.stringify(config) }
    const { stdout } = await lint([], grant({ aud: 'http://127.0.0.1:1234' }), { files })
    expect(stdout).toContain('without the slash at its end, and the issuer of environment "local"')
  })

  it.each([
    [['--key', '-'], 'standard input cannot be both the grant and something of its key'],
    [
      ['--key', 'k.p12', '--key-password-file', '-'],
      'standard input cannot be both the grant and something of its key',
    ],
    [['--at', 'i går'], '--at "i går" is no time: 2026-01-31T12:00:00Z, 2026-01-31, or seconds since 1970'],
    [
      ['--at', '2026-01-31T12:00:00'],
      '--at "2026-01-31T12:00:00" is no time: 2026-01-31T12:00:00Z, 2026-01-31, or seconds since 1970',
    ],
    [
      ['--at', '2026-13-01'],
      '--at "2026-13-01" is no time: 2026-01-31T12:00:00Z, 2026-01-31, or seconds since 1970',
    ],
  ])('does not take %j', async (flags, message) => {
    expect(await lint(flags, grant())).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `mp: error: ${message}\n`,
    })
  })

  it.each([
    ['lint', 'grant'],
    ['verify', 'token'],
    ['decode', 'token'],
  ])('says 2 of a file that is named instead of given, and how it is given: %s', async (command, wanted) => {
    const argv = [command, 'it.jwt', ...(command === 'decode' ? [] : ['--env', 'sandbox'])]
    const { code, stdout, stderr } = await mp(argv, { files: { 'it.jwt': 'eyJhbGciOiJSUzI1NiJ9.e30.AA' } })
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: `mp: error: "it.jwt" is a file, and a ${wanted} is read from standard input: < it.jwt\n`,
    })
  })

  it('says 2 of what is no grant, and repeats nothing of it', async () => {
    const { code, stdout, stderr } = await lint([], 'hemmelig.hemmelig.hemmelig')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).not.toContain('hemmelig')
  })

  it('sends nothing, whatever is named', async () => {
    expect((await lint(['--env', 'test'], grant())).sent).toEqual([])
    expect((await mp(['lint', '--env', 'sandbox'], { stdin: grant() })).sent).toEqual([])
  })
})
