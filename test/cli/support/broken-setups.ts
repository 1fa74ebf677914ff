import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import type { StepName } from '../../../src/flows/doctor/step.js'
import { TEST_SCOPES } from '../../../src/sandbox/registry.js'
import { vector, type World } from '../../support/host.js'
import { CLIENT_IDS, sandboxFile } from '../../support/sandbox-files.js'
import { deserted, httpServer, httpsServer, proxyServer } from '../../support/servers.js'
import type { SandboxWish } from './refusing.js'

/** A profile and its environment as the configuration file has them. */
export interface SetUp {
  profile: Record<string, unknown>
  environment: Record<string, unknown>
}

/** A set-up with one thing wrong with it, the step that must fail, and what must be said of the cause. */
export interface BrokenSetUp {
  what: string
  step: StepName
  says: string
  /** What is changed in a set-up that works. */
  breaks?(setUp: SetUp): void
  /** Who answers instead of the sandbox. */
  serve?(): Promise<string>
  sandbox?: Omit<SandboxWish, 'altinn'>
  argv?: readonly string[]
  files?: Record<string, string | Uint8Array>
  world?(): Promise<World>
  /** An API to call. */
  target?(): Promise<string>
}

const PASSWORD = { file: 'changeit.txt' }

/** The key is this one of the vectors. */
function key(name: string) {
  return {
    breaks: ({ profile }: SetUp) => {
      profile.key = { file: name, password: PASSWORD }
    },
    files: { [name]: readFileSync(vector(name)), 'changeit.txt': 'changeit\n' },
  }
}

const profile = (change: object) => ({ breaks: (it: SetUp) => void Object.assign(it.profile, change) })

/** An issuer with this metadata, and this answer to everything else. */
function issuer(metadata: (origin: string) => object, other: RequestListener = (_, to) => to.end('{}')) {
  return {
    serve: async () => {
      const server: RequestListener = (request, response) => {
        if (!request.url?.startsWith('/.well-known/')) return other(request, response)
        const named = metadata(`http://${request.headers.host}`)
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(named))
      }
      return httpServer(server)
    },
  }
}

const good = (origin: string) => ({ issuer: `${origin}/`, token_endpoint: `${origin}/token` })
const answering = (status: number, body: object = {}): RequestListener => {
  return (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
const inConfiguration = { step: 'configuration' } as const
const scope = (name: string) => ({ step: 'scope' as const, ...profile({ scopes: [name] }) })

const details = (...list: object[]) => profile({ authorizationDetails: list })
const SYSTEM_USER = {
  type: 'urn:altinn:systemuser',
  systemuser_org: { authority: 'iso6523-actorid-upis', ID: '0192:310904473' },
}

/** In the order of `docs/doctor.md`. */
export const BROKEN: readonly BrokenSetUp[] = [
  { what: 'a profile that is not there', ...inConfiguration, says: '"prodd"', argv: ['-p', 'prodd'] },
  {
    what: 'a misspelt setting',
    ...inConfiguration,
    says: 'did you mean "clientId"',
    ...profile({ clientID: 'x' }),
  },
  { what: 'no scope', ...inConfiguration, says: 'no scope was given', ...profile({ scopes: undefined }) },
  {
    what: 'no client id',
    ...inConfiguration,
    says: 'no client id was given',
    ...profile({ clientId: undefined }),
  },
  {
    what: 'a configuration that is no JSON',
    ...inConfiguration,
    says: 'maskinporten.config.json',
    files: { 'maskinporten.config.json': '{"profiles": ' },
  },
  {
    what: 'a configuration file that is not there',
    ...inConfiguration,
    says: 'there is no configuration file "none.json"',
    argv: ['--config', 'none.json'],
  },
  {
    what: 'a variable that makes no sense',
    ...inConfiguration,
    says: '$MP_KEY "env:" names no variable',
    world: async () => ({ env: { MP_KEY: 'env:' } }),
  },
  {
    what: "another environment's Altinn",
    ...inConfiguration,
    says: '--altinn-env',
    ...profile({ environment: 'test', altinn: true, altinnEnv: 'prod' }),
  },
  { what: 'no key', step: 'key', says: 'no key was given', ...profile({ key: undefined }) },
  {
    what: 'a keystore that is not there',
    step: 'key',
    says: 'there is no file "borte.p12"',
    ...profile({ key: { file: 'borte.p12' } }),
  },
  {
    what: 'a wrong password',
    step: 'key',
    says: 'password',
    files: { 'consumer.password': 'feil\n' },
  },
  {
    what: 'no password',
    step: 'key',
    says: '--key-password-file',
    ...profile({ key: { file: 'consumer.p12' } }),
  },
  { what: 'two keys that may be meant', step: 'key', says: '--key-alias', ...key('keytool-two-valid.p12') },
  { what: 'an EC key', step: 'key', says: 'Maskinporten takes RSA', ...key('ec.p12') },
  { what: 'a keystore that was cut off', step: 'key', says: 'cut.p12', ...key('cut.p12') },
  { what: 'an expired certificate', step: 'certificate', says: 'expired 2021-01-01', ...key('expired.p12') },
  { what: 'a certificate of later', step: 'certificate', says: 'is not valid before', ...key('future.p12') },
  { what: 'a certificate for encryption', step: 'certificate', says: 'digitalSignature', ...key('enc.p12') },
  { what: 'a key without a certificate', step: 'certificate', says: '--kid', ...key('key-only.pem') },
  {
    what: 'a port where nobody listens',
    step: 'network',
    says: 'does a firewall stand in the way',
    serve: deserted,
  },
  {
    what: 'TLS by an unknown authority',
    step: 'network',
    says: 'NODE_EXTRA_CA_CERTS',
    serve: () => httpsServer('loopback.crt', answering(200)),
  },
  {
    what: 'TLS that signed itself',
    step: 'network',
    says: 'met a self-signed server certificate',
    serve: () => httpsServer('self-signed.crt', answering(200)),
  },
  {
    what: 'a proxy that turns HTTP away',
    step: 'network',
    says: 'it wants a name and a password',
    world: async () => ({ env: { http_proxy: (await proxyServer(407)).origin } }),
  },
  {
    what: 'a proxy that turns tunnels away',
    step: 'network',
    says: 'http://name:password@host:port',
    serve: () => httpsServer('loopback.crt', answering(200)),
    world: async () => ({ env: { HTTPS_PROXY: (await proxyServer(407)).origin } }),
  },
  {
    what: 'a server that is down',
    step: 'network',
    says: 'answered 503',
    serve: () => httpServer(answering(503)),
  },
  { what: 'a clock that is behind', step: 'clock', says: 'behind', sandbox: { ahead: 45 } },
  { what: 'a clock that is ahead', step: 'clock', says: 'ahead of', sandbox: { ahead: -45 } },
  {
    what: "another issuer's metadata",
    step: 'metadata',
    says: 'speaks for another issuer',
    ...issuer(() => good('https://test.maskinporten.no')),
  },
  {
    what: 'a token endpoint elsewhere',
    step: 'metadata',
    says: 'of another origin',
    breaks: ({ environment }) => void delete environment.tokenEndpoint,
    ...issuer((origin) => ({ ...good(origin), token_endpoint: 'https://elsewhere.example.no/token' })),
  },
  {
    what: 'a page where the metadata should be',
    step: 'metadata',
    says: 'issuer and token_endpoint',
    ...issuer(() => ({ welcome: 'to the machine' })),
  },
  {
    what: "a consumer that is the certificate's own organisation",
    step: 'grant',
    says: 'consumer_org.other',
    ...profile({ consumerOrg: '310904473' }),
  },
  {
    what: "a system user's organisation without its prefix",
    step: 'grant',
    says: 'claims.authorization_details[0].systemuser_org.ID is "310904473"',
    ...details({ ...SYSTEM_USER, systemuser_org: { authority: 'iso6523-actorid-upis', ID: '310904473' } }),
  },
  {
    what: 'a misspelt type of authorization details',
    step: 'grant',
    says: 'known are urn:altinn:systemuser and urn:altinn:consent',
    ...details({ ...SYSTEM_USER, type: 'urn:altinn:systemusers' }),
  },
  {
    what: "two customers' system users at once",
    step: 'grant',
    says: 'there are 2 system users in it',
    ...details(SYSTEM_USER, SYSTEM_USER),
  },
  { what: 'an unknown client', step: 'token', says: 'MP-100', ...profile({ clientId: 'ukjent' }) },
  {
    what: "another organisation's certificate",
    step: 'token',
    says: 'MP-122',
    ...profile({ clientId: CLIENT_IDS.supplier }),
  },
  {
    what: 'a kid that is not registered',
    step: 'token',
    says: 'kid',
    ...profile({ clientId: CLIENT_IDS.key, key: { file: 'other.pem', kid: 'uregistrert' } }),
    files: { 'other.pem': readFileSync(new URL('../../support/signing-key.pem', import.meta.url)) },
  },
  {
    what: 'a client that was switched off',
    step: 'token',
    says: 'MP-100',
    sandbox: {
      change: ({ clients }) => void clients.map((client) => Object.assign(client, { active: false })),
    },
  },
  {
    what: 'a token endpoint that fails',
    step: 'token',
    says: 'answered 500',
    ...issuer(good, answering(500)),
  },
  { what: 'a scope that the client has not', ...scope(TEST_SCOPES.unregistered), says: 'MP-200' },
  { what: 'a scope of other integrations', ...scope(TEST_SCOPES.otherIntegration), says: 'MP-201' },
  { what: 'a scope without access', ...scope(TEST_SCOPES.noAccess), says: 'MP-250' },
  {
    what: 'a scope that is not delegated',
    step: 'scope',
    says: 'MP-251',
    breaks: ({ profile }) =>
      void Object.assign(profile, {
        clientId: CLIENT_IDS.supplier,
        scopes: [TEST_SCOPES.undelegated],
        consumerOrg: '310904473',
        key: { file: 'supplier.p12', password: { file: 'supplier.password' } },
      }),
    files: {
      'supplier.p12': readFileSync(sandboxFile('supplier.p12')),
      'supplier.password': readFileSync(sandboxFile('supplier.password')),
    },
  },
  {
    what: 'a token with less than was asked for',
    step: 'scope',
    says: 'without brreg:losore/utlegg',
    ...issuer(
      good,
      answering(200, { access_token: 'a.b.c', token_type: 'Bearer', expires_in: 119, scope: 'a:b' }),
    ),
  },
  {
    what: 'an Altinn that refuses',
    step: 'altinn',
    says: 'refused (403',
    ...profile({ altinn: true }),
  },
  {
    what: 'an API that takes no such token',
    step: 'api',
    says: 'is it of the API',
    target: () => httpServer(answering(401)),
  },
  {
    what: 'an API that wants another scope',
    step: 'api',
    says: 'the token was asked for with brreg:losore/utlegg',
    target: () => httpServer(answering(403)),
  },
]

/** An Altinn that says no to everybody. */
export const refusingAltinn = () => httpServer(answering(403, { error: 'forbidden' }))

/** `docs/doctor.md`: what has been broken, and what is named. */
export function brokenPage(): string {
  return [
    '# What `mp doctor` finds',
    '',
    'Set-ups with one thing wrong with them, each of which is tried in `test/cli/doctor.test.ts` over real HTTP: that step fails and no other, and what is said of it holds these words.',
    'This page is written by that test.',
    '',
    '| What is wrong | Step | Says |',
    '|---|---|---|',
    ...BROKEN.map(({ what, step, says }) => `| ${what} | \`${step}\` | ${says} |`),
    '',
  ].join('\n')
}
