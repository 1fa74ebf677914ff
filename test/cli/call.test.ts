import { describe, expect, it } from 'vitest'
import { mp } from '../support/host.js'
import { claimsOf, sandboxFile } from '../support/sandbox-files.js'
import { apiSaying, benchFor, lines, scopeOf } from './support/api-bench.js'

const EXAMPLE = 'losore/utlegg/enheter/310904473?sokers_orgnummer=974760673'

/** The scope of the first grant that was sent. */
function askedScope(sent: { body?: string | undefined }[]): unknown {
  return scopeOf(new URLSearchParams(sent[0]?.body).get('assertion') ?? '')
}

describe('mp call at the sandbox', () => {
  it('prints what the API answers and nothing else, with the scope that the catalogue picks', async () => {
    const { code, stdout, stderr, sent, called } = await mp(['call', '--env', 'sandbox', EXAMPLE])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(
      /^\{"utleggResponseDistributor":\{"antallITU":\d+,"antallUTT":0,"utlegg":\[.*\],"meldinger":\[\],"tilleggsinfo":""\}\}$/,
    )
    expect(askedScope(sent)).toBe('brreg:losore/utlegg')
    expect(called.map(({ method, url }) => `${method} ${url.replace(/^.*:\d+/, '')}`)).toEqual([
      'GET /utlegg/enheter/310904473?sokers_orgnummer=974760673',
    ])
  })

  it.each([
    ['krr/x', [], 'krr:global/kontaktinformasjon.read'],
    ['altinn-correspondence/x', [], 'altinn:correspondence.read'],
    ['altinn-correspondence/x', ['-X', 'POST'], 'altinn:correspondence.write'],
    [EXAMPLE, ['--scope', 'brreg:losore/utlegg brreg:losore/tlg'], 'brreg:losore/utlegg brreg:losore/tlg'],
  ])('asks Maskinporten for the scope of %s %j', async (target, flags, scope) => {
    const { code, sent } = await mp(['call', '--env', 'sandbox', target, ...flags])
    expect([code, askedScope(sent)]).toEqual([0, scope])
  })

  it.each([
    { target: 'altinn-storage/instances?org=ttd', flags: ['-s', 'altinn:instances.read'], altinn: true },
    { target: 'altinn-dialogporten/x', flags: [], altinn: false },
    { target: 'altinn-dialogporten/x', flags: ['--altinn'], altinn: true },
    { target: 'krr/x', flags: ['--altinn-test'], altinn: false },
  ])('calls $target $flags with a token of Altinn: $altinn', async ({ target, flags, altinn }) => {
    const { code, sent, called } = await mp(['call', '--env', 'sandbox', target, ...flags])
    expect([code, sent.length]).toEqual([0, altinn ? 2 : 1])
    const token = called[0]?.headers.find(([name]) => name === 'authorization')?.[1]
    expect(claimsOf(token ?? '').iss).toBe(
      `http://127.0.0.1:8473/${altinn ? 'authentication/api/v1/openid/' : ''}`,
    )
  })

  it('sends what Altinn would not take where a flag says so', async () => {
    const target = 'altinn-storage/instances?org=ttd'
    const { code, stdout, sent } = await mp(['call', '--env', 'sandbox', target, '--no-altinn'])
    expect([code, stdout]).toEqual([
      6,
      '{"status":401,"detail":"the token is maskinporten\'s; wanted: altinn"}',
    ])
    expect(sent.filter(({ url }) => url.includes('exchange'))).toEqual([])
  })

  it('tells with --verbose what was asked of whom, and never the token', async () => {
    const { stderr, sent, called } = await mp(['call', '--env', 'sandbox', EXAMPLE, '-v'])
    expect(stderr.replaceAll(/:\d+\//g, ':<port>/').replaceAll(/\d+ ms/g, '<ms>')).toBe(
      lines(
        `key ${sandboxFile('consumer.p12')} (the sandbox)`,
        'POST http://127.0.0.1:<port>/token 200 (<ms>)',
        'GET http://127.0.0.1:<port>/utlegg/enheter/310904473?sokers_orgnummer=974760673 200 (<ms>)',
      ),
    )
    const token = called[0]?.headers.find(([name]) => name === 'authorization')?.[1].split(' ')[1] ?? ''
    const grant = new URLSearchParams(sent[0]?.body).get('assertion') ?? ''
    for (const secret of [token, grant]) {
      expect(secret).not.toBe('')
      expect(stderr).not.toContain(secret.split('.')[2])
    }
  })
})

describe('what arrives at the API', () => {
  it.each([
    { flags: [], method: 'GET', type: undefined, body: '' },
    { flags: ['-d', 'hei'], method: 'POST', type: 'text/plain; charset=utf-8', body: 'hei' },
    { flags: ['-d', 'a=1&b=2'], method: 'POST', type: 'application/x-www-form-urlencoded', body: 'a=1&b=2' },
    { flags: ['-d', '{"a":1}'], method: 'POST', type: 'application/json', body: '{"a":1}' },
    { flags: ['-d', '@a.json'], method: 'POST', type: 'application/json', body: ' {"å":1}\n' },
    { flags: ['-d', '@-'], method: 'POST', type: 'application/xml', body: '<a>å</a>' },
    {
      flags: ['-f', 'a=1', '-f', 'b:=2', '-f', 'c[]=x'],
      method: 'POST',
      type: 'application/json',
      body: '{"a":"1","b":2,"c":["x"]}',
    },
    { flags: ['-X', 'put', '-d', '@a.json'], method: 'PUT', type: 'application/json', body: ' {"å":1}\n' },
    { flags: ['-X', 'DELETE'], method: 'DELETE', type: undefined, body: '' },
    { flags: ['-X', 'HEAD'], method: 'HEAD', type: undefined, body: '' },
    { flags: ['-d', 'x', '-H', 'Content-Type: text/csv'], method: 'POST', type: 'text/csv', body: 'x' },
    { flags: ['-d', 'x', '-H', 'content-type:'], method: 'POST', type: undefined, body: 'x' },
  ])('is $method $type for $flags', async ({ flags, method, type, body }) => {
    const { api, call } = await benchFor(await apiSaying(''))
    const files = { 'a.json': ' {"å":1}\n' }
    const { code, stderr } = await call(['own/x', ...flags], { files, stdin: '<a>å</a>' })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(api.heard).toHaveLength(1)
    const [heard] = api.heard
    expect([heard?.method, heard?.headers['content-type'], heard?.body.toString()]).toEqual([
      method,
      type,
      body,
    ])
  })

  it('is every byte of a file, which need not be text', async () => {
    const { api, call } = await benchFor(await apiSaying(''))
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7) % 256))
    await call(['own/x', '-d', '@a.bin'], { files: { 'a.bin': bytes } })
    expect(api.heard[0]?.body.equals(bytes)).toBe(true)
    expect(api.heard[0]?.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': '300000',
    })
  })

  it("is mp's own headers, and the token", async () => {
    const { api, call } = await benchFor(await apiSaying(''))
    await call(['own/x?a=b%20c&d=ø'])
    expect(api.heard[0]).toMatchObject({ url: '/v1/x?a=b%20c&d=%C3%B8' })
    expect(api.heard[0]?.headers).toEqual({
      accept: 'application/json, */*;q=0.5',
      'user-agent': 'maskinporten-cli/0.0.0-test',
      authorization: 'Bearer token-1.geheim.x',
      host: api.origin.replace('http://', ''),
      connection: 'keep-alive',
    })
  })

  it('is what --header adds, replaces and takes away', async () => {
    const { api, call } = await benchFor(await apiSaying(''))
    const flags = [
      '-H',
      'X-A: 1',
      '-H',
      'X-A: 2',
      '-H',
      'Accept: text/csv',
      '-H',
      'user-agent:',
      '-H',
      'X-E;',
    ]
    await call(['own/x', ...flags])
    expect(api.heard[0]?.headers).toMatchObject({ 'x-a': '1, 2', accept: 'text/csv', 'x-e': '' })
    expect(api.heard[0]?.headers).not.toHaveProperty('user-agent')
  })

  it.each([
    ['X-A: a\r\nX-B: b', '--header "X-A" holds other characters than visible ASCII, spaces and tabs'],
    ['X-A: a\nX-B: b', '--header "X-A" holds other characters than visible ASCII, spaces and tabs'],
    ['X-A\r\nX-B: b', '--header is not of the form "Name: value", "Name:" or "Name;"'],
    ['X A: b', '--header is not of the form "Name: value", "Name:" or "Name;"'],
    ['Authorization: Bearer x', '--header "Authorization" is refused: mp puts the token there'],
    ['Host: evil.example', '--header "Host" is refused: mp sets it by the URL and the body'],
  ])('is nothing with the header line %j', async (line, message) => {
    const { api, authority, call } = await benchFor(await apiSaying(''))
    const { code, stdout, stderr } = await call(['own/x', '-H', line])
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: lines(`error: ${message}`) })
    expect([api.heard, authority.grants]).toEqual([[], []])
  })

  it('is an encoded line break as it was written: it breaks no line', async () => {
    const { api, call } = await benchFor(await apiSaying(''))
    const { code } = await call(['own/x%0d%0aX-B:%20b?q=%0d%0a'])
    expect([code, api.heard[0]?.url]).toEqual([0, '/v1/x%0d%0aX-B:%20b?q=%0d%0a'])
    expect(api.heard[0]?.headers).not.toHaveProperty('x-b')
  })
})

describe('what cannot be called', () => {
  it.each([
    [['own/x\r\nX-B: b'], 'the target holds a control character'],
    [['own/x', '-X', 'GET / HTTP/1.1\r\nX'], '--request "GET / HTTP/1.1\r\nX" is not a method'],
    [['own/../x'], 'the target\'s path holds a segment "." or "..", which leads elsewhere'],
    [
      ['http://192.0.2.1/x'],
      '"http://192.0.2.1" is plain http: beyond this machine; a token is not sent there',
    ],
    [
      ['http://127.0.0.1.example/'],
      '"http://127.0.0.1.example" is plain http: beyond this machine; a token is not sent there',
    ],
    [
      ['http://127.0.0.1:1@192.0.2.1/'],
      'the target holds a user name or a password; mp sends a token and nothing else',
    ],
    [
      ['ftp://127.0.0.1/'],
      'the target\'s scheme is "ftp"; mp calls https: URLs, and http: ones of this machine',
    ],
    [[''], 'the target is empty; it is a URL or <api>/<path>'],
    [[], '<target> is missing: a URL, or <api>/<path> as mp call --list shows them'],
    [['own/x', '-d', 'a', '-f', 'b=c'], '--data and --field exclude each other'],
    [['own/x', '--resume', 'a'], '--resume goes with --paginate'],
  ])('%j is refused before anything is sent', async (argv, message) => {
    const { api, authority, call } = await benchFor(await apiSaying(''))
    const { code, stdout, stderr, called } = await call(argv)
    const said = lines(`error: ${message}`)
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: said })
    expect([api.heard, authority.grants, called]).toEqual([[], [], []])
  })

  it('is a name that is none, and the nearest one is told', async () => {
    const { authority, call } = await benchFor(await apiSaying(''))
    const { code, stdout, stderr } = await call(['losor/x'])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(
      /^mp: error: there is no API "losor"; the APIs are losore, .*, own\nmp: hint: did you mean "losore"\?\n$/,
    )
    expect(authority.grants).toEqual([])
  })

  it('is an API whose base URL is plain http beyond this machine', async () => {
    const profile = { apis: { own: { baseUrl: 'http://192.0.2.1/v1' } } }
    const { authority, call } = await benchFor(await apiSaying(''), { profile })
    const { code, stderr, called } = await call(['own/x'])
    expect([code, authority.grants, called]).toEqual([3, [], []])
    expect(stderr).toContain('profiles.mine.apis.own.baseUrl')
  })

  it('is a file that is not there, or is a folder', async () => {
    const { authority, call } = await benchFor(await apiSaying(''))
    const missing = await call(['own/x', '-d', '@none.json'])
    expect([missing.code, missing.stderr]).toEqual([3, lines('error: "none.json" is not there (--data)')])
    expect((await call(['own/x', '-d', '@.'])).code).toBe(3)
    expect(authority.grants).toEqual([])
  })
})

describe("a profile's API", () => {
  it('has scopes and a resource of its own, which go into the grant', async () => {
    const api = await apiSaying('')
    const own = { baseUrl: `${api.origin}/deep`, scopes: ['c:d', 'e:f'], resource: ['https://one.example/'] }
    const { authority, call } = await benchFor(api, { profile: { apis: { own } } })
    await call(['own/x'])
    expect(claimsOf(authority.grants[0] ?? '')).toMatchObject({
      scope: 'c:d e:f',
      resource: ['https://one.example/'],
    })
    await call(['own/x', '--scope', 'g:h', '--resource', 'https://two.example/'])
    expect(claimsOf(authority.grants[1] ?? '')).toMatchObject({
      scope: 'g:h',
      resource: ['https://two.example/'],
    })
    expect(api.heard.map(({ url }) => url)).toEqual(['/deep/x', '/deep/x'])
  })

  it('is recognised by its URL too, and another URL has the scopes of the profile', async () => {
    const api = await apiSaying('')
    const own = { baseUrl: `${api.origin}/deep`, scopes: ['c:d'] }
    const { authority, call } = await benchFor(api, { profile: { apis: { own } } })
    await call([`${api.origin}/deep/x`])
    await call([`${api.origin}/deeper`])
    expect(authority.grants.map(scopeOf)).toEqual(['c:d', 'a:b'])
  })

  it("takes an API of the catalogue's elsewhere, with the scope that it has", async () => {
    const api = await apiSaying('')
    const apis = { losore: { baseUrl: api.origin } }
    const { authority, call } = await benchFor(api, { profile: { apis } })
    const { code } = await call(['losore/utlegg/x'])
    expect([code, api.heard[0]?.url, scopeOf(authority.grants[0])]).toEqual([
      0,
      '/utlegg/x',
      'brreg:losore/utlegg',
    ])
  })

  it("says whether Altinn's token is wanted, and a flag says otherwise", async () => {
    const api = await apiSaying('')
    const own = { baseUrl: api.origin, altinn: true }
    const { call } = await benchFor(api, { profile: { apis: { own } } })
    const path = '/authentication/api/v1/exchange/maskinporten'
    const { sent } = await call(['own/x'])
    expect(sent.map(({ url }) => new URL(url).pathname)).toEqual(['/token', path])
    expect((await call(['own/x', '--no-altinn'])).sent).toHaveLength(1)
  })
})

describe('--resource', () => {
  const KRR = ['call', '--env', 'sandbox']
  it('is refused where the API forbids it, and nothing is sent', async () => {
    const argv = [...KRR, 'folkeregisteret/x', '--resource', 'https://one.example/']
    const { code, stdout, stderr, sent, called } = await mp(argv)
    expect({ code, stdout, sent, called }).toEqual({ code: 2, stdout: '', sent: [], called: [] })
    expect(stderr).toBe(lines('error: --resource: API "folkeregisteret" takes no token with a resource'))
  })
})

describe('--curl', () => {
  it('prints the command without a token, opens no key and sends nothing', async () => {
    const { authority, api, call } = await benchFor(await apiSaying(''), {
      profile: { key: { file: 'no-such-key.p12' } },
    })
    const argv = ["own/x?a=1&b=it's", '--curl', '-i', '-X', 'PUT', '-d', '{"a":1}', '-H', 'X-A: 1']
    const { code, stdout, stderr, called } = await call(argv)
    expect({ code, stderr, called }).toEqual({ code: 0, stderr: '', called: [] })
    expect(stdout).toBe(
      'curl --include -X PUT -H "Authorization: Bearer $MASKINPORTEN_TOKEN" ' +
        "-H 'accept: application/json, */*;q=0.5' -H 'user-agent: maskinporten-cli/0.0.0-test' " +
        `-H 'content-type: application/json' -H 'X-A: 1' --data-raw '{"a":1}' '${api.origin}/v1/x?a=1&b=it'\\''s'\n`,
    )
    expect([api.heard, authority.grants]).toEqual([[], []])
  })

  it('looks for no sandbox and starts none', async () => {
    const sender = () => () => Promise.reject(new Error('was sent'))
    const argv = ['call', '--env', 'sandbox', 'krr/x', '--curl', '-H', 'accept:', '-H', 'user-agent:']
    const { code, stdout, stderr } = await mp(argv, { host: { sender } })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toBe(
      'curl -H "Authorization: Bearer $MASKINPORTEN_TOKEN" http://127.0.0.1:8473/apis/krr/x\n',
    )
  })

  it('does not read standard input, which is for curl to read', async () => {
    const { call } = await benchFor(await apiSaying(''))
    const stdinBody = () => Promise.reject(new Error('was read'))
    const { code, stdout } = await call(['own/x', '--curl', '-d', '@-'], { host: { stdinBody } })
    expect(code).toBe(0)
    expect(stdout).toContain(' --data-binary @- ')
  })
})

describe('--list', () => {
  it('needs no environment, no client and no key', async () => {
    const { code, stdout, stderr, sent } = await mp(['call', '--list'])
    expect({ code, stderr, sent }).toEqual({ code: 0, stderr: '', sent: [] })
    expect(stdout).toContain(
      [
        'losore  Løsøreregisteret, utlegg',
        '  prod    https://losoreregisteret.brreg.no',
        '  test    https://losoreregisteret.ppe.brreg.no',
        '  scope   brreg:losore/utlegg (default)',
        "  token   Maskinporten's",
      ].join('\n'),
    )
  })

  it("shows an environment's addresses, and the profile's own APIs with their place", async () => {
    const api = await apiSaying('')
    const { call } = await benchFor(api)
    const test = await mp(['call', '--list', '--env', 'test'])
    expect(test.stdout).toContain(
      'losore  Løsøreregisteret, utlegg\n  url     https://losoreregisteret.ppe.brreg.no\n',
    )
    const { code, stdout } = await call(['--list'])
    expect([code, stdout.split('\n')[0]]).toEqual([
      0,
      'APIs in environment "local", for mp call <api>/<path>',
    ])
    expect(stdout).toContain(
      `\nown\n  url    ${api.origin}/v1\n  scope  the profile's (none is known for certain)\n  from   maskinporten.config.json: profiles.mine.apis.own\n`,
    )
  })

  it('is one line of JSON with --json, with or without an environment', async () => {
    const open = JSON.parse((await mp(['call', '--list', '--json'])).stdout)
    const named = JSON.parse((await mp(['call', '--list', '--json', '--env', 'prod'])).stdout)
    expect(open).toMatchObject({ schema: 'mp.apis/1', environment: null })
    expect(named).toMatchObject({ schema: 'mp.apis/1', environment: 'prod' })
    expect(named.apis[0]).toMatchObject({ name: 'losore', base_url: 'https://losoreregisteret.brreg.no' })
    for (const { docs, source } of open.apis)
      expect([docs, source]).toEqual([expect.any(String), expect.any(String)])
  })
})
