import type { HttpRequest } from '../../../src/protocol/http.js'
import { CLIENT_IDS, CONSENT_ID, CONSUMER, SUPPLIER, TEST_SCOPES } from '../../../src/sandbox/registry.js'
import type { Client, SandboxState } from '../../../src/sandbox/state.js'
import { type Bench, ISSUER, NOW, SCOPE, type Wish } from './bench.js'
import { part, toX5c } from './grants.js'

/** What a client sees of an answer, and which rule the sandbox says it was. */
export interface Outcome {
  status: number
  error?: string
  description?: string
  link?: string
  rule?: string
}

/** One grant and what becomes of it. */
export interface Row {
  title: string
  /** The requests, sent one after another: the last is the one that counts. */
  send: (bench: Bench) => HttpRequest[]
  state?: (state: SandboxState) => void
  trusted?: (bench: Bench) => string[]
  outcome: Outcome
}

const TROUBLE = 'https://docs.digdir.no/docs/Maskinporten/maskinporten_feilsoking'
const FAILED = 'Invalid assertion. Client authentication failed.'
const PARAMETER = 'Invalid assertion. Invalid parameter value.'
const CUSTOMER = { authority: 'iso6523-actorid-upis', ID: `0192:${CONSUMER}` }
const SYSTEM_USER = { type: 'urn:altinn:systemuser', systemuser_org: CUSTOMER }
const CONSENT = {
  type: 'urn:altinn:consent',
  id: CONSENT_ID,
  from: 'urn:altinn:person:identifier-no:21818297804',
}

type Wanted = Wish | ((bench: Bench) => Wish)
type More = Pick<Row, 'state' | 'trusted'>

function wishOf(wanted: Wanted, bench: Bench): Wish {
  return typeof wanted === 'function' ? wanted(bench) : wanted
}

function takes(title: string, wanted: Wanted, more: More = {}): Row {
  return { title, send: (bench) => [bench.ask(wishOf(wanted, bench))], outcome: { status: 200 }, ...more }
}

type Refused = (title: string, wanted: Wanted, more?: More) => Row

function refuses(rule: string, error: string, description: string, code?: string, status = 400): Refused {
  const link = code ? `${TROUBLE}#${code.toLowerCase()}` : TROUBLE
  return (title, wanted, more = {}) => ({
    title,
    send: (bench) => [bench.ask(wishOf(wanted, bench))],
    outcome: { status, error, description, link, rule },
    ...more,
  })
}

const unauthenticated = (rule: string, why: string, code?: string) =>
  refuses(rule, 'invalid_grant', `${FAILED} ${why}.`, code)
const badParameter = (rule: string) => refuses(rule, 'invalid_request', PARAMETER, 'MP-011')
const badCertificate = (rule: string) =>
  unauthenticated(rule, 'The JWT is signed with an invalid certificate', 'MP-120')

/** The body with another parameter's value, or with one more, or with one less. */
function form(change: (parameters: URLSearchParams) => void): Wish {
  return {
    request: ({ body }) => {
      const parameters = new URLSearchParams(body)
      change(parameters)
      return { body: parameters.toString() }
    },
  }
}

function claims(more: Record<string, unknown>): Wish {
  return { claims: more }
}

/** The bench's own key, with a chain made for it. */
function withChain(pick: (bench: Bench) => string[]): (bench: Bench) => Wish {
  return (bench) => ({ header: { x5c: pick(bench).map(toX5c) }, signer: bench.keys.own })
}

function withX5c(change: (x5c: string[]) => unknown): (bench: Bench) => Wish {
  return (bench) => ({ header: { x5c: change(bench.stores.certificate.map(toX5c)) } })
}

function clientOf(state: SandboxState, id: string): Client {
  const client = state.clients.find(({ client_id }) => client_id === id)
  if (client === undefined) throw new Error(`no client ${id}`)
  return client
}

const keyEnds = (exp: number) => (state: SandboxState) => {
  for (const key of clientOf(state, CLIENT_IDS.key).keys) key.exp = exp
}

const details = (...list: unknown[]) => claims({ authorization_details: list })
const delegated = (scope: string, more: Record<string, unknown> = {}): Wish => ({
  as: 'supplier',
  claims: { scope, consumer_org: CONSUMER, ...more },
})

const method = refuses('form.method', 'invalid_request', 'Request method must be POST.', undefined, 405)
const contentType = refuses(
  'form.content-type',
  'invalid_request',
  'Content type must be application/x-www-form-urlencoded.',
)
const once = refuses('form.once', 'invalid_request', 'A parameter is repeated.')
const noGrantType = refuses('form.grant-type.present', 'invalid_request', 'Missing parameter: grant_type.')
const grantType = refuses('form.grant-type', 'unsupported_grant_type', 'Unsupported grant type.')
const noAssertion = refuses('form.assertion', 'invalid_request', 'Missing parameter: assertion.')

const FORM_ROWS: Row[] = [
  takes('a good grant', {}),
  takes('a content type with a charset', {
    request: () => ({ headers: { 'content-type': 'Application/X-WWW-Form-Urlencoded; charset=utf-8' } }),
  }),
  takes(
    'a parameter that nobody asked for',
    form((it) => it.set('client_id', CLIENT_IDS.certificate)),
  ),
  method('PUT', { request: () => ({ method: 'PUT' }) }),
  method('GET with the parameters in the URL', {
    request: ({ url, body }) => ({ method: 'GET', url: `${url}?${body}` }),
  }),
  contentType('a body that says it is JSON', {
    request: () => ({ headers: { 'content-type': 'application/json' } }),
  }),
  contentType('a body that does not say what it is', { request: () => ({ headers: {} }) }),
  once(
    'two assertions',
    form((it) => it.append('assertion', `${it.get('assertion')}`)),
  ),
  once(
    'two grant types',
    form((it) => it.append('grant_type', `${it.get('grant_type')}`)),
  ),
  noGrantType(
    'no grant_type',
    form((it) => it.delete('grant_type')),
  ),
  noGrantType('parameters in the query of a POST', {
    request: ({ url, body }) => ({ url: `${url}?${body}`, body: '' }),
  }),
  grantType(
    'client_credentials',
    form((it) => it.set('grant_type', 'client_credentials')),
  ),
  grantType(
    'a grant type with a space behind',
    form((it) => it.set('grant_type', `${it.get('grant_type')} `)),
  ),
  noAssertion(
    'no assertion',
    form((it) => it.delete('assertion')),
  ),
  noAssertion(
    'an empty assertion',
    form((it) => it.set('assertion', '')),
  ),
]

const shape = badParameter('jwt.shape')
const alg = unauthenticated('header.alg', 'Invalid JWT header alg')
const crit = unauthenticated('header.crit', 'Invalid JWT header crit')
const credential = unauthenticated('header.one-credential', 'JWT header must have either kid or x5c')
const x5c = unauthenticated('header.x5c', 'Invalid JWT header x5c', 'MP-123')

const HEADER_ROWS: Row[] = [
  takes('RS384', { header: { alg: 'RS384' } }),
  takes('RS512', { header: { alg: 'RS512' } }),
  takes('typ: JWT', { header: { typ: 'JWT' } }),
  shape('text that is no JWT', { assertion: () => 'hello' }),
  shape('a JWT with a line break in it', { assertion: (good) => `${good.slice(0, 40)}\n${good.slice(40)}` }),
  shape('a JWT with a line break behind it', { assertion: (good) => `${good}\n` }),
  shape('a JWT with a fourth part', { assertion: (good) => `${good}.e30` }),
  shape('a JWT with padding', { assertion: (good) => `${good}==` }),
  shape('claims that are an array', { assertion: (good) => [good.split('.')[0], part([]), 'AA'].join('.') }),
  shape('claims with a byte order mark before them', {
    assertion: (good) => {
      const [header = '', claims = '', signature] = good.split('.')
      const text = `\ufeff${Buffer.from(claims, 'base64url')}`
      return [header, Buffer.from(text).toString('base64url'), signature].join('.')
    },
  }),
  shape('a header that is null', {
    assertion: (good) => [part(null), ...good.split('.').slice(1)].join('.'),
  }),
  shape('a header that is no JSON', { assertion: (good) => ['AAAA', ...good.split('.').slice(1)].join('.') }),
  ...['none', 'HS256', 'PS256', 'ES256', 'EdDSA', 'rs256', undefined].map((name) =>
    alg(`alg ${name}`, { header: { alg: name } }),
  ),
  alg('alg none without a signature', {
    header: { alg: 'none' },
    assertion: (good) => good.replace(/[^.]*$/, ''),
  }),
  alg('alg as an array', { header: { alg: ['RS256', 'RS384'] } }),
  crit('a critical extension', { header: { crit: ['exp'] } }),
  credential('kid and x5c together', { header: { kid: 'any' } }),
  credential('kid and x5c together, on a client with that kid', ({ stores }) => ({
    as: 'key',
    header: { x5c: stores.certificate.map(toX5c) },
  })),
  credential('neither kid nor x5c', { header: { x5c: undefined } }),
  x5c(
    'x5c as a string',
    withX5c(([leaf]) => leaf),
  ),
  x5c(
    'x5c as an empty array',
    withX5c(() => []),
  ),
  x5c(
    'x5c as null',
    withX5c(() => null),
  ),
  x5c(
    'a number in x5c',
    withX5c((chain) => [...chain, 1]),
  ),
  x5c(
    'base64url in x5c',
    withX5c((chain) => chain.map((it) => it.replaceAll('+', '-').replaceAll('/', '_'))),
  ),
  x5c(
    'a line break in x5c',
    withX5c(([leaf]) => [`${leaf?.slice(0, 64)}\n${leaf?.slice(64)}`]),
  ),
  x5c('PEM in x5c', (bench) => ({ header: { x5c: bench.stores.certificate } })),
  x5c(
    'bytes that are no certificate in x5c',
    withX5c(() => ['AAAA']),
  ),
]

const unknownClient = unauthenticated('client.known', 'Client not found', 'MP-100')
const inactive = unauthenticated('client.active', 'Client not found', 'MP-100')
const mustUseKid = unauthenticated('credential.registered', 'Client with registered keys must use kid')
const unknownKid = unauthenticated('kid.known', 'Unknown key identifier (kid) for client')
const expiredKey = unauthenticated('kid.current', 'Expired key', 'MP-121')
const notCurrent = badCertificate('certificate.current')
const disordered = badCertificate('certificate.order')
const untrusted = badCertificate('certificate.trusted')
const production = badCertificate('certificate.environment')
const organisation = unauthenticated(
  'certificate.organisation',
  'Invalid organization number for client. Does not match certificate orgno',
  'MP-122',
)
const signature = unauthenticated('signature', 'Invalid JWT signature', 'MP-124')

const CREDENTIAL_ROWS: Row[] = [
  takes('a registered key', { as: 'key' }),
  takes('a supplier with a certificate', { as: 'supplier', claims: { scope: TEST_SCOPES.open } }),
  takes(
    'the leaf alone',
    withX5c(([leaf]) => [leaf]),
  ),
  takes(
    'the leaf and the CA that issued it',
    withX5c((chain) => chain.slice(0, 2)),
  ),
  takes(
    'a leaf that somebody signed with the CA’s key',
    withChain(({ chains }) => chains.own),
  ),
  takes(
    'a certificate in its first and last second',
    withChain(({ chains }) => chains.oneSecond),
  ),
  takes(
    'a SEID 1 certificate',
    withChain(({ chains }) => chains.seid1),
  ),
  takes(
    'a certificate with the number behind the name',
    withChain(({ chains }) => chains.byOrganisationName),
  ),
  takes(
    'a foreign CA that a person trusts',
    withChain(({ chains }) => chains.foreign),
    {
      trusted: ({ chains }) => chains.foreign.slice(1),
    },
  ),
  takes(
    'a certificate that a person trusts by itself',
    withChain(({ chains }) => chains.foreign.slice(0, 1)),
    {
      trusted: ({ chains }) => chains.foreign.slice(0, 1),
    },
  ),
  takes(
    'a certificate of Buypass’s test CA, when that is trusted',
    withChain(({ chains }) => chains.buypassTest),
    {
      trusted: ({ buypassTestCa }) => [buypassTestCa],
    },
  ),
  takes('a key in its last second', { as: 'key' }, { state: keyEnds(NOW + 1) }),
  unknownClient('a client of somewhere else', claims({ iss: '5a4db0c5-ffff-4000-8000-310904473001' })),
  unknownClient('no iss', claims({ iss: undefined })),
  unknownClient('an iss that is an array', claims({ iss: [CLIENT_IDS.certificate] })),
  inactive(
    'a client that was deactivated',
    {},
    {
      state: (state) => {
        clientOf(state, CLIENT_IDS.certificate).active = false
      },
    },
  ),
  mustUseKid('a certificate for a client with registered keys', ({ stores, keys }) => ({
    as: 'key',
    header: { kid: undefined, x5c: stores.certificate.map(toX5c) },
    signer: keys.certificate,
  })),
  unknownKid('a kid that is not registered', { as: 'key', header: { kid: 'mp-2020-01' } }),
  unknownKid('a kid of another client', ({ kid }) => ({ header: { x5c: undefined, kid } })),
  unknownKid('a kid that is a number', { as: 'key', header: { kid: 1 } }),
  expiredKey('a key that ends now', { as: 'key' }, { state: keyEnds(NOW) }),
  notCurrent(
    'a certificate that ended a second ago',
    withChain(({ chains }) => chains.expired),
  ),
  notCurrent(
    'a certificate that begins in a second',
    withChain(({ chains }) => chains.notYet),
  ),
  disordered(
    'a chain with the root before the issuer',
    withX5c(([leaf, issuing, root]) => [leaf, root, issuing]),
  ),
  disordered(
    'a chain with the root first',
    withX5c((chain) => chain.toReversed()),
  ),
  disordered(
    'a leaf that names the CA and that the CA did not sign',
    withChain(({ chains }) => chains.forged),
  ),
  disordered(
    'a leaf that names another CA than the one that signed it',
    withChain(({ chains }) => chains.misnamed),
  ),
  disordered('a leaf signed by a leaf that says nothing of its use', ({ chains, keys }) => ({
    header: { x5c: chains.byPlainLeaf.map(toX5c) },
    signer: keys.foreign,
  })),
  disordered('a leaf signed by a leaf', ({ chains, keys }) => ({
    header: { x5c: chains.byLeaf.map(toX5c) },
    signer: keys.foreign,
  })),
  untrusted(
    'a foreign CA',
    withChain(({ chains }) => chains.foreign),
  ),
  untrusted(
    'the leaf of a foreign CA alone',
    withChain(({ chains }) => chains.foreign.slice(0, 1)),
  ),
  untrusted(
    'a forged leaf alone',
    withChain(({ chains }) => chains.forged.slice(0, 1)),
  ),
  untrusted(
    'a leaf whose trusted CA is over',
    withChain(({ chains }) => chains.expiredIssuer),
    {
      trusted: ({ expiredCa }) => [expiredCa],
    },
  ),
  production(
    'a production certificate, even from a CA that is trusted',
    withChain(({ chains }) => chains.production),
    {
      trusted: ({ productionCa }) => [productionCa],
    },
  ),
  organisation(
    'another organisation’s certificate',
    withChain(({ chains }) => chains.otherOrganisation),
  ),
  organisation(
    'two numbers, of which organizationIdentifier counts',
    withChain(({ chains }) => chains.seid1OfAnother),
  ),
  signature('claims that were changed after signing', {
    assertion: (good) => {
      const [header, payload = '', mark] = good.split('.')
      const changed = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), scope: TEST_SCOPES.open }
      return [header, part(changed), mark].join('.')
    },
  }),
  signature('another key than the certificate’s', ({ keys }) => ({ signer: keys.own })),
  signature('another key than the registered one', ({ keys }) => ({ as: 'key', signer: keys.own })),
  signature('no signature', { assertion: (good) => good.replace(/[^.]*$/, '') }),
  signature('an algorithm that was changed after signing', {
    assertion: (good) => {
      const [header = '', ...rest] = good.split('.')
      const changed = { ...JSON.parse(Buffer.from(header, 'base64url').toString()), alg: 'RS512' }
      return [part(changed), ...rest].join('.')
    },
  }),
]

const undocumented = badParameter('claims.documented')
const isNull = badParameter('claims.null')
const aud = unauthenticated('claims.aud', 'Invalid JWT claim aud', 'MP-110')
const iat = unauthenticated('claims.iat', 'Invalid JWT claim iat')
const ahead = unauthenticated('claims.iat.ahead', 'Issue time is after now')
const behind = unauthenticated('claims.iat.behind', 'Invalid JWT claim iat')
const exp = unauthenticated('claims.exp', 'Invalid JWT claim exp')
const passed = unauthenticated('claims.exp.passed', 'JWT is expired', 'MP-130')
const lifetime = unauthenticated('claims.exp.lifetime', 'Invalid JWT claim exp')
const backwards = unauthenticated('claims.exp.after-iat', 'Invalid JWT claim exp')
const jti = unauthenticated('claims.jti', 'Invalid JWT claim jti')
const resource = badParameter('claims.resource')

const CLAIM_ROWS: Row[] = [
  takes('aud as an array of one', claims({ aud: [ISSUER] })),
  takes('a grant that lives 119 seconds', claims({ exp: NOW + 119 })),
  takes('a grant that lives 120 seconds', claims({ exp: NOW + 120 })),
  takes('a grant of the future that lives 120 seconds', claims({ iat: NOW + 10, exp: NOW + 130 })),
  takes('iat 10 seconds ahead', claims({ iat: NOW + 10 })),
  takes('iat 9 seconds behind', claims({ iat: NOW - 9 })),
  takes('iat 10 seconds behind', claims({ iat: NOW - 10 })),
  takes('exp in a second', claims({ exp: NOW + 1 })),
  takes('a grant without jti', claims({ jti: undefined })),
  takes('resource as an array of one', claims({ resource: ['https://api.example.no'] })),
  takes('resource as an array of two', claims({ resource: ['https://api.example.no', 'urn:x'] })),
  ...['nbf', 'sub', 'client_id', 'scopes'].map((name) =>
    undocumented(`the claim ${name}`, claims({ [name]: 'x' })),
  ),
  undocumented('a claim that is undocumented and null', claims({ nbf: null })),
  ...['pid', 'resource', 'consumer_org', 'jti', 'aud'].map((name) =>
    isNull(`${name} as null`, claims({ [name]: null })),
  ),
  aud('aud without the slash', claims({ aud: ISSUER.slice(0, -1) })),
  aud('aud with two slashes', claims({ aud: `${ISSUER}/` })),
  aud('aud of the token endpoint', claims({ aud: `${ISSUER}token` })),
  aud('aud of the real test environment', claims({ aud: 'https://test.maskinporten.no/' })),
  aud('aud as an array of two', claims({ aud: [ISSUER, 'https://test.maskinporten.no/'] })),
  aud('aud as an array of twice the issuer', claims({ aud: [ISSUER, ISSUER] })),
  aud('aud as an empty array', claims({ aud: [] })),
  aud('no aud', claims({ aud: undefined })),
  iat('no iat', claims({ iat: undefined })),
  iat('iat as a string', claims({ iat: `${NOW}` })),
  iat('iat with a fraction', claims({ iat: NOW + 0.5 })),
  ahead('iat 11 seconds ahead', claims({ iat: NOW + 11 })),
  ahead('iat in milliseconds', claims({ iat: NOW * 1000, exp: NOW * 1000 + 60 })),
  behind('iat 11 seconds behind', claims({ iat: NOW - 11 })),
  behind('iat 12 seconds behind', claims({ iat: NOW - 12 })),
  exp('no exp', claims({ exp: undefined })),
  exp('exp as a string', claims({ exp: `${NOW + 60}` })),
  exp('exp with a fraction', claims({ exp: NOW + 59.5 })),
  passed('exp now', claims({ iat: NOW - 5, exp: NOW })),
  passed('exp a second ago', claims({ iat: NOW - 5, exp: NOW - 1 })),
  lifetime('a grant that lives 121 seconds', claims({ exp: NOW + 121 })),
  lifetime('a grant of the past that lives 121 seconds', claims({ iat: NOW - 10, exp: NOW + 111 })),
  backwards('exp before iat', claims({ iat: NOW + 5, exp: NOW + 4 })),
  backwards('exp at iat', claims({ iat: NOW + 5, exp: NOW + 5 })),
  jti('an empty jti', claims({ jti: '' })),
  jti('jti as a number', claims({ jti: 1 })),
  resource('resource as a string', claims({ resource: 'https://api.example.no' })),
  resource('resource as an empty array', claims({ resource: [] })),
  resource('resource with a number', claims({ resource: ['https://api.example.no', 1] })),
  resource('resource with an empty string', claims({ resource: [''] })),
]

const consumerNumber = badParameter('consumer_org.number')
const combination = refuses(
  'consumer_org.other',
  'invalid_request',
  'Validation of JWT claim failed: The combination consumer_org in claim and delegation scope on client is invalid.',
)
const alone = badParameter('consumer_org.alone')
const onBehalf = unauthenticated('iss_onbehalfof.registered', 'Invalid JWT claim iss_onbehalfof')
const pid = badParameter('pid.number')

const PARTY_ROWS: Row[] = [
  takes('a delegated scope', delegated(SCOPE)),
  takes('a sub-client', { as: 'supplier', claims: { iss_onbehalfof: 'sandkassekunde' } }),
  takes('pid', claims({ pid: '21818297804' })),
  takes('a D-number', claims({ pid: '20914695016' })),
  takes('a pid of 2032 with a rest of 0', claims({ pid: '30108299920' })),
  takes('a pid of 2032 with a rest of 1', claims({ pid: '30108299939' })),
  takes('a pid of 2032 with a rest of 3', claims({ pid: '30108299955' })),
  consumerNumber('consumer_org with a prefix', delegated(SCOPE, { consumer_org: `0192:${CONSUMER}` })),
  consumerNumber('consumer_org with eight digits', delegated(SCOPE, { consumer_org: '31090447' })),
  consumerNumber('consumer_org with a wrong check digit', delegated(SCOPE, { consumer_org: '310904474' })),
  consumerNumber('consumer_org that was never given out', delegated(SCOPE, { consumer_org: '123456789' })),
  consumerNumber('consumer_org as a number', delegated(SCOPE, { consumer_org: Number(CONSUMER) })),
  combination('consumer_org that is the client’s own', claims({ consumer_org: CONSUMER })),
  alone('consumer_org beside iss_onbehalfof', delegated(SCOPE, { iss_onbehalfof: 'sandkassekunde' })),
  onBehalf('a sub-client that is not registered', { as: 'supplier', claims: { iss_onbehalfof: 'ukjent' } }),
  onBehalf('a sub-client of another client', claims({ iss_onbehalfof: 'sandkassekunde' })),
  pid('a pid with a wrong first check digit', claims({ pid: '21818297854' })),
  pid('a pid of 2032 with a rest of 4', claims({ pid: '30108299963' })),
  pid('a pid with a wrong second check digit', claims({ pid: '21818297805' })),
  pid('digits in a row', claims({ pid: '12345678910' })),
  pid('ten digits', claims({ pid: '2181829780' })),
  pid('a pid as a number', claims({ pid: 21818297804 })),
]

const used = refuses('grant.unused', 'invalid_grant', 'Grant is used before.', 'MP-012')

/** The same request after the first ones, which may have been granted. */
function again(row: Row, first: (bench: Bench) => HttpRequest[]): Row {
  return { ...row, send: (bench) => first(bench) }
}

const SINGLE_USE_ROWS: Row[] = [
  again(used('the same grant twice', {}), (bench) => {
    const request = bench.ask()
    return [request, request]
  }),
  again(used('the same grant twice, without jti', {}), (bench) => {
    const request = bench.ask(claims({ jti: undefined }))
    return [request, request]
  }),
  again(used('the same jti in another grant', {}), (bench) => [
    bench.ask(claims({ jti: 'one', scope: TEST_SCOPES.open })),
    bench.ask(claims({ jti: 'one' })),
  ]),
  again(used('a grant without jti whose signature has other spare bits', {}), (bench) => {
    const request = bench.ask(claims({ jti: undefined }))
    const flip = (good: string) => good.slice(0, -1) + respell(good.slice(-1))
    return [
      request,
      { ...request, ...form((it) => it.set('assertion', flip(`${it.get('assertion')}`))).request?.(request) },
    ]
  }),
  again(takes('the jti of another client', {}), (bench) => [
    bench.ask(claims({ jti: 'shared' })),
    bench.ask({ as: 'key', claims: { jti: 'shared' } }),
  ]),
  again(takes('two grants without jti that differ', {}), (bench) => [
    bench.ask(claims({ jti: undefined })),
    bench.ask(claims({ jti: undefined, exp: NOW + 61 })),
  ]),
  again(takes('a jti that was only refused before', {}), (bench) => [
    bench.ask(claims({ jti: 'retry', scope: TEST_SCOPES.noAccess })),
    bench.ask(claims({ jti: 'retry', exp: NOW + 121 })),
    bench.ask(claims({ jti: 'retry' })),
  ]),
]

/** Another letter for the same bits: the last letter of 256 bytes in base64url carries two of them. */
function respell(letter: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return alphabet[alphabet.indexOf(letter) ^ 1] ?? ''
}

const noScope = refuses('scope.present', 'invalid_scope', 'Missing or invalid JWT claim scope.')
const notRegistered = refuses(
  'scope.registered',
  'invalid_scope',
  'Token request contains invalid scopes for client.',
  'MP-200',
)
const otherIntegration = refuses(
  'scope.integration-type',
  'invalid_scope',
  'Token request contains scopes not allowed for maskinporten.',
  'MP-201',
)
const noAccess = (scope: string) =>
  refuses(
    'scope.access',
    'forbidden',
    `Consumer has not been granted access to the scope ${scope}.`,
    'MP-250',
    403,
  )
const notDelegated = (scope: string) =>
  refuses(
    'scope.delegated',
    'forbidden',
    `Consumer ${CONSUMER} has not delegated access to the scope ${scope} to supplier ${SUPPLIER}.`,
    'MP-251',
    403,
  )

const SCOPE_ROWS: Row[] = [
  takes('two scopes', claims({ scope: 'brreg:losore/utlegg brreg:losore/tlg' })),
  takes('a scope twice', claims({ scope: 'brreg:losore/tlg brreg:losore/tlg' })),
  takes('a scope that is open to all', claims({ scope: TEST_SCOPES.open })),
  noScope('no scope', claims({ scope: undefined })),
  noScope('an empty scope', claims({ scope: ' ' })),
  noScope('scopes as an array', claims({ scope: [SCOPE] })),
  notRegistered('a scope that the client does not have', claims({ scope: TEST_SCOPES.unregistered })),
  notRegistered('a scope that does not exist', claims({ scope: 'brreg:finnes.ikke' })),
  notRegistered(
    'one good scope and one that is not',
    claims({ scope: `${SCOPE} ${TEST_SCOPES.unregistered}` }),
  ),
  notRegistered('scopes with a comma between', claims({ scope: 'brreg:losore/utlegg,brreg:losore/tlg' })),
  notRegistered(
    'a delegated scope that the supplier’s client does not have',
    delegated(TEST_SCOPES.unregistered),
  ),
  notRegistered(
    'a scope that was deactivated',
    {},
    {
      state: (state) => {
        for (const scope of state.scopes) scope.active = scope.name !== SCOPE
      },
    },
  ),
  otherIntegration('a scope for ID-porten’s clients', claims({ scope: TEST_SCOPES.otherIntegration })),
  otherIntegration(
    'a client of ID-porten',
    {},
    {
      state: (state) => {
        clientOf(state, CLIENT_IDS.certificate).integration_type = 'idporten'
      },
    },
  ),
  noAccess(TEST_SCOPES.noAccess)('a scope that nobody was let use', claims({ scope: TEST_SCOPES.noAccess })),
  noAccess(TEST_SCOPES.noAccess)(
    'one scope with access and one without',
    claims({ scope: `${SCOPE} ${TEST_SCOPES.noAccess}` }),
  ),
  noAccess(SCOPE)('a supplier that forgot consumer_org', { as: 'supplier' }),
  noAccess(SCOPE)('a consumer that has no access', delegated(SCOPE, { consumer_org: '991825827' })),
  notDelegated(TEST_SCOPES.undelegated)('a scope that was not delegated', delegated(TEST_SCOPES.undelegated)),
  notDelegated('altinn:serviceowner')('a scope that cannot be delegated', delegated('altinn:serviceowner')),
  notDelegated(SCOPE)('a scope that was delegated to someone else', delegated(SCOPE), {
    state: (state) => {
      for (const delegation of state.delegations) delegation.supplier_orgno = '991825827'
    },
  }),
  notDelegated(SCOPE)('a scope that someone else delegated', delegated(SCOPE), {
    state: (state) => {
      for (const delegation of state.delegations) delegation.consumer_orgno = '991825827'
    },
  }),
  notDelegated(SCOPE)('a delegation without a source', delegated(SCOPE), {
    state: (state) => {
      for (const scope of state.scopes) delete scope.delegation_source
    },
  }),
]

const detailList = badParameter('details.list')
const detailType = refuses(
  'details.type',
  'invalid_authorization_details',
  'Unknown authorization details type.',
  'MP-301',
)
const detailFields = refuses(
  'details.fields',
  'invalid_authorization_details',
  'Unknown fields in the authorization details.',
  'MP-302',
)
const badValues = (rule: string) =>
  refuses(rule, 'invalid_authorization_details', 'Invalid authorization details values.', 'MP-303')
const notInAltinn = (rule: string) =>
  refuses(rule, 'invalid_altinn_customer_configuration', 'Invalid authorization details values.', 'MP-303')
const values = badValues('details.values')
const oneCustomer = badValues('details.one-customer')
const noSystemUser = notInAltinn('details.system-user')
const noConsent = notInAltinn('details.consent')

const DETAIL_ROWS: Row[] = [
  takes('a system user', details(SYSTEM_USER)),
  takes('a system user with an externalRef', details({ ...SYSTEM_USER, externalRef: 'kontrakt-42' })),
  takes(
    'a system user with the externalRef it would have had anyway',
    details({ ...SYSTEM_USER, externalRef: CONSUMER }),
  ),
  takes('a consent', details(CONSENT)),
  takes(
    'a consent that says to whom',
    details({ ...CONSENT, to: `urn:altinn:organization:identifier-no:${CONSUMER}` }),
  ),
  takes('a consent given to whoever delegated', delegated(SCOPE, { authorization_details: [CONSENT] })),
  takes('a system user and a consent', details(SYSTEM_USER, CONSENT)),
  detailList('details as an object', claims({ authorization_details: SYSTEM_USER })),
  detailList('details as an empty array', details()),
  detailList('details with a string', details(SYSTEM_USER, 'x')),
  detailType('an unknown type', details({ ...SYSTEM_USER, type: 'urn:altinn:other' })),
  detailType('no type', details({ systemuser_org: CUSTOMER })),
  detailFields('an unknown field', details({ ...SYSTEM_USER, externalref: 'kontrakt-42' })),
  detailFields(
    'id in small letters',
    details({ ...SYSTEM_USER, systemuser_org: { ...CUSTOMER, id: CUSTOMER.ID } }),
  ),
  detailFields('an unknown field in a consent', details({ ...CONSENT, consentRights: [] })),
  values('a number without 0192', details({ ...SYSTEM_USER, systemuser_org: { ...CUSTOMER, ID: CONSUMER } })),
  values(
    'a number that is wrong',
    details({ ...SYSTEM_USER, systemuser_org: { ...CUSTOMER, ID: '0192:310904474' } }),
  ),
  values('another authority', details({ ...SYSTEM_USER, systemuser_org: { ...CUSTOMER, authority: 'x' } })),
  values('no systemuser_org', details({ type: SYSTEM_USER.type })),
  values('an externalRef that is null', details({ ...SYSTEM_USER, externalRef: null })),
  values('a consent whose id is no UUID', details({ ...CONSENT, id: '1' })),
  values('a consent from nobody', details({ ...CONSENT, from: '21818297804' })),
  values('a consent to a person’s number', details({ ...CONSENT, to: CONSUMER })),
  oneCustomer('two system users', details(SYSTEM_USER, { ...SYSTEM_USER, externalRef: 'kontrakt-42' })),
  noSystemUser(
    'a customer without a system user',
    details({ ...SYSTEM_USER, systemuser_org: { ...CUSTOMER, ID: '0192:991825827' } }),
  ),
  noSystemUser('an externalRef that nobody used', details({ ...SYSTEM_USER, externalRef: 'kontrakt-43' })),
  noSystemUser('a system user of another client', details(SYSTEM_USER), {
    state: (state) => {
      for (const user of state.system_users) user.client_ids = [CLIENT_IDS.supplier]
    },
  }),
  noSystemUser('an externalRef that was left out', details(SYSTEM_USER), {
    state: (state) => {
      state.system_users.shift()
    },
  }),
  noConsent(
    'a consent that does not exist',
    details({ ...CONSENT, id: '5a4db0c5-00c0-4000-8000-000000000009' }),
  ),
  noConsent(
    'a consent of someone else',
    details({ ...CONSENT, from: 'urn:altinn:person:identifier-no:17816994780' }),
  ),
  noConsent(
    'a consent to someone else',
    details({ ...CONSENT, to: 'urn:altinn:organization:identifier-no:991825827' }),
  ),
  noConsent('a consent that was given to someone else', details(CONSENT), {
    state: (state) => {
      for (const consent of state.consents) consent.to = '991825827'
    },
  }),
  noConsent('a consent that is over', details(CONSENT), {
    state: (state) => {
      for (const consent of state.consents) consent.validTo = new Date(NOW * 1000).toISOString()
    },
  }),
]

/** Every grant that is tried, by the groups of the rules. */
export const GROUPS: Record<string, Row[]> = {
  form: FORM_ROWS,
  header: HEADER_ROWS,
  credential: CREDENTIAL_ROWS,
  claims: CLAIM_ROWS,
  parties: PARTY_ROWS,
  'single use': SINGLE_USE_ROWS,
  scopes: SCOPE_ROWS,
  'authorization details': DETAIL_ROWS,
}

export const ROWS: Row[] = Object.values(GROUPS).flat()
