import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from '../../../../src/flows/judge-grant.js'
import { ENVIRONMENTS } from '../../../../src/profiles/environments.js'
import { signJws } from '../../../sandbox/support/grants.js'
import { NOW, privateKey, publicKey } from '../../../support/keys.js'

type Json = Record<string, unknown>

/** How a grant differs from a good one, and what is found in it. A member that is undefined is left out. */
export interface LintRow {
  title: string
  header?: Json
  claims?: Json
  /** Signs instead of the registered key. */
  signer?: KeyObject
  /** The last word on the JWT. */
  change?: (good: string) => string
  bench?: Partial<Bench>
  /** Every finding, as `level rule`. */
  finds: string[]
}

const SOURCE = join(import.meta.dirname, '..', '..', '..', 'vectors', 'source')
const TEST = 'https://test.maskinporten.no/'
const PID = '21818297804'
const CUSTOMER = { authority: 'iso6523-actorid-upis', ID: '0192:310904473' }
const SYSTEM_USER = { type: 'urn:altinn:systemuser', systemuser_org: CUSTOMER }
const CONSENT = {
  type: 'urn:altinn:consent',
  id: '5a4db0c5-00c0-4000-8000-000000000001',
  from: `urn:altinn:person:identifier-no:${PID}`,
}

/** The grant of a row, and what it is judged by. */
export function made({ header, claims, signer, change, bench }: LintRow): { text: string; bench: Bench } {
  const good = {
    aud: TEST,
    iss: '6f0d1f1c-5d0c-4a3c-9a39-0f6f0e6a7d11',
    scope: 'brreg:losore/utlegg',
    iat: NOW,
    exp: NOW + 120,
    jti: '5a4db0c5-0001-4000-8000-310904473001',
  }
  const text = signJws(
    { alg: 'RS256', kid: 'a-kid', ...header },
    { ...good, ...claims },
    signer ?? privateKey,
  )
  return {
    text: change?.(text) ?? text,
    bench: { now: NOW, issuers: ENVIRONMENTS, key: publicKey, ...bench },
  }
}

function environment(name: string) {
  return { environment: ENVIRONMENTS.find((it) => it.name === name) }
}

function row(
  title: string,
  finds: string | string[],
  change: Omit<LintRow, 'title' | 'finds'> = {},
): LintRow {
  return { title, finds: [finds].flat(), ...change }
}

const good = (title: string, change: Omit<LintRow, 'title' | 'finds'> = {}) => row(title, [], change)
const claim = (title: string, finds: string | string[], claims: Json, bench: Partial<Bench> = {}) =>
  row(title, finds, { claims, bench })
const details = (title: string, finds: string | string[], ...list: unknown[]) =>
  claim(title, finds, { authorization_details: list })

function pem(name: string): string {
  return readFileSync(join(SOURCE, name), 'utf8')
}

export function der(name: string): string {
  return new X509Certificate(pem(`${name}.crt`)).raw.toString('base64')
}

/** A grant with these certificates of the vectors, signed by `key`, for an environment whose trust is its own. */
function certified(
  title: string,
  finds: string | string[],
  names: string[],
  { key = names[0], ...more }: { key?: string | undefined } & Partial<LintRow> = {},
): LintRow {
  const header = { kid: undefined, x5c: names.map(der), ...more.header }
  const claims = { aud: 'http://127.0.0.1:8473/', ...more.claims }
  return {
    title,
    finds: [finds].flat(),
    signer: createPrivateKey(pem(`${key}.key`)),
    ...more,
    header,
    claims,
  }
}

const CHAIN = ['auth', 'intermediate', 'root']

export const LINT_ROWS: LintRow[] = [
  good('a grant with a registered key'),
  good('RS384', { header: { alg: 'RS384' } }),
  good('RS512', { header: { alg: 'RS512' } }),
  good('typ: JWT', { header: { typ: 'JWT' } }),
  row('padding', 'error jwt.shape', { change: (it) => `${it}==` }),
  row('a fourth part', 'error jwt.shape', { change: (it) => `${it}.e30` }),
  row('no signature and no dot before it', ['error jwt.shape', 'error signature'], {
    change: (it) => it.replace(/\.[^.]*$/, ''),
  }),
  row('a line break', 'error jwt.shape', { change: (it) => `${it.slice(0, 40)}\n${it.slice(40)}` }),
  row('a character that is not of base64url', 'error jwt.shape', { change: (it) => `${it}!` }),
  row('a name twice', ['warning jwt.names', 'error signature'], {
    change: (it) => withHeader(it, '{"alg":"none","kid":"a-kid","alg":"RS256"}'),
  }),
  row('bytes that are not UTF-8', ['error jwt.shape', 'error signature'], {
    change: (it) => withHeader(it, Buffer.from('{"alg":"RS256","kid":"\xff"}', 'latin1')),
  }),
  ...['none', 'HS256', 'PS256', 'ES256', 'EdDSA', 'rs256', undefined, ['RS256']].map((alg) =>
    row(`alg ${JSON.stringify(alg)}`, 'error header.alg', { header: { alg } }),
  ),
  row('the alg toString', 'error header.alg', {
    change: (it) => withHeader(it, '{"alg":"toString","kid":"a-kid"}'),
  }),
  row('crit', 'error header.crit', { header: { crit: ['exp'] } }),
  row('neither kid nor x5c', 'error header.one-credential', { header: { kid: undefined } }),
  certified('kid and x5c', 'error header.one-credential', CHAIN, { header: { kid: 'a-kid' } }),
  row('kid as a number', 'error kid.known', { header: { kid: 1 } }),
  row('an empty kid', 'error kid.known', { header: { kid: '' } }),
  row('x5c as a string', 'error header.x5c', { header: { kid: undefined, x5c: der('auth') } }),
  row('x5c as null', 'error header.x5c', { header: { kid: undefined, x5c: null } }),
  row('x5c without an element', 'error header.x5c', { header: { kid: undefined, x5c: [] } }),
  certified('a number in x5c', 'error header.x5c', CHAIN, { header: { x5c: [der('auth'), 1] } }),
  certified('base64url in x5c', 'error header.x5c', CHAIN, {
    header: { x5c: [der('auth').replaceAll('+', '-').replaceAll('/', '_')] },
  }),
  certified('PEM in x5c', 'error header.x5c', CHAIN, { header: { x5c: [pem('auth.crt')] } }),
  certified('a line break in x5c', 'error header.x5c', CHAIN, {
    header: { x5c: [`${der('auth').slice(0, 64)}\n${der('auth').slice(64)}`] },
  }),
  certified('x5c without its padding', 'error header.x5c', CHAIN, {
    header: { x5c: [der('production').replace(/=+$/, '')] },
    key: 'auth',
    claims: { aud: 'https://maskinporten.no/' },
  }),
  certified('no certificate in x5c', 'error header.x5c', CHAIN, { header: { x5c: ['AAAA'] } }),
  certified('a chain of three', [], CHAIN),
  certified('the leaf alone', [], ['auth']),
  certified('a SEID 1 certificate', [], ['seid1', 'intermediate'], { key: 'other' }),
  certified('an EC certificate', ['error certificate.key', 'error signature'], ['ec'], { key: 'ec' }),
  certified('a key of 1024 bits', 'error certificate.key', ['weak'], { key: 'weak' }),
  certified('a certificate for signing', 'warning certificate.usage', ['sign']),
  certified('a certificate for encryption', 'warning certificate.usage', ['enc'], {
    key: undefined,
    signer: createPrivateKey(pem('auth.key')),
    finds: ['warning certificate.usage', 'error signature'],
  }),
  certified('an expired certificate', 'error certificate.current', ['expired'], { key: 'auth' }),
  certified('a certificate that is to come', 'error certificate.current', ['future'], { key: 'auth' }),
  certified(
    'the root before the issuer',
    ['error certificate.order', 'error certificate.order'],
    ['auth', 'root', 'intermediate'],
  ),
  certified(
    'an issuer of the same name that did not sign',
    ['error certificate.order', 'error certificate.order'],
    ['auth', 'renewed-intermediate', 'intermediate'],
  ),
  certified('an authority that Maskinporten does not know', 'error certificate.trusted', ['auth'], {
    claims: { aud: TEST },
  }),
  certified('a production certificate in production', [], ['production'], {
    key: 'auth',
    claims: { aud: 'https://maskinporten.no/' },
  }),
  certified('a production certificate in test', 'error certificate.environment', ['production'], {
    key: 'auth',
    claims: { aud: TEST },
  }),
  certified(
    'a test certificate in production',
    ['error certificate.trusted', 'error certificate.environment'],
    ['auth'],
    {
      claims: { aud: 'https://maskinporten.no/' },
    },
  ),
  certified(
    'a certificate without an organisation',
    ['error certificate.organisation', 'error certificate.trusted'],
    ['self-signed'],
    { key: 'other', claims: { aud: TEST } },
  ),
  row('another key', 'error signature', { signer: createPrivateKey(pem('auth.key')) }),
  certified('another key than the certificate’s', 'error signature', CHAIN, { key: 'root' }),
  row('changed claims', 'error signature', {
    change: (it) =>
      it
        .split('.')
        .with(1, part({ ...claimsIn(it), scope: 'brreg:losore/tlg' }))
        .join('.'),
  }),
  good('a signature that nobody can verify here', {
    bench: { key: undefined },
    signer: createPrivateKey(pem('auth.key')),
  }),
  claim('no iss', 'error client.known', { iss: undefined }),
  claim('an iss that is an array', 'error client.known', { iss: ['x'] }),
  claim('an empty iss', 'error client.known', { iss: '' }),
  claim('an iss that is no UUID', 'warning client.known', { iss: 'min_klient' }),
  claim('another client', 'error client.known', {}, { clientId: '5a4db0c5-0001-4000-8000-310904473001' }),
  claim('the client that was named', [], {}, { clientId: '6f0d1f1c-5d0c-4a3c-9a39-0f6f0e6a7d11' }),
  ...['nbf', 'sub', 'client_id', 'scopes'].map((name) =>
    claim(`the claim ${name}`, 'error claims.documented', { [name]: 'x' }),
  ),
  claim('jti as null', ['error claims.null', 'error claims.jti'], { jti: null }),
  claim('aud without the slash', 'error claims.aud', { aud: TEST.slice(0, -1) }),
  claim('aud with two slashes', 'error claims.aud', { aud: `${TEST}/` }),
  claim('aud of the token endpoint', 'error claims.aud', { aud: `${TEST}token` }),
  claim('aud by http', 'error claims.aud', { aud: 'http://test.maskinporten.no/' }),
  claim('aud of two', 'error claims.aud', { aud: [TEST, TEST] }),
  claim('aud of one in an array', 'warning claims.aud', { aud: [TEST] }),
  claim('no aud', 'error claims.aud', { aud: undefined }),
  claim('aud that is no URL', 'error claims.aud', { aud: 'maskinporten' }),
  claim('aud of difi.no', 'error claims.aud', { aud: 'https://oidc-ver2.difi.no/idporten-oidc-provider/' }),
  claim('aud of ver2', 'warning claims.aud', { aud: 'https://ver2.maskinporten.no/' }),
  claim('aud of somewhere else', 'note claims.aud', { aud: 'https://mock.example.no/' }),
  claim('aud of another environment than the named', 'error claims.aud', {}, environment('prod')),
  claim('aud of the environment named', [], {}, environment('test')),
  claim('Skyporten', [], { aud: 'https://test.sky.maskinporten.no' }),
  claim('Skyporten with a slash', 'error claims.aud', { aud: 'https://test.sky.maskinporten.no/' }),
  claim('no jti', 'warning claims.jti', { jti: undefined }),
  claim('a short jti', 'warning claims.jti', { jti: '12345678901' }),
  claim('an empty jti', 'error claims.jti', { jti: '' }),
  claim('jti as a number', 'error claims.jti', { jti: 1 }),
  claim('resource', [], { resource: ['https://api.example.no', 'urn:x'] }),
  claim('resource as a string', 'warning claims.resource', { resource: 'https://api.example.no' }),
  claim('resource without an element', 'error claims.resource', { resource: [] }),
  claim('resource with an empty string', 'error claims.resource', { resource: [''] }),
  claim('resource with a number', 'error claims.resource', { resource: [1] }),
  claim('two scopes', [], { scope: 'brreg:losore/utlegg  brreg:losore/tlg' }),
  claim('no scope', 'error scope.present', { scope: undefined }),
  claim('an empty scope', 'error scope.present', { scope: ' ' }),
  claim('scope as an array', 'error scope.present', { scope: ['a:b'] }),
  claim('scopes with a comma', 'error scope.registered', { scope: 'a:b,c:d' }),
  claim('a scope without a prefix', 'note scope.registered', { scope: 'openid' }),
  claim('no iat', 'error claims.iat', { iat: undefined }),
  claim('iat as a string', 'error claims.iat', { iat: `${NOW}` }),
  claim('iat with a fraction', 'error claims.iat', { iat: NOW + 0.5 }),
  claim('iat 10 seconds ahead', [], { iat: NOW + 10 }),
  claim('iat 11 seconds ahead', 'error claims.iat.ahead', { iat: NOW + 11 }),
  claim('milliseconds', 'error claims.iat.ahead', { iat: NOW * 1000, exp: NOW * 1000 + 60 }),
  claim('iat 10 seconds behind', [], { iat: NOW - 10, exp: NOW + 110 }),
  claim('iat 11 seconds behind', 'error claims.iat.behind', { iat: NOW - 11, exp: NOW + 109 }),
  claim('the same, judged a second before', [], { iat: NOW - 11, exp: NOW + 109 }, { now: NOW - 1 }),
  claim('no exp', 'error claims.exp', { exp: undefined }),
  claim('exp as a string', 'error claims.exp', { exp: `${NOW + 60}` }),
  claim('exp in a second', [], { exp: NOW + 1 }),
  claim('exp now', 'error claims.exp.passed', { iat: NOW - 5, exp: NOW }),
  claim(
    'a grant of yesterday',
    ['error claims.iat.behind', 'error claims.exp.passed'],
    {},
    { now: NOW + 86_400 },
  ),
  claim('121 seconds', 'error claims.exp.lifetime', { exp: NOW + 121 }),
  claim('exp at iat', 'error claims.exp.after-iat', { iat: NOW + 5, exp: NOW + 5 }),
  claim('exp a second after iat', [], { iat: NOW + 5, exp: NOW + 6 }),
  claim('consumer_org', [], { consumer_org: '313725138' }),
  claim('consumer_org with a prefix', 'error consumer_org.number', { consumer_org: '0192:310904473' }),
  claim('consumer_org with a wrong check digit', 'error consumer_org.number', { consumer_org: '310904474' }),
  claim('consumer_org with spaces', 'error consumer_org.number', { consumer_org: '310 904 473' }),
  claim('consumer_org as a number', 'error consumer_org.number', { consumer_org: 310_904_473 }),
  certified('consumer_org of the certificate', 'error consumer_org.other', ['auth'], {
    claims: { consumer_org: '310904473' },
  }),
  claim('consumer_org beside iss_onbehalfof', 'error consumer_org.alone', {
    consumer_org: '313725138',
    iss_onbehalfof: 'kunde',
  }),
  claim('iss_onbehalfof', [], { iss_onbehalfof: 'kunde' }),
  claim('an empty iss_onbehalfof', 'error iss_onbehalfof.registered', { iss_onbehalfof: '' }),
  claim('pid', [], { pid: PID }),
  claim('a pid whose check digits do not hold', 'warning pid.number', { pid: '21818297805' }),
  claim('ten digits', 'error pid.number', { pid: '2181829780' }),
  claim('a pid as a number', 'error pid.number', { pid: Number(PID) }),
  claim('a synthetic person in production', 'warning pid.environment', {
    pid: PID,
    aud: 'https://maskinporten.no/',
  }),
  claim('another person in test', 'warning pid.environment', { pid: '02013299997' }),
  claim('another person in production', [], { pid: '02013299997', aud: 'https://maskinporten.no/' }),
  details('a system user', [], SYSTEM_USER),
  details('a consent', [], CONSENT),
  claim('details as an object', 'error details.list', { authorization_details: SYSTEM_USER }),
  details('no detail', 'error details.list'),
  details('a string among the details', 'error details.list', 'x', SYSTEM_USER),
  details('an unknown type', 'error details.type', { ...SYSTEM_USER, type: 'urn:altinn:other' }),
  details('the type toString', 'error details.type', { type: 'toString' }),
  details('an unknown field', 'error details.fields', { ...SYSTEM_USER, externalref: 'x' }),
  details('id in small letters', 'error details.fields', {
    ...SYSTEM_USER,
    systemuser_org: { ...CUSTOMER, id: 'x' },
  }),
  details('a number without 0192', 'error details.values', {
    ...SYSTEM_USER,
    systemuser_org: { ...CUSTOMER, ID: '310904473' },
  }),
  details('a number that is wrong', 'error details.values', {
    ...SYSTEM_USER,
    systemuser_org: { ...CUSTOMER, ID: '0192:310904474' },
  }),
  details('another authority', 'error details.values', {
    ...SYSTEM_USER,
    systemuser_org: { ...CUSTOMER, authority: 'x' },
  }),
  details('no systemuser_org', 'error details.values', { type: SYSTEM_USER.type }),
  details('an empty externalRef', 'error details.values', { ...SYSTEM_USER, externalRef: '' }),
  details('a consent whose id is no UUID', 'error details.values', { ...CONSENT, id: '1' }),
  details('a consent from nobody', 'error details.values', { ...CONSENT, from: PID }),
  details('a consent to a bare number', 'error details.values', { ...CONSENT, to: '310904473' }),
  details('two customers', 'error details.one-customer', SYSTEM_USER, SYSTEM_USER),
]

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function claimsIn(jwt: string): Json {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString())
}

function withHeader(jwt: string, header: string | Buffer): string {
  return jwt.split('.').with(0, Buffer.from(header).toString('base64url')).join('.')
}
