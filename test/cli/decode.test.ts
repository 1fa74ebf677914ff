import { describe, expect, it } from 'vitest'
import { part, signJws } from '../sandbox/support/grants.js'
import { mp } from '../support/host.js'
import { privateKey } from '../support/keys.js'

const TOKEN = signJws(
  { alg: 'RS256', kid: 'k1' },
  { iss: 'https://test.maskinporten.no/', scope: 'a:b', iat: 1_700_000_000, exp: 1_700_000_120 },
  privateKey,
)
const AT = { host: { now: () => 1_700_000_000 } }
const HINT = 'mp: hint: a signed JWT is taken by itself, after "Bearer", or in the JSON that it came in\n'

describe('mp decode', () => {
  it('shows header, claims and times, and says first that nothing is verified', async () => {
    expect(await mp(['decode'], { stdin: `Bearer ${TOKEN}\n`, ...AT })).toMatchObject({
      code: 0,
      stderr: '',
      stdout: `NOT VERIFIED: this is what the token says of itself; anyone can write that

header
{
  "alg": "RS256",
  "kid": "k1"
}

claims
{
  "iss": "https://test.maskinporten.no/",
  "scope": "a:b",
  "iat": 1700000000,
  "exp": 1700000120
}

times
  iat  2023-11-14T22:13:20Z  0 s ago
  exp  2023-11-14T22:15:20Z  in 2 min
`,
    })
  })

  it('says so as one line of JSON', async () => {
    const { stdout } = await mp(['decode', '-', '--json'], { stdin: `{"access_token":"${TOKEN}"}` })
    expect(stdout).toBe(
      '{"schema":"mp.decoded/1","verified":false,"kind":"token","header":{"alg":"RS256","kid":"k1"},"claims":{"iss":"https://test.maskinporten.no/","scope":"a:b","iat":1700000000,"exp":1700000120},"times":{"iat":"2023-11-14T22:13:20Z","exp":"2023-11-14T22:15:20Z"}}\n',
    )
  })

  it('tells a grant from a token, and whose its certificates are', async () => {
    const { stdout: grant } = await mp(['grant', '--env', 'sandbox', '-s', 'a:b'])
    const text = await mp(['decode'], { stdin: grant })
    expect(text.stdout).toMatch(/^NOT VERIFIED: this is what the grant says/)
    expect(text.stdout).toMatch(/^ {2}1 {2}CN=SANDKASSE AS,.*, organisation 310904473, .* digitalSignature$/m)
    expect(text.stdout).not.toContain('MII')
    const json = JSON.parse((await mp(['decode', '--json'], { stdin: grant })).stdout)
    expect(json).toMatchObject({
      kind: 'grant',
      verified: false,
      certificates: [{ orgnr: '310904473' }, {}, {}],
    })
    expect(text.stdout + JSON.stringify(json)).not.toContain(grant.trim().split('.')[2])
  })

  it('warns of a token on the command line, once', async () => {
    const { code, stderr } = await mp(['decode', TOKEN])
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        "mp: warning: a token on the command line is seen in process lists and kept in the shell's history; standard input is not\n",
    })
    expect((await mp(['decode', TOKEN, '--quiet'])).stderr).toBe('')
  })

  it('lets nothing in a claim act on the terminal', async () => {
    const evil = [
      part({ alg: 'none', '\u001b]0;x\u0007': '\u009b31m' }),
      part({ iss: 'a\u001b[2Jb', 'c\u202ed': '\u0000\u0085\u2028' }),
      '',
    ].join('.')
    const { code, stdout } = await mp(['decode'], { stdin: evil })
    expect(code).toBe(0)
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2028]/)
  })

  it('tells what is not as it should be, and shows the rest', async () => {
    const broken = [
      Buffer.from('{"alg":"none","alg":"RS256"}').toString('base64url'),
      part({ iat: 1e300 }),
      '==',
    ].join('.')
    const { code, stderr, stdout } = await mp(['decode'], { stdin: broken })
    expect(code).toBe(0)
    expect(stderr).toBe(
      'mp: warning: this is not as a JWT should be: it has base64 padding\nmp: warning: "header.alg" stands twice; the last one is shown\n',
    )
    expect(stdout).toContain('1e+300')
    expect(stdout).not.toContain('times')
  })

  it.each([
    ['hemmelig', 'the input is no JWT: it has not the form header.claims.signature'],
    ['', 'the input is empty'],
    ['hemmelig.b.c.d.e', 'the input is encrypted (a JWE of five parts), and only signed JWTs can be read'],
    ['{"hemmelig":"x"}', 'the input is JSON without a grant or a token in it'],
    ['\u0000\u0001hemmelig', 'the input is no JWT: it has not the form header.claims.signature'],
  ])('ends with 2 for %j, and does not repeat it', async (stdin, message) => {
    expect(await mp(['decode'], { stdin })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `mp: error: ${message}\n${HINT}`,
    })
  })

  it('asks for input where a person sits, instead of waiting', async () => {
    expect(await mp(['decode', '--no-color'], { typed: '' })).toMatchObject({
      code: 2,
      stderr: 'mp: error: there is no token: give it on standard input, or as an argument\n',
    })
  })

  it('says when standard input cannot be read', async () => {
    const readStdin = async () => {
      throw Object.assign(new Error('x'), { code: 'EFBIG' })
    }
    expect(await mp(['decode'], { host: { readStdin } })).toMatchObject({
      code: 2,
      stderr: `mp: error: standard input cannot be read: it is too large\n${HINT}`,
    })
  })
})
