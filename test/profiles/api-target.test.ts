import { describe, expect, it } from 'vitest'
import { resolveTarget, type Target } from '../../src/profiles/api-target.js'
import { APIS } from '../../src/profiles/apis.js'
import { ENVIRONMENTS, type Environment } from '../../src/profiles/environments.js'
import type { ApiSettings } from '../../src/profiles/settings.js'
import { failureOf } from '../support/failure.js'

interface Given {
  env?: string
  environment?: Environment
  method?: string
  altinnPlatform?: string
  apis?: Record<string, ApiSettings>
}

const PLACE = 'mp.json: profiles.t.apis'

function target(
  text: string,
  { env = 'test', environment, method = 'GET', altinnPlatform, apis = {} }: Given = {},
) {
  const builtIn = ENVIRONMENTS.find(({ name }) => name === env)
  const sourced = Object.entries(apis).map(([name, value]) => [name, { value, origin: `${PLACE}.${name}` }])
  return resolveTarget(text, {
    environment: environment ?? (builtIn as Environment),
    apis: Object.fromEntries(sourced),
    altinnPlatform,
    method,
  })
}

function scopesOf({ api }: Target): readonly string[] | undefined {
  return api?.scopes
}

const PPE = 'https://losoreregisteret.ppe.brreg.no'
const TT02 = 'https://platform.tt02.altinn.no'
const SANDBOX = 'http://127.0.0.1:8473'
const SYSTEM = 'altinn:authentication/system'

describe('<api>/<path>', () => {
  it('is put together of the base URL and what was written, with all that the API wants', () => {
    expect(target('losore/utlegg/enheter/310904473?sokers_orgnummer=974760673')).toEqual({
      url: `${PPE}/utlegg/enheter/310904473?sokers_orgnummer=974760673`,
      api: {
        name: 'losore',
        origin: 'the catalogue',
        scopes: ['brreg:losore/utlegg'],
        token: 'maskinporten',
      },
    })
  })

  it.each([
    ['losore/utlegg/x', 'prod', 'https://losoreregisteret.brreg.no/utlegg/x'],
    ['losore/utlegg/x', 'sandbox', `${SANDBOX}/utlegg/x`],
    ['losore-tlg/api/v2/x', 'test', `${PPE}/registerinfo/api/v2/x`],
    ['losore-tlg/api/v2/x', 'prod', 'https://losoreregisteret.brreg.no/registerinfo/api/v2/x'],
    ['losore-tlg/api/v2/x', 'sandbox', `${SANDBOX}/registerinfo/api/v2/x`],
    ['ektepakt/api/v1/fnr/1', 'test', 'https://ektepaktregisteret.ppe.brreg.no/ektepakt/api/v1/fnr/1'],
    ['rrh/v1/virksomhet/1', 'prod', 'https://rrh.brreg.no/api/oppslag/v1/virksomhet/1'],
    ['krr/personer', 'test', 'https://test.kontaktregisteret.no/rest/v2/personer'],
    ['krr/personer', 'sandbox', `${SANDBOX}/apis/krr/personer`],
    ['skatteetaten-skattemelding/x', 'prod', 'https://api.skatteetaten.no/api/skattemelding/v2/x'],
    ['altinn-storage/instances', 'prod', 'https://platform.altinn.no/storage/api/v1/instances'],
    ['altinn-storage/instances', 'sandbox', `${SANDBOX}/storage/api/v1/instances`],
    [
      'altinn-authentication/systemregister/vendor',
      'test',
      `${TT02}/authentication/api/v1/systemregister/vendor`,
    ],
  ])('leads %s in %s to %s', (text, env, url) => {
    expect(target(text, { env }).url).toBe(url)
  })

  it.each([
    ['losore', `${PPE}/`],
    ['losore/', `${PPE}/`],
    ['losore?a=1', `${PPE}/?a=1`],
    ['losore#top', `${PPE}/`],
    ['krr', 'https://test.kontaktregisteret.no/rest/v2'],
    ['krr/', 'https://test.kontaktregisteret.no/rest/v2/'],
    ['losore//x', `${PPE}//x`],
    ['losore/x?', `${PPE}/x?`],
  ])('keeps the slashes of %s', (text, url) => {
    expect(target(text).url).toBe(url)
  })

  it.each([
    ["losore/x?a='b'&c=%2e%2E&d=..&e=a+b;f|{g}", "/x?a='b'&c=%2e%2E&d=..&e=a+b;f|{g}"],
    ['losore/x?q=a?b#c', '/x?q=a?b'],
    ['losore/x#a?b', '/x'],
    ['losore/x?q=%zz%', '/x?q=%zz%'],
    ['losore/x?navn=Bjørn', '/x?navn=Bj%C3%B8rn'],
    ['losore/Bjørn/€', '/Bj%C3%B8rn/%E2%82%AC'],
    ['losore/x?q=\u{1f600}', '/x?q=%F0%9F%98%80'],
    ['losore/a@b:c', '/a@b:c'],
    ['losore/...', '/...'],
    ['losore/.a', '/.a'],
  ])('keeps the query byte for byte, writes letters as bytes and drops the fragment: %s', (text, rest) => {
    expect(target(text).url).toBe(PPE + rest)
  })

  it('lets an encoded slash through, for there are ids that hold one, and refuses %00, for there are none', () => {
    expect(target('losore/a%2Fb%2f%5c').url).toBe(`${PPE}/a%2Fb%2f%5c`)
    expect(failureOf(() => target('losore/a%00')).message).toBe("the target's path holds %00")
  })

  it('goes to Altinn’s other platform', () => {
    const altinnPlatform = 'https://platform.at23.altinn.cloud'
    expect(target('altinn-broker/filetransfer', { altinnPlatform }).url).toBe(
      'https://platform.at23.altinn.cloud/broker/api/v1/filetransfer',
    )
  })

  it('goes to no platform but the sandbox in the sandbox', () => {
    const altinnPlatform = 'https://platform.altinn.no'
    expect(target('altinn-broker/x', { env: 'sandbox', altinnPlatform }).url).toBe(
      `${SANDBOX}/broker/api/v1/x`,
    )
  })
})

describe('what an API wants', () => {
  it.each([
    ['altinn-storage/instances', 'GET', ['altinn:serviceowner/instances.read', 'altinn:instances.read']],
    ['altinn-storage/instances', 'head', ['altinn:serviceowner/instances.read', 'altinn:instances.read']],
    ['altinn-storage/instances', 'OPTIONS', ['altinn:serviceowner/instances.read', 'altinn:instances.read']],
    ['altinn-storage/instances', 'POST', ['altinn:serviceowner/instances.write', 'altinn:instances.write']],
    ['altinn-events/events', 'GET', ['altinn:events.subscribe']],
    [
      'altinn-events/events',
      'POST',
      ['altinn:events.subscribe', 'altinn:events.publish', 'altinn:events.publish.admin'],
    ],
    [
      'altinn-authentication/systemregister/vendor',
      'GET',
      [`${SYSTEM}register.write`, `${SYSTEM}register.admin`],
    ],
    ['altinn-authentication/systemuser/request/vendor', 'POST', [`${SYSTEM}user.request.write`]],
    ['altinn-authentication/systemuser/request/vendor/1', 'GET', [`${SYSTEM}user.request.read`]],
    ['altinn-authentication/systemuser/changerequest/vendor', 'DELETE', [`${SYSTEM}user.request.write`]],
    ['altinn-authentication/systemuser/vendor/byquery?orgno=1', 'GET', [`${SYSTEM}user.request.write`]],
    ['altinn-authentication/systemuser/vendor/bysystem/1', 'GET', [`${SYSTEM}register.write`]],
    ['altinn-authentication/enduser/systemuser/clients', 'GET', ['altinn:clientdelegations.read']],
    ['altinn-authentication/systemregisters', 'GET', []],
    ['altinn-authentication', 'GET', []],
    [
      'enhetsregisteret/personer/rolleutskrift',
      'POST',
      ['brreg:data:enhetsregisteret:roller:person:oppslag:fnr'],
    ],
    ['enhetsregisteret/enheter/310904473/roller', 'GET', []],
    ['folkeregisteret/api/privat/v1/personer/1', 'GET', ['folkeregister:deling/privat']],
    ['folkeregisteret/api/privatutenhjemmel/v1/x', 'GET', ['folkeregister:deling/privatutenhjemmel']],
    ['folkeregisteret/offentlig-med-hjemmel/api/v1/x', 'GET', ['folkeregister:deling/offentligmedhjemmel']],
    ['krr/personer', 'POST', ['krr:global/kontaktinformasjon.read', 'krr:global/digitalpost.read']],
    ['skatteetaten-restanser/x', 'GET', []],
  ])('is a scope that fits %s with %s', (text, method, scopes) => {
    expect(scopesOf(target(text, { method }))).toEqual(scopes)
    expect(scopesOf(target(text, { method, env: 'sandbox' }))).toEqual(scopes)
  })

  it.each([
    ['enhetsregisteret/x', 'test', ['https://data.ppe.brreg.no/enhetsregisteret/autorisert-api']],
    ['enhetsregisteret/x', 'prod', ['https://data.brreg.no/enhetsregisteret/autorisert-api']],
    ['enhetsregisteret/x', 'sandbox', [`${SANDBOX}/apis/enhetsregisteret`]],
    ['folkeregisteret/x', 'test', 'forbidden'],
    ['skatteetaten-inntekt/x', 'prod', 'forbidden'],
    ['losore/x', 'test', undefined],
  ])('is a resource, none at all, or nothing known: %s in %s', (text, env, resource) => {
    expect(target(text, { env }).api?.resource).toEqual(resource)
  })

  it.each([
    ['altinn-storage/x', 'altinn'],
    ['altinn-broker/x', 'either'],
    ['altinn-dialogporten/x', 'maskinporten'],
    ['altinn-resourceregistry/x', undefined],
  ])('is the token of %s', (text, token) => {
    expect(target(text).api?.token).toBe(token)
  })
})

describe('an absolute URL', () => {
  it.each([
    ['https://api.example.no', 'https://api.example.no/'],
    ['HTTPS://API.Example.NO:443/A?b=%41#c', 'https://api.example.no/A?b=%41'],
    ['https://api.example.no:8443/x', 'https://api.example.no:8443/x'],
    ['http://127.0.0.1:9/x', 'http://127.0.0.1:9/x'],
    ['http://localhost/x', 'http://localhost/x'],
    ['http://[::1]:8473/x', 'http://[::1]:8473/x'],
    ["https://api.example.no/x?a='&u=https://b@c/", "https://api.example.no/x?a='&u=https://b@c/"],
    ['https://api.example.no/a@b', 'https://api.example.no/a@b'],
  ])('is taken as it is: %s', (text, url) => {
    expect(target(text)).toEqual({ url })
  })

  it.each([
    [`${PPE}/utlegg/enheter/1`, 'losore', ['brreg:losore/utlegg']],
    [`${PPE}/registerinfo/api/v2`, 'losore-tlg', ['brreg:losore/tlg']],
    [`${PPE}/registerinfo`, 'losore-tlg', ['brreg:losore/tlg']],
    [`${PPE}/utlegg/../registerinfo/x`, 'losore-tlg', ['brreg:losore/tlg']],
    [
      `${TT02}/authentication/api/v1/systemregister/vendor?x=1`,
      'altinn-authentication',
      [`${SYSTEM}register.write`, `${SYSTEM}register.admin`],
    ],
    ['https://skatteetaten.example.no/x', undefined, undefined],
    [`${PPE}/registerinformasjon`, undefined, undefined],
    [`${PPE}/utleggx`, undefined, undefined],
    [`${PPE}:8443/utlegg`, undefined, undefined],
    ['https://losoreregisteret.brreg.no/utlegg', undefined, undefined],
    ['https://losoreregisteret.ppe.brreg.no.example.no/utlegg', undefined, undefined],
    ['https://platform.altinn.no/storage/api/v1/x', undefined, undefined],
  ])('is known by where it lies: %s', (text, name, scopes) => {
    const found = target(text)
    expect([found.api?.name, scopesOf(found)]).toEqual([name, scopes])
  })

  it('says the same of every API as its name does, in every environment', () => {
    for (const env of ['test', 'prod', 'sandbox']) {
      for (const { name, area = '' } of APIS.filter((api) => 'platform' in api.base || api.base.production)) {
        const named = target(`${name}${area}/x?y=1`, { env })
        expect(target(named.url, { env })).toEqual(named)
      }
    }
  })

  it('may be the profile’s, the longest base URL first', () => {
    const apis = {
      wide: { baseUrl: 'https://api.example.no/', scopes: ['a:wide'] },
      narrow: { baseUrl: 'https://api.example.no/v1/', scopes: ['a:narrow', 'a:both'] },
    }
    expect(target('https://api.example.no/v1/x', { apis }).api).toEqual({
      name: 'narrow',
      origin: `${PLACE}.narrow`,
      scopes: ['a:narrow', 'a:both'],
      together: true,
    })
    expect(target('https://api.example.no/v10', { apis }).api?.name).toBe('wide')
  })
})

describe('a profile', () => {
  it('has APIs of its own', () => {
    const mine = {
      baseUrl: 'https://api.example.no/v1',
      scopes: ['x:y', 'x:z'],
      resource: ['urn:x'],
      altinn: true,
    }
    expect(target('mine/a/b?c=d', { apis: { mine } })).toEqual({
      url: 'https://api.example.no/v1/a/b?c=d',
      api: {
        name: 'mine',
        origin: `${PLACE}.mine`,
        scopes: ['x:y', 'x:z'],
        together: true,
        resource: ['urn:x'],
        token: 'altinn',
      },
    })
  })

  it('need say no more than where', () => {
    const apis = { mine: { baseUrl: 'https://api.example.no' } }
    expect(target('mine', { apis })).toEqual({
      url: 'https://api.example.no/',
      api: { name: 'mine', origin: `${PLACE}.mine`, scopes: [] },
    })
  })

  const builtIn = {
    name: 'altinn-broker',
    origin: `${PLACE}.altinn-broker`,
    scopes: ['altinn:broker.read'],
    token: 'either',
  }
  it.each([
    ['nothing', {}, builtIn],
    ['the base URL', { baseUrl: 'https://b.example.no' }, builtIn],
    ['the scopes', { scopes: ['x:y'] }, { ...builtIn, scopes: ['x:y'], together: true }],
    ['a resource', { resource: ['urn:x'] }, { ...builtIn, resource: ['urn:x'] }],
    ['that there is no resource', { resource: [] }, { ...builtIn, resource: [] }],
    ['Altinn’s token', { altinn: true }, { ...builtIn, token: 'altinn' }],
    ['Maskinporten’s token', { altinn: false }, { ...builtIn, token: 'maskinporten' }],
  ])('overrides a built-in API in %s and leaves the rest', (_, settings: ApiSettings, api) => {
    const base = settings.baseUrl ?? `${TT02}/broker/api/v1`
    expect(target('altinn-broker/x', { apis: { 'altinn-broker': settings } })).toEqual({
      url: `${base}/x`,
      api,
    })
  })

  it('that moves an API moves the resource that names its base URL', () => {
    const apis = { enhetsregisteret: { baseUrl: 'https://er.example.no/api/' } }
    expect(target('enhetsregisteret/personer/x', { apis }).api).toMatchObject({
      scopes: ['brreg:data:enhetsregisteret:roller:person:oppslag:fnr'],
      resource: ['https://er.example.no/api/'],
    })
  })

  it('that moves utlegg is believed about every path', () => {
    const apis = { losore: { baseUrl: 'https://l.example.no' } }
    expect(target('https://l.example.no/x', { apis }).api?.name).toBe('losore')
  })

  it('may say where a built-in API is in an environment that has none', () => {
    const apis = { krr: { baseUrl: 'https://krr.example.no' } }
    expect(target('krr/x', { env: 'skyporten', apis }).url).toBe('https://krr.example.no/x')
  })
})

describe('a target that is not called', () => {
  const own: Environment = { name: 'local', issuer: 'https://idp.example.no/' }
  const NEITHER = 'the target is neither a URL (https://...) nor <api>/<path>'
  const LEADS = 'the target\'s path holds a segment "." or "..", which leads elsewhere'
  const CREDENTIALS = 'the target holds a user name or a password; mp sends a token and nothing else'
  const UNREADABLE = 'the target is not a URL that can be read'
  const CONTROL = 'the target holds a control character'
  const SPACE = 'the target holds white space; in a URL it is written %20'

  it.each<[string, string, Given?]>([
    ['', 'the target is empty; it is a URL or <api>/<path>'],
    ['losore/x\r\nx: y', CONTROL],
    ['losore/x\tlegg', CONTROL],
    ['https://api.example.no/\n', CONTROL],
    ['losore/\u0000', CONTROL],
    ['losore/\u0085', CONTROL],
    ['losore/x?a=\u007f', CONTROL],
    ['losore/x#\u001b[2J', CONTROL],
    ['losore/a b', SPACE],
    [' losore/a', SPACE],
    ['losore/a\u00a0b', SPACE],
    ['losore/a\u2028b', SPACE],
    ['losore\\x', 'the target holds a backslash'],
    ['https:\\\\api.example.no', 'the target holds a backslash'],
    ['losore/../x', LEADS],
    ['losore/.', LEADS],
    ['losore/a/..', LEADS],
    ['losore/%2e%2E/x', LEADS],
    ['losore/.%2e/x', LEADS],
    ['losore/%2E', LEADS],
    ['/utlegg', NEITHER],
    ['//api.example.no/x', NEITHER],
    ['?a=b', NEITHER],
    ['#a', NEITHER],
    ['..', NEITHER],
    ['https:/api.example.no', NEITHER],
    ['localhost:8473/x', NEITHER],
    ['user:hunter2@api.example.no/x', NEITHER],
    ['https://', UNREADABLE],
    ['https:///api.example.no/x', UNREADABLE],
    ['https://?x', UNREADABLE],
    ['https://a:b/', UNREADABLE],
    ['https://[::1/', UNREADABLE],
    ['https://user:hunter2@api.example.no/x', CREDENTIALS],
    ['https://user@api.example.no', CREDENTIALS],
    ['https://@api.example.no/', CREDENTIALS],
    ['https://user:hunter2@', CREDENTIALS],
    ['ftp://user:hunter2@api.example.no', CREDENTIALS],
    [
      'ftp://api.example.no',
      `the target's scheme is "ftp"; mp calls https: URLs, and http: ones of this machine`,
    ],
    [
      'file:///etc/passwd',
      `the target's scheme is "file"; mp calls https: URLs, and http: ones of this machine`,
    ],
    [
      'http://api.example.no/x?token=hunter2',
      '"http://api.example.no" is plain http: beyond this machine; a token is not sent there',
    ],
    [
      'http://127.0.0.1.example.no',
      '"http://127.0.0.1.example.no" is plain http: beyond this machine; a token is not sent there',
    ],
  ])('is refused as it was written: %j', (text, message, given) => {
    const failure = failureOf(() => target(text, given))
    expect([failure.code, failure.message]).toEqual(['MP_USAGE', message])
    expect(failure.message).not.toContain('hunter2')
  })

  it('is refused under an unknown name, with the names that there are and the one that was meant', () => {
    const apis = { mine: { baseUrl: 'https://api.example.no' } }
    const failure = failureOf(() => target('losre/utlegg?x=hunter2', { apis }))
    const names = [...APIS.map(({ name }) => name), 'mine'].join(', ')
    expect([failure.code, failure.suggestion]).toEqual(['MP_USAGE', 'losore'])
    expect(failure.message).toBe(`there is no API "losre"; the APIs are ${names}`)
    expect(failureOf(() => target('min', { apis })).suggestion).toBe('mine')
    expect(failureOf(() => target('toString/x')).message).toMatch(/^there is no API "toString"; /)
  })

  it.each<[string, string, Given]>([
    [
      'krr/x',
      'API "krr" has no base URL in environment "skyporten"; a profile can name one as apis.krr.baseUrl',
      { env: 'skyporten' },
    ],
    [
      'altinn-storage/x',
      'API "altinn-storage" has no base URL in environment "local"; a profile can name one as apis.altinn-storage.baseUrl',
      { environment: own },
    ],
    [
      'skatteetaten-aksjonaerregister/x',
      'API "skatteetaten-aksjonaerregister" has no base URL in environment "prod"; a profile can name one as apis.skatteetaten-aksjonaerregister.baseUrl',
      { env: 'prod' },
    ],
    [
      'mine/x',
      'mp.json: profiles.t.apis.mine has no baseUrl (apis.mine.baseUrl), and "mine" is not in the catalogue',
      { apis: { mine: { scopes: ['x:y'] } } },
    ],
    ...[
      'https://user:hunter2@api.example.no',
      'https://api.example.no?key=hunter2',
      'https://api.example.no/#x',
    ].map((baseUrl): [string, string, Given] => [
      'mine/x',
      'mp.json: profiles.t.apis.mine.baseUrl holds more than an origin and a path (a user name, a password, a query or a fragment)',
      { apis: { mine: { baseUrl } } },
    ]),
  ])('is the configuration’s fault where there is no usable base URL: %s', (text, message, given) => {
    const failure = failureOf(() => target(text, given))
    expect([failure.code, failure.message]).toEqual(['MP_CONFIG_INVALID', message])
  })
})
