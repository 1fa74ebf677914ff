import { describe, expect, it } from 'vitest'
import { CLIENT_IDS } from '../support/sandbox-files.js'
import { adminBench, asked, scopesAsked, steady } from './support/admin-bench.js'

const FACTS = [
  'client_id                   <client>',
  'client_name                 nattkjøring',
  'application_type            web',
  'token_endpoint_auth_method  private_key_jwt',
  'grant_types                 urn:ietf:params:oauth:grant-type:jwt-bearer',
  'description                 Hver natt',
  'client_orgno                310904473',
  'integration_type            maskinporten',
]

describe('mp admin client', () => {
  it('creates a client, and shows it', async () => {
    const { admin } = adminBench()
    const words = [
      '--name',
      'nattkjøring',
      '--description',
      'Hver natt',
      '-s',
      'brreg:losore/utlegg,brreg:losore/tlg',
    ]
    const created = await admin(['client', 'create', ...words, '--lifetime', '600'])
    const client = /^client_id +(\S+)$/m.exec(created.stdout)?.[1] ?? ''
    expect({ ...created, stdout: steady(created.stdout, { client }) }).toMatchObject({
      code: 0,
      stderr: '',
      stdout: [
        ...FACTS,
        'scopes                      brreg:losore/utlegg',
        '                            brreg:losore/tlg',
        'access_token_lifetime       600',
        'jwks_uri                    /clients/<client>/jwks',
        'active                      true',
        'created                     <time>',
        'last_updated                <time>',
        '',
      ].join('\n'),
    })
    expect((await admin(['client', 'show', client])).stdout).toBe(created.stdout)
    expect(asked(created)).toEqual(['POST /clients'])
  })

  it('gives what the API answered, unchanged and on one line, with --json', async () => {
    const { admin, client } = adminBench()
    const id = await client()
    for (const argv of [
      ['client', 'show', id],
      ['client', 'list'],
      ['client', 'update', id, '--name', 'b'],
    ]) {
      const bodies: string[] = []
      const { httpSender } = await import('../../src/platform/http.js')
      const sender = (timeoutMs: number) => async (request: Parameters<ReturnType<typeof httpSender>>[0]) => {
        const answer = await httpSender(timeoutMs)(request)
        bodies.push(answer.body)
        return answer
      }
      const { code, stdout, stderr } = await admin([...argv, '--json'], { host: { sender } })
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toBe(`${bodies.at(-1)}\n`)
    }
  })

  it('changes what is named, and nothing else', async () => {
    const { admin, client } = adminBench()
    const id = await client('brreg:losore/utlegg,brreg:losore/tlg')
    const show = async () => JSON.parse((await admin(['client', 'show', id, '--json'])).stdout)
    const before = await show()
    const scopes = ['--add-scope', 'krr:global/kontaktinformasjon.read', '--remove-scope', 'brreg:losore/tlg']
    const updated = await admin(['client', 'update', id, '--description', 'Hver morgen', ...scopes])
    expect(updated).toMatchObject({ code: 0, stderr: '' })
    expect(await show()).toEqual({
      ...before,
      description: 'Hver morgen',
      scopes: ['brreg:losore/utlegg', 'krr:global/kontaktinformasjon.read'],
      last_updated: expect.any(String),
    })
  })

  it('sends no change where there is none', async () => {
    const { admin, client } = adminBench()
    const id = await client()
    const outcome = await admin(['client', 'update', id, '--add-scope', 'brreg:losore/utlegg'])
    expect(outcome.code).toBe(0)
    expect(asked(outcome)).toEqual([`GET /clients/${id}`])
  })

  it('lists clients, and those deactivated only when asked', async () => {
    const { admin, client } = adminBench()
    const id = await client()
    const line = async (...more: string[]) =>
      (await admin(['client', 'list', ...more])).stdout.split('\n').find((text) => text.startsWith(id))
    expect((await line())?.split(/ {2,}/)).toEqual([
      id,
      'nattkjøring',
      'maskinporten',
      'yes',
      expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      'brreg:losore/utlegg',
    ])
    await admin(['client', 'delete', id, '--yes'])
    expect(await line()).toBeUndefined()
    expect(await line('--inactive')).toMatch(/ no {6}/)
  })

  it('deactivates a client once a person has said yes', async () => {
    const { admin, client } = adminBench()
    const id = await client()
    const questions: string[] = []
    const promptVisible = async (question: string) => {
      questions.push(question)
      return 'y'
    }
    const { code, stdout, stderr } = await admin(['client', 'delete', id], {
      typed: '',
      host: { promptVisible },
    })
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `client ${id} is deactivated\n`, stderr: '' })
    expect(questions).toEqual([
      `mp: client "${id}" is to be deactivated in environment "sandbox"; go on? [y/N] `,
    ])
  })

  it('has no JSON where the API answered nothing', async () => {
    const { admin, client } = adminBench()
    const outcome = await admin(['client', 'delete', await client(), '--yes', '--json'])
    expect(outcome).toMatchObject({ code: 0, stdout: '', stderr: '' })
  })

  it('says what the API says against it, and exits 4', async () => {
    const { admin } = adminBench()
    const { code, stdout, stderr } = await admin(['client', 'show', 'nobody'])
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' })
    expect(stderr).toMatch(/^mp: error: .*\/api\/v1\/clients\/nobody refused \(404.*\n/)
  })
})

describe('the session of mp admin', () => {
  it.each([
    [['client', 'list'], 'idporten:dcr.read'],
    [['client', 'show', CLIENT_IDS.key], 'idporten:dcr.read'],
    [['client', 'update', CLIENT_IDS.key, '--name', 'b'], 'idporten:dcr.write'],
    [['key', 'list', CLIENT_IDS.key], 'idporten:dcr.read'],
    [['onbehalfof', 'list', CLIENT_IDS.key], 'idporten:dcr.read'],
    [['scope', 'list'], 'idporten:scopes.write'],
    [['access', 'list', 'sandkasse:apen'], 'idporten:scopes.write'],
    [
      ['client', 'list', '--scope', 'idporten:dcr.write idporten:dcr.read'],
      'idporten:dcr.write idporten:dcr.read',
    ],
  ])('asks for the scope of %j', async (argv, scope) => {
    const { admin } = adminBench()
    const outcome = await admin(argv)
    expect(scopesAsked(outcome)).toEqual([scope])
  })

  it('asks for nothing that the profile has for other APIs', async () => {
    const profile = {
      environment: 'sandbox',
      scopes: ['a:b'],
      resource: ['https://x'],
      consumerOrg: '313725138',
      altinn: true,
    }
    const config = JSON.stringify({ profiles: { mine: profile } })
    const { admin } = adminBench({ 'maskinporten.config.json': config })
    const outcome = await admin(['client', 'list', '--profile', 'mine'])
    expect(outcome.code).toBe(0)
    const [token] = outcome.sent
    const grant = new URLSearchParams(token?.body).get('assertion') ?? ''
    const claims = JSON.parse(Buffer.from(grant.split('.')[1] ?? '', 'base64url').toString())
    expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'jti', 'scope'])
    expect(outcome.sent.map(({ method }) => method)).toEqual(['POST', 'GET'])
  })

  it.each([
    ['scope search', ['scope', 'search', 'losore']],
    ['delegation-sources', ['delegation-sources']],
  ])('has no token for %s', async (_, argv) => {
    const outcome = await adminBench().admin(argv)
    expect(outcome).toMatchObject({ code: 0, stderr: '' })
    expect(outcome.sent).toHaveLength(1)
    expect(outcome.sent[0]?.headers.authorization).toBeUndefined()
    expect(outcome.stdout).not.toBe('')
  })

  it('cannot be where the environment has no such API', async () => {
    const environments = { local: { issuer: 'http://127.0.0.1:9/' } }
    const { admin } = adminBench({ 'maskinporten.config.json': JSON.stringify({ environments }) })
    const { code, stderr, sent } = await admin(['client', 'list', '--env', 'local'])
    expect({ code, sent }).toEqual({ code: 3, sent: [] })
    expect(stderr.split('\n')[0]).toBe(
      'mp: error: environment "local" has no self-service API: its "selfservice" is not set',
    )
  })
})
