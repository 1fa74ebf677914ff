import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ADMIN_COMMANDS } from '../../src/commands/admin/catalogue.js'
import { mp, vector } from '../support/host.js'
import { CLIENT_IDS, sandboxFile } from '../support/sandbox-files.js'
import { adminBench, steady } from './support/admin-bench.js'

const SCOPE = 'sandkasse:arkiv.read'
const OBO = ['--id', 'bergen', '--name', 'Bergen', '--orgnr', '313725138']
const CLIENT = ['--name', 'n', '--description', 'd', '--scope', 'brreg:losore/utlegg']

/** Each change, on things that need not be there. */
const CHANGES: { argv: string[]; destructive: boolean }[] = [
  { argv: ['client', 'create', ...CLIENT], destructive: false },
  { argv: ['client', 'update', CLIENT_IDS.key, '--name', 'b'], destructive: false },
  { argv: ['client', 'delete', CLIENT_IDS.key], destructive: true },
  { argv: ['key', 'add', CLIENT_IDS.key, '--key', vector('public.pem')], destructive: false },
  { argv: ['key', 'remove', CLIENT_IDS.key, 'kid'], destructive: true },
  {
    argv: ['scope', 'create', '--prefix', 'sandkasse', '--subscope', 'ny', '--description', 'd'],
    destructive: false,
  },
  { argv: ['scope', 'update', SCOPE, '--description', 'ny'], destructive: false },
  { argv: ['scope', 'delete', SCOPE], destructive: true },
  { argv: ['access', 'grant', SCOPE, '313725138'], destructive: false },
  { argv: ['access', 'revoke', SCOPE, '313725138'], destructive: true },
  { argv: ['onbehalfof', 'add', CLIENT_IDS.key, ...OBO], destructive: false },
  { argv: ['onbehalfof', 'remove', CLIENT_IDS.key, 'bergen'], destructive: true },
]

const name = ({ argv }: { argv: string[] }) => argv.slice(0, 2).join(' ')
const ROWS = CHANGES.map((change) => ({ ...change, what: name(change) }))

/** A profile in production whose key is at hand. */
const PROD = JSON.stringify({
  profiles: { prod: { clientId: CLIENT_IDS.key, key: { file: 'key.json' } } },
})
const inProd = () => ({
  'maskinporten.config.json': PROD,
  'key.json': readFileSync(sandboxFile('consumer.jwk.json')),
})

/** A sandbox in which there is that scope. */
async function benchWithScope() {
  const bench = adminBench()
  const words = ['--prefix', 'sandkasse', '--subscope', 'arkiv.read', '--description', 'Arkivet']
  await bench.admin(['scope', 'create', ...words])
  return bench
}

describe('a change', () => {
  it('stands in this table, whatever it is', () => {
    const changes = ADMIN_COMMANDS.filter(({ groups }) =>
      groups.some(({ title }) => title === 'Change options:'),
    )
    const known = ROWS.map(({ what }) => what)
    const others = changes.map(({ path }) => path.slice(1).join(' ')).filter((what) => !known.includes(what))
    expect(others.filter((what) => !['key rotate', 'apply'].includes(what))).toEqual([])
  })

  it.each(ROWS)('in production is not made without a word: $what', async ({ argv }) => {
    for (const world of [{}, { typed: 'prod' }]) {
      const more = world.typed === undefined ? [] : ['--no-input']
      const { code, stdout, stderr, sent } = await mp(['admin', ...argv, '--profile', 'prod', ...more], {
        files: inProd(),
        ...world,
      })
      expect({ code, stdout, sent }).toEqual({ code: 10, stdout: '', sent: [] })
      expect(stderr).toContain('in environment "prod"')
    }
  })

  it.each(ROWS)('in production is not made on another word than its name: $what', async ({ argv }) => {
    const files = inProd()
    const { code, stdout, sent } = await mp(['admin', ...argv, '--profile', 'prod'], { files, typed: 'y' })
    expect({ code, stdout, sent }).toEqual({ code: 10, stdout: '', sent: [] })
  })

  it('in production is made once its name is typed, and says so as JSON where it is not', async () => {
    const sent: string[] = []
    const sender = () => async (request: { method: string; url: string }) => {
      sent.push(`${request.method} ${request.url}`)
      const token = {
        access_token: 'a.b.c',
        token_type: 'Bearer',
        expires_in: 119,
        scope: 'idporten:dcr.write',
      }
      return { status: 200, headers: {}, body: request.url.endsWith('/token') ? JSON.stringify(token) : '' }
    }
    const argv = ['admin', 'client', 'delete', 'gone', '--profile', 'prod']
    const { code, stdout } = await mp(argv, { files: inProd(), typed: 'prod', host: { sender } })
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'client gone is deactivated\n' })
    expect(sent).toEqual([
      'POST https://maskinporten.no/token',
      'DELETE https://api.samarbeid.digdir.no/api/v1/clients/gone',
    ])
    const refused = await mp([...argv, '--json'], { files: inProd() })
    expect(JSON.parse(refused.stderr)).toEqual({
      schema: 'mp.error/1',
      code: 'MP_CONFIRMATION_NEEDED',
      exit: 10,
      message: 'client "gone" is to be deactivated in environment "prod", and nobody confirmed it',
      hints: ['--yes confirms it; --dry-run shows what would be done'],
      retryable: false,
    })
  })

  it.each(ROWS.filter(({ destructive }) => destructive))(
    'that loses something asks anywhere: $what',
    async ({ argv }) => {
      const { admin } = adminBench()
      const { code, stdout, sent } = await admin(argv)
      expect({ code, stdout, sent }).toEqual({ code: 10, stdout: '', sent: [] })
    },
  )

  it.each(ROWS.filter(({ destructive }) => !destructive))(
    'that loses nothing asks in production alone: $what',
    async ({ argv }) => {
      const { code } = await (await benchWithScope()).admin(argv)
      expect(code).toBe(0)
    },
  )
})

describe('--dry-run', () => {
  it.each(ROWS)('prints what would be sent, and sends no change: $what', async ({ argv }) => {
    const { admin } = await benchWithScope()
    const { kid } = JSON.parse(readFileSync(sandboxFile('consumer.jwk.json'), 'utf8'))
    const line = argv.map((word) => (word === 'kid' ? kid : word))
    const { code, stdout, stderr, sent } = await admin([...line, '--dry-run'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(sent.filter(({ method, url }) => method !== 'GET' && !url.endsWith('/token'))).toEqual([])
    const { schema, method, url, body } = JSON.parse((await admin([...line, '--dry-run', '--json'])).stdout)
    expect(schema).toBe('mp.request/1')
    const text = body === null ? '' : `${JSON.stringify(body, null, 2)}\n`
    expect(steady(stdout)).toBe(steady(`${method} ${url}\n${text}`))
    const real = await admin([...line, '--yes'])
    const changes = real.sent.filter((request) => request.method !== 'GET' && !request.url.endsWith('/token'))
    expect(changes.map((request) => [request.method, steady(request.url), request.body])).toEqual([
      [method, steady(url), body === null ? undefined : JSON.stringify(body)],
    ])
  })

  it('needs no key where there is nothing to read first', async () => {
    const argv = ['admin', 'client', 'create', ...CLIENT, '--env', 'prod', '--dry-run', '--json']
    const { code, stdout, sent } = await mp(argv)
    expect({ code, sent }).toEqual({ code: 0, sent: [] })
    expect(JSON.parse(stdout)).toEqual({
      schema: 'mp.request/1',
      method: 'POST',
      url: 'https://api.samarbeid.digdir.no/api/v1/clients',
      body: {
        integration_type: 'maskinporten',
        application_type: 'web',
        token_endpoint_auth_method: 'private_key_jwt',
        grant_types: ['urn:ietf:params:oauth:grant-type:jwt-bearer'],
        client_name: 'n',
        description: 'd',
        scopes: ['brreg:losore/utlegg'],
      },
    })
  })

  it('says so where nothing would be sent', async () => {
    const argv = ['client', 'update', CLIENT_IDS.key, '--add-scope', 'brreg:losore/utlegg', '--dry-run']
    const { code, stdout, stderr } = await adminBench().admin(argv)
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(stderr).toBe('mp: there is nothing to change, and nothing would be sent\n')
  })
})

const BAD_IDS = [
  '..',
  '.',
  '',
  'a/b',
  '../scopes',
  'a\\b',
  '%2e%2e',
  'a%2fb',
  'a?b',
  'a#b',
  'a b',
  'a\u0000b',
  'a\nb',
]
const BAD_NUMBERS = [
  '..',
  '',
  '313725139',
  '31372513',
  '3137251380',
  '313725138/..',
  '../313725138',
  '313725138%2f',
  '313725138?x',
]
const BAD_SCOPES = ['', 'sandkasse', ':x', 'a:..', '..:a', 'a:b/../c', 'a:b c', 'a:b%2f', 'a:\\b']

const LINES: string[][] = [
  ...BAD_IDS.flatMap((id) => [
    ['client', 'show', id],
    ['client', 'update', id, '--name', 'x'],
    ['client', 'delete', id],
    ['key', 'list', id],
    ['key', 'add', id, '--key', vector('public.pem')],
    ['key', 'remove', id, 'kid'],
    ['onbehalfof', 'list', id],
    ['onbehalfof', 'add', id, ...OBO],
    ['onbehalfof', 'add', CLIENT_IDS.key, ...OBO.with(1, id)],
    ['onbehalfof', 'remove', id, 'bergen'],
    ['onbehalfof', 'remove', CLIENT_IDS.key, id],
  ]),
  ...BAD_NUMBERS.flatMap((orgnr) => [
    ['access', 'grant', SCOPE, orgnr],
    ['access', 'revoke', SCOPE, orgnr],
    ['onbehalfof', 'add', CLIENT_IDS.key, ...OBO.with(5, orgnr)],
  ]),
  ...BAD_SCOPES.flatMap((scope) => [
    ['scope', 'show', scope],
    ['scope', 'update', scope, '--description', 'd'],
    ['scope', 'delete', scope],
    ['access', 'list', scope],
    ['access', 'grant', scope, '313725138'],
    ['access', 'revoke', scope, '313725138'],
  ]),
  ...['..', '', 'a/b', 'a\\b', 'a%2fb', 'a\u0000b'].map((kid) => ['key', 'remove', CLIENT_IDS.key, kid]),
]

describe('what would lead an address astray', () => {
  it(`is refused with exit 2 before anything is sent or asked, in ${LINES.length} lines`, async () => {
    for (const argv of LINES) {
      for (const more of [[], ['--yes'], ['--dry-run']]) {
        if (more.length > 0 && ['show', 'list'].includes(argv[1] ?? '')) continue
        const { code, stdout, sent } = await mp(['admin', ...argv, '--env', 'sandbox', ...more])
        expect({ argv, code, stdout, sent }).toEqual({ argv, code: 2, stdout: '', sent: [] })
      }
    }
  })
})
