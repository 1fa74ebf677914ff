import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { mp, type Outcome, vector } from '../support/host.js'
import { CLIENT_IDS, claimsOf, headerOf } from '../support/sandbox-files.js'
import { deserted, httpServer } from '../support/servers.js'
import { sandboxServer } from './support/sandbox-server.js'

/** A properties file as it is usual, with these lines instead of its own or beside them. */
function properties(origin: string, lines: Record<string, string | undefined> = {}): string {
  const all = {
    issuer: CLIENT_IDS.certificate,
    audience: `${origin}/`,
    'token.endpoint': `${origin}/token`,
    scope: 'brreg:losore/utlegg brreg:mottak',
    'keystore.file': vector('keytool.jks'),
    'keystore.password': 'changeit',
    'keystore.alias': 'auth',
    'keystore.alias.password': 'changeit',
    ...lines,
  }
  return Object.entries(all)
    .flatMap(([name, value]) => (value === undefined ? [] : `${name}=${value}\n`))
    .join('')
}

function jgg(file: string | Uint8Array, words: readonly string[] = []): Promise<Outcome> {
  return mp(['jgg', 'client.properties', ...words], { files: { 'client.properties': file } })
}

function answering(status: number, body: string, type = 'application/json'): Promise<string> {
  return httpServer((_, response) => response.writeHead(status, { 'content-type': type }).end(body))
}

const TOKEN = '{"access_token":"aa.bb.cc","token_type":"Bearer","expires_in":119,"scope":"a:b"}'
const REFUSAL = '{ "error" : "invalid_grant",\n "error_description" : "Client not found \\u00e5" }\n'

/** Standard output with the grant taken out of it. */
function withoutGrant(stdout: string): string {
  return stdout.replace(/eyJ[\w-]+\.[\w-]+\.[\w-]+/, '<grant>')
}

describe('mp jgg', () => {
  it('prints the two blocks of the Java tool', async () => {
    const origin = await sandboxServer()
    const { code, stdout, stderr } = await jgg(properties(origin))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const [, grant = '', answer = ''] =
      /^Generated JWT-grant:\n(\S+)\n\nRetrieved token-response:\n(\{.*\})\n$/.exec(stdout) ?? []
    expect(headerOf(grant)).toEqual({ alg: 'RS256', x5c: expect.any(Array) })
    expect(claimsOf(JSON.parse(answer).access_token)).toMatchObject({
      scope: 'brreg:losore/utlegg brreg:mottak',
    })
  })

  it('prints one line of JSON where it was asked to, by its word or by mp’s flag', async () => {
    const file = properties(await sandboxServer())
    for (const word of ['json', '--json']) {
      const { code, stdout, stderr } = await jgg(file, [word])
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toMatch(
        /^\{"grant":"[\w-]+\.[\w-]+\.[\w-]+","token":\{"access_token":"[^"]+","token_type":"Bearer",/,
      )
      expect(stdout).toMatch(/\}\}\n$/)
    }
  })

  it('prints the grant alone where the file names no token endpoint', async () => {
    const file = properties('https://test.maskinporten.no', { 'token.endpoint': undefined })
    const blocks = await jgg(file)
    expect(withoutGrant(blocks.stdout)).toBe('Generated JWT-grant:\n<grant>\n')
    expect(withoutGrant((await jgg(file, ['json'])).stdout)).toBe('{"grant":"<grant>"}\n')
    expect(blocks.sent).toEqual([])
  })

  it('takes another word than json for none, as the Java tool does, and says so', async () => {
    const { code, stdout, stderr } = await jgg(properties(await answering(200, TOKEN)), ['java'])
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'mp: warning: "java" is not "json", and changes nothing\n',
    })
    expect(stdout).toMatch(/^Generated/)
  })

  it('leaves out what is empty, and says so', async () => {
    const lines = { resource: '', consumer_org: '', pid: '', 'keystore.kid': '' }
    const { code, stderr, sent } = await jgg(properties(await answering(200, TOKEN), lines))
    expect(code).toBe(0)
    const warned = Object.keys(lines).map((name) => `mp: warning: "${name}" is empty, and is left out\n`)
    expect(stderr).toBe(warned.join(''))
    const grant = new URLSearchParams(sent[0]?.body).get('assertion') ?? ''
    expect(Object.keys(claimsOf(grant)).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'jti', 'scope'])
  })

  it('asks for what the properties say, for 120 seconds, and for a list of one resource', async () => {
    const lines = {
      resource: 'https://api.example/',
      consumer_org: '0192:310904473',
      pid: '02013299997',
      'keystore.kid': 'k1',
    }
    const { sent } = await jgg(properties(await answering(200, TOKEN), lines))
    const grant = new URLSearchParams(sent[0]?.body).get('assertion') ?? ''
    expect(headerOf(grant)).toEqual({ alg: 'RS256', kid: 'k1' })
    const { iat, ...claims } = claimsOf(grant)
    expect(claims).toEqual({
      aud: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/),
      iss: CLIENT_IDS.certificate,
      exp: (iat as number) + 120,
      jti: expect.any(String),
      scope: 'brreg:losore/utlegg brreg:mottak',
      resource: ['https://api.example/'],
      pid: '02013299997',
      consumer_org: '310904473',
    })
  })

  it('prints a refusal as it came, and ends with 4', async () => {
    const file = properties(await answering(400, REFUSAL))
    const blocks = await jgg(file)
    expect(blocks.code).toBe(4)
    expect(withoutGrant(blocks.stdout)).toBe(
      `Generated JWT-grant:\n<grant>\n\nRetrieved token-response:\n${REFUSAL}\n`,
    )
    expect(blocks.stderr).toContain(
      'mp: hint: is the client id spelt right, and of the same environment as the token endpoint?',
    )
    const json = await jgg(file, ['json'])
    expect(json.code).toBe(4)
    expect(withoutGrant(json.stdout)).toBe(
      '{"grant":"<grant>","token":{"error":"invalid_grant","error_description":"Client not found å"}}\n',
    )
  })

  it('prints an answer that makes no sense as it came, and ends with 5; in JSON there is no place for it', async () => {
    const file = properties(await answering(502, '<p>blåbær</p>', 'text/html;charset=UTF-8'))
    const blocks = await jgg(file)
    expect(blocks.code).toBe(5)
    expect(blocks.stdout).toMatch(/\n\nRetrieved token-response:\n<p>blåbær<\/p>\n$/)
    expect(await jgg(file, ['json'])).toMatchObject({ code: 5, stdout: '' })
  })

  it('ends with 5 where nobody answers, after the words that Java has for it', async () => {
    const file = properties(await deserted())
    const blocks = await jgg(file)
    expect(blocks.code).toBe(5)
    expect(blocks.stdout).toMatch(/\n\nRetrieved token-response:\nnull\n$/)
    expect(blocks.sent).toHaveLength(1)
    expect(await jgg(file, ['json'])).toMatchObject({ code: 5, stdout: '' })
  })

  it.each(['keytool.p12', 'openssl.p12', 'keytool.jceks', 'pkcs8.pem'])(
    'opens %s, whatever type is claimed',
    async (name) => {
      const lines = {
        'keystore.file': vector(name),
        'keystore.kid': 'k',
        'keystore.type': 'BKS',
        'keystore.alias': undefined,
      }
      const { code, stderr } = await jgg(properties(await answering(200, TOKEN), lines))
      expect(code).toBe(0)
      expect(stderr).toMatch(
        /^mp: warning: "keystore\.type" is not what the keystore is: \w+, by its bytes\n$/,
      )
    },
  )

  it('says nothing of a type that is right', async () => {
    const { stderr } = await jgg(properties(await answering(200, TOKEN), { 'keystore.type': 'JKS' }))
    expect(stderr).toBe('')
  })

  it('takes a keystore that stands in the file, and one beside the working directory', async () => {
    const origin = await answering(200, TOKEN)
    const base64 = readFileSync(vector('keytool.jks')).toString('base64')
    expect((await jgg(properties(origin, { 'keystore.file': `base64:${base64}` }))).code).toBe(0)
    const files = {
      'client.properties': properties(origin, { 'keystore.file': 'keys/k.jks' }),
      'keys/k.jks': readFileSync(vector('keytool.jks')),
    }
    expect((await mp(['jgg', 'client.properties'], { files })).code).toBe(0)
  })

  it('gives a password for the entry that is not the keystore’s', async () => {
    const lines = {
      'keystore.file': vector('keytool-entry-password.jks'),
      'keystore.alias.password': 'eget-passord',
    }
    expect((await jgg(properties(await answering(200, TOKEN), lines))).code).toBe(0)
  })

  it('takes the flags of the key before the file, so that its hints may be followed', async () => {
    const lines = { 'keystore.file': vector('keytool-several.jks'), 'keystore.alias': 'none' }
    const file = properties(await answering(200, TOKEN), lines)
    const { code, stderr } = await jgg(file)
    expect(code).toBe(3)
    expect(stderr).toContain('mp: hint: --key-alias "auth" · ')
    expect((await jgg(file, ['--key-alias', 'auth'])).code).toBe(0)
    const other = await jgg(file, ['--key', vector('kid.jwk.json'), '--alg', 'RS512'])
    expect(other.code).toBe(0)
    const header = headerOf(new URLSearchParams(other.sent[0]?.body).get('assertion') ?? '')
    expect(header).toEqual({ alg: 'RS512', kid: expect.any(String) })
  })

  it('warns of what Java reads otherwise than its writer meant', async () => {
    const file = `${properties(await answering(200, TOKEN))}keystore.alias=auth # min\nkeystore.password=changeit \n`
    const { code, stdout, stderr } = await jgg(file)
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr.split('\n').slice(0, 4)).toEqual([
      'mp: warning: line 9: "keystore.alias" has a # or ! in it: what stands behind it is no comment, but a part of the value',
      'mp: warning: line 9: "keystore.alias" stands on line 7 too, and the last counts',
      'mp: warning: line 10: "keystore.password" ends in white space, which is a part of it',
      'mp: warning: line 10: "keystore.password" stands on line 6 too, and the last counts',
    ])
    expect(stderr).toContain('mp: hint: the password came from "keystore.password" in "client.properties"')
  })

  it.each([
    [
      '',
      'error: "client.properties" has no "issuer" and no "audience" and no "scope" and no "keystore.file"',
    ],
    [`#${'x'.repeat(1024 * 1024)}`, 'error: "client.properties" is larger than settings are (1 MiB)'],
    ['a=\\u12', 'error: line 1 of "client.properties" has a \\u without four hexadecimal digits'],
    [
      { audience: 'http://maskinporten.example/' },
      'error: "audience" in "client.properties" must be an https: URL',
    ],
    [{ 'token.endpoint': 'token' }, 'error: "token.endpoint" in "client.properties" must be an https: URL'],
    [{ 'token.endpoint': 'https://elsewhere.example/token' }, 'is of another origin than issuer'],
    [
      { consumer_org: '123456789' },
      'error: "consumer_org" in "client.properties" is not an organisation number',
    ],
    [{ pid: '12345678901' }, 'error: "pid" in "client.properties" is not a national identity number'],
    [{ scope: ' , ' }, 'error: "client.properties" has no "scope"'],
    [{ 'keystore.file': 'none.jks' }, 'error: there is no file "none.jks"'],
    [
      { 'keystore.password': 'hemmelig' },
      'hint: the password came from "keystore.password" in "client.properties"',
    ],
  ])('ends with 3 and prints nothing for %j', async (lines, words) => {
    const file = typeof lines === 'string' ? lines : properties('https://test.maskinporten.no', lines)
    const { code, stdout, stderr, sent } = await jgg(file)
    expect({ code, stdout, sent }).toEqual({ code: 3, stdout: '', sent: [] })
    expect(stderr).toContain(words)
    expect(stderr).not.toMatch(/hemmelig|12345678901/)
  })

  it('does not take a test certificate to production', async () => {
    const { code, stderr } = await jgg(properties('https://maskinporten.no'))
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringContaining('mp: hint: each environment has'),
    })
  })

  it.each([
    [
      'https://oidc-ver2.difi.no/idporten-oidc-provider/',
      'oidc-ver2.difi.no is no Maskinporten any more: https://test.maskinporten.no/ took over',
    ],
    [
      'https://oidc.difi.no/idporten-oidc-provider/',
      'oidc.difi.no is no Maskinporten any more: https://maskinporten.no/ took over',
    ],
    [
      'https://ver2.maskinporten.no/',
      'Digdir switched environment "ver2" off on 2024-06-10; "test" took over',
    ],
    [
      'https://test.maskinporten.no',
      '"audience" in "client.properties" is taken for https://test.maskinporten.no/, as the server writes it',
    ],
  ])('says what has become of %s', async (audience, warning) => {
    const { code, stderr } = await jgg(properties('', { audience, 'token.endpoint': undefined }))
    expect({ code, stderr }).toEqual({ code: 0, stderr: `mp: warning: ${warning}\n` })
  })

  it.each([
    [[], 2],
    [['client.properties', 'json', 'more'], 2],
    [['none.properties'], 3],
    [[''], 2],
    [['client.properties', '--env', 'prod'], 2],
    [['client.properties', '--profile', 'x'], 2],
  ])('ends %j with %i', async (argv, code) => {
    const files = { 'client.properties': properties('https://test.maskinporten.no') }
    expect(await mp(['jgg', ...argv], { files })).toMatchObject({ code, stdout: '' })
  })

  it('reads the properties from standard input too', async () => {
    const stdin = properties(await answering(200, TOKEN))
    expect((await mp(['jgg', '-'], { stdin })).code).toBe(0)
  })

  it('shows no secret, whatever goes wrong and however much is told', async () => {
    const secret = 'hemmelig"\'# \\\\x '
    const lines = { 'keystore.password': secret, 'keystore.alias.password': `${secret}2`, pid: '02013299997' }
    const { stdout, stderr } = await jgg(properties('https://test.maskinporten.no', lines), ['-v'])
    expect(`${stdout}${stderr}`).not.toMatch(/hemmelig|02013299997/)
  })
})
