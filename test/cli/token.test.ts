import { describe, expect, it } from 'vitest'
import { mp, vector } from '../support/host.js'
import { CLIENT_IDS, claimsOf, sandboxFile, sandboxPassword } from '../support/sandbox-files.js'

const SANDBOX = ['--env', 'sandbox', '--scope', 'brreg:losore/utlegg']

describe('mp token', () => {
  it('prints the token and one newline, and nothing else', async () => {
    const { code, stdout, stderr } = await mp(['token', ...SANDBOX])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/)
    expect(claimsOf(stdout)).toMatchObject({
      scope: 'brreg:losore/utlegg',
      client_id: CLIENT_IDS.certificate,
    })
  })

  it('prints the whole answer as one line of JSON', async () => {
    const { stdout, stderr } = await mp(['token', ...SANDBOX, '--json'])
    const token = JSON.parse(stdout)
    expect(stdout.split('\n')).toHaveLength(2)
    expect(stderr).toBe('')
    expect(token).toEqual({
      schema: 'mp.token/1',
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 119,
      expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      scope: 'brreg:losore/utlegg',
      environment: 'sandbox',
      profile: null,
      client_id: CLIENT_IDS.certificate,
      cached: false,
      altinn: false,
    })
  })

  it('signs with the registered key of the client that was named', async () => {
    const { stdout } = await mp(['token', ...SANDBOX, '--client-id', CLIENT_IDS.key])
    expect(claimsOf(stdout)).toMatchObject({ client_id: CLIENT_IDS.key, client_amr: 'private_key_jwt' })
  })

  it('carries every claim that was asked for into the grant', async () => {
    const { sent } = await mp([
      ...['token', ...SANDBOX, '--resource', 'https://one.example/', '--resource', 'https://two.example/'],
      ...['--consumer-org', '0192:310904473', '--client-id', CLIENT_IDS.supplier, '--lifetime', '119'],
    ])
    const grant = claimsOf(new URLSearchParams(sent[0]?.body).get('assertion') ?? '')
    expect(grant).toEqual({
      aud: 'http://127.0.0.1:8473/',
      iss: CLIENT_IDS.supplier,
      iat: expect.any(Number),
      exp: (grant.iat as number) + 119,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      scope: 'brreg:losore/utlegg',
      resource: ['https://one.example/', 'https://two.example/'],
      consumer_org: '310904473',
    })
  })

  it('asks for the token of a system user', async () => {
    const { code, stdout } = await mp([
      'token',
      '--env',
      'sandbox',
      '-s',
      'altinn:instances.read',
      '--systemuser-org',
      '310904473',
    ])
    expect(code).toBe(0)
    expect(claimsOf(stdout).authorization_details).toMatchObject([{ type: 'urn:altinn:systemuser' }])
  })

  it.each(['keytool.p12', 'openssl.p12', 'openssl-legacy.p12'])(
    'takes a keystore that other tools made: %s',
    async (name) => {
      const { code, stderr, sent } = await mp(['token', ...SANDBOX, '--key', vector(name)], {
        env: { MP_KEY_PASSWORD: 'changeit' },
      })
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(sent).toHaveLength(1)
    },
  )

  it('takes the key from standard input and from a variable', async () => {
    const { readFileSync } = await import('node:fs')
    const jwk = readFileSync(sandboxFile('consumer.jwk.json'))
    const line = ['token', ...SANDBOX, '--client-id', CLIENT_IDS.key, '--key']
    expect((await mp([...line, '-'], { stdin: jwk })).code).toBe(0)
    expect((await mp([...line, 'env:JWK'], { env: { JWK: jwk.toString() } })).code).toBe(0)
    expect((await mp([...line, 'env:JWK'], { env: { JWK: jwk.toString('base64') } })).code).toBe(0)
  })

  it.each([
    ['--key-password-file', { argv: ['--key-password-file', sandboxFile] }],
    ['MP_KEY_PASSWORD', { env: true }],
    ['a hidden prompt', { typed: true }],
  ])('takes the password from %s', async (_, way) => {
    const password = sandboxPassword('consumer')
    const argv = 'argv' in way ? ['--key-password-file', sandboxFile('consumer.password')] : []
    const { code, stdout, stderr } = await mp(
      ['token', ...SANDBOX, '--key', sandboxFile('consumer.p12'), ...argv],
      {
        ...('env' in way && { env: { MP_KEY_PASSWORD: password } }),
        ...('typed' in way && { typed: password }),
      },
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).not.toContain(password)
  })

  it('asks nothing with --no-input', async () => {
    const argv = ['token', ...SANDBOX, '--key', sandboxFile('consumer.p12'), '--no-input']
    const { code } = await mp(argv, { typed: sandboxPassword('consumer') })
    expect(code).toBe(3)
  })

  it('works from the variables of a platform alone', async () => {
    const { readFileSync } = await import('node:fs')
    const { sent } = await mp(['token'], {
      env: {
        MASKINPORTEN_CLIENT_ID: CLIENT_IDS.key,
        MASKINPORTEN_SCOPES: 'brreg:losore/utlegg brreg:mottak',
        MASKINPORTEN_CLIENT_JWK: readFileSync(sandboxFile('consumer.jwk.json'), 'utf8'),
        MASKINPORTEN_ISSUER: 'http://127.0.0.1:9/',
        MASKINPORTEN_TOKEN_ENDPOINT: 'http://127.0.0.1:9/token',
      },
    })
    expect(new Set(sent.map(({ url }) => url))).toEqual(new Set(['http://127.0.0.1:9/token']))
    const grant = claimsOf(new URLSearchParams(sent[0]?.body).get('assertion') ?? '')
    expect(grant).toMatchObject({ aud: 'http://127.0.0.1:9/', scope: 'brreg:losore/utlegg brreg:mottak' })
  })

  it("prints Altinn's token for --altinn, with the life it says itself", async () => {
    const argv = ['token', '--env', 'sandbox', '--scope', 'altinn:instances.read', '--altinn']
    const { code, stdout, stderr, sent } = await mp(argv)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/)
    expect(claimsOf(stdout)).toMatchObject({ 'urn:altinn:orgNumber': '310904473' })
    expect(sent.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      'POST /token',
      'GET /authentication/api/v1/exchange/maskinporten',
    ])
    expect(new URL(sent[0]?.url ?? '').origin).toBe(new URL(sent[1]?.url ?? '').origin)
    const json = JSON.parse((await mp([...argv, '--json'])).stdout)
    const { iat, exp } = claimsOf(json.access_token) as { iat: number; exp: number }
    expect(json).toMatchObject({ altinn: true, expires_in: 1800, scope: 'altinn:instances.read' })
    expect(exp - iat).toBe(1800)
    expect(Math.abs(Date.parse(json.expires_at) / 1000 - exp)).toBeLessThanOrEqual(5)
  })

  it.each([
    { flags: ['--altinn-env', 'at22'], query: '' },
    { flags: ['--altinn-test'], query: '?test=true' },
  ])('takes $flags for --altinn', async ({ flags, query }) => {
    const { code, sent } = await mp(['token', ...SANDBOX, ...flags])
    expect(code).toBe(0)
    const { pathname, search } = new URL(sent[1]?.url ?? '')
    expect(`${pathname}${search}`).toBe(`/authentication/api/v1/exchange/maskinporten${query}`)
  })

  it("takes a profile's word for Altinn, and --no-altinn before it", async () => {
    const profile = {
      environment: 'sandbox',
      scopes: ['altinn:serviceowner'],
      altinn: true,
      altinnTest: true,
    }
    const config = JSON.stringify({ defaultProfile: 'mine', profiles: { mine: profile } })
    const world = { files: { 'maskinporten.config.json': config } }
    const { stdout } = await mp(['token', '--json'], world)
    expect(JSON.parse(stdout).altinn).toBe(true)
    expect(claimsOf(JSON.parse(stdout).access_token)).toMatchObject({ 'urn:altinn:org': 'ttd' })
    const without = await mp(['token', '--no-altinn', '--json'], world)
    expect(JSON.parse(without.stdout).altinn).toBe(false)
    expect(without.sent).toHaveLength(1)
  })

  it('does not look for an Altinn where a grant is all that is wanted', async () => {
    const key = { file: vector('openssl.p12'), password: 'changeit' }
    const profile = { clientId: 'c', key, scopes: ['a:b'], altinn: true, altinnEnv: 'prod' }
    const files = { 'maskinporten.config.json': JSON.stringify({ profiles: { test: profile } }) }
    expect((await mp(['token', '--env', 'test'], { files })).stderr).toContain('Altinn\'s "prod"')
    expect((await mp(['grant', '--env', 'test'], { files })).code).toBe(0)
  })

  it('tells with --verbose what it does, and no secret of it', async () => {
    const { stdout, stderr } = await mp(['token', ...SANDBOX, '-v'])
    expect(stderr).toMatch(
      /^mp: key .*consumer\.p12 \(the sandbox\)\nmp: POST http:\/\/127\.0\.0\.1:\d+\/token 200 \(\d+ ms\)\n$/,
    )
    expect(stderr).not.toContain(stdout.trim())
    expect(stderr).not.toContain(sandboxPassword('consumer'))
  })
})
