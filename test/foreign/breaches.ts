import { CLIENT_IDS, CONSENT_ID, CONSUMER, TEST_SCOPES } from '../../src/sandbox/registry.js'
import type { SandboxState } from '../../src/sandbox/state.js'
import { type Bench, JWT_BEARER, NOW, SCOPE } from '../sandbox/support/bench.js'
import { toX5c } from '../sandbox/support/grants.js'
import type { Wish } from './makers/maker.js'

/** A rule, and how a grant breaks it. */
export interface Breach {
  rule: string
  as?: 'certificate' | 'key' | 'supplier'
  alg?: string
  header?: (bench: Bench) => Record<string, unknown>
  claims?: Record<string, unknown>
  /** Signs instead of the client's own key. */
  signer?: 'own' | 'foreign' | 'certificate'
  /** What is done to the grant after its maker. */
  change?: (grant: string) => string
  /** What is done to the request that carries the grant. */
  request?: (form: URLSearchParams) => RequestInit
  /** Sent a second time: the answer to that one counts. */
  twice?: true
  /** Nobody can see it in the grant: lint says that instead. */
  unseen?: true
}

/** A client that was deactivated, and a registered key that is over. */
export const INACTIVE = '5a4db0c5-0009-4000-8000-310904473009'
export const OLD_KID = 'mp-2020-01'

/** What the breaches need to find at the server. */
export function prepareState(state: SandboxState): void {
  const [byCertificate, byKey] = [CLIENT_IDS.certificate, CLIENT_IDS.key].map((id) =>
    state.clients.find(({ client_id }) => client_id === id),
  )
  const [key] = byKey?.keys ?? []
  if (!byCertificate || !byKey || !key) throw new Error('expected the sandbox’s clients')
  state.clients.push({ ...structuredClone(byCertificate), client_id: INACTIVE, active: false })
  byKey.keys.push({ ...key, kid: OLD_KID, exp: NOW - 1 })
}

const CUSTOMER = { authority: 'iso6523-actorid-upis', ID: `0192:${CONSUMER}` }
const SYSTEM_USER = { type: 'urn:altinn:systemuser', systemuser_org: CUSTOMER }
const CONSENT = {
  type: 'urn:altinn:consent',
  id: CONSENT_ID,
  from: 'urn:altinn:person:identifier-no:21818297804',
}

const chain = (pick: (bench: Bench) => string[]) => (bench: Bench) => ({ x5c: pick(bench).map(toX5c) })
const details = (rule: string, ...list: unknown[]): Breach => ({
  rule,
  claims: { authorization_details: list },
})

/** A good grant in a request that is not as it should be. */
const carried = (rule: string, request: Breach['request'] & {}): Breach => ({ rule, request, unseen: true })
/** The same with a form of other parameters. */
const inForm = (rule: string, change: (form: URLSearchParams) => void): Breach =>
  carried(rule, (form) => {
    change(form)
    return { body: form }
  })

/** Each rule, broken at least once. */
export const BREACHES: readonly Breach[] = [
  carried('form.method', (form) => ({ method: 'PUT', body: form })),
  carried('form.method', () => ({ method: 'GET', body: null })),
  carried('form.content-type', (form) => ({
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(form)),
  })),
  carried('form.content-type', (form) => ({ body: `${form}` })),
  inForm('form.once', (form) => form.append('assertion', form.get('assertion') ?? '')),
  inForm('form.once', (form) => form.append('grant_type', JWT_BEARER)),
  inForm('form.grant-type.present', (form) => form.delete('grant_type')),
  inForm('form.grant-type', (form) => form.set('grant_type', 'client_credentials')),
  inForm('form.grant-type', (form) => form.set('grant_type', encodeURIComponent(JWT_BEARER))),
  inForm('form.assertion', (form) => form.delete('assertion')),
  inForm('form.assertion', (form) => {
    form.set('client_assertion', form.get('assertion') ?? '')
    form.delete('assertion')
  }),
  { rule: 'jwt.shape', change: (grant) => `${grant}==` },
  { rule: 'header.alg', alg: 'PS256' },
  { rule: 'header.crit', header: () => ({ crit: ['exp'] }) },
  { rule: 'header.one-credential', header: () => ({ kid: 'any' }) },
  { rule: 'header.x5c', header: ({ stores }) => ({ x5c: stores.certificate.map(toX5c)[0] }) },
  { rule: 'client.known', claims: { iss: '5a4db0c5-ffff-4000-8000-310904473001' }, unseen: true },
  { rule: 'client.active', claims: { iss: INACTIVE }, unseen: true },
  {
    rule: 'credential.registered',
    as: 'key',
    header: ({ stores }) => ({ kid: undefined, x5c: stores.certificate.map(toX5c) }),
    signer: 'certificate',
    unseen: true,
  },
  { rule: 'kid.known', as: 'key', header: () => ({ kid: 'mp-1999-01' }), unseen: true },
  { rule: 'kid.current', as: 'key', header: () => ({ kid: OLD_KID }), unseen: true },
  { rule: 'certificate.current', header: chain(({ chains }) => chains.expired), signer: 'own' },
  { rule: 'certificate.order', header: chain(({ stores }) => stores.certificate.toReversed()) },
  { rule: 'certificate.trusted', header: chain(({ chains }) => chains.foreign), signer: 'own', unseen: true },
  { rule: 'certificate.environment', header: chain(({ chains }) => chains.production), signer: 'own' },
  {
    rule: 'certificate.organisation',
    header: chain(({ chains }) => chains.otherOrganisation),
    signer: 'own',
    unseen: true,
  },
  { rule: 'signature', signer: 'foreign' },
  { rule: 'signature', as: 'key', signer: 'foreign' },
  { rule: 'claims.documented', claims: { nbf: NOW } },
  { rule: 'claims.null', claims: { pid: null } },
  { rule: 'claims.aud', claims: { aud: 'https://test.maskinporten.no/' } },
  { rule: 'claims.iat', claims: { iat: NOW + 0.5 } },
  { rule: 'claims.iat.ahead', claims: { iat: NOW + 11 } },
  { rule: 'claims.iat.behind', claims: { iat: NOW - 11 } },
  { rule: 'claims.exp', claims: { exp: NOW + 59.5 } },
  { rule: 'claims.exp.passed', claims: { iat: NOW - 9, exp: NOW } },
  { rule: 'claims.exp.lifetime', claims: { exp: NOW + 121 } },
  { rule: 'claims.exp.after-iat', claims: { iat: NOW + 5, exp: NOW + 5 } },
  { rule: 'claims.jti', claims: { jti: '' } },
  { rule: 'claims.resource', claims: { resource: 'https://api.example.no' } },
  { rule: 'consumer_org.number', as: 'supplier', claims: { consumer_org: `0192:${CONSUMER}` } },
  { rule: 'consumer_org.other', claims: { consumer_org: CONSUMER } },
  {
    rule: 'consumer_org.alone',
    as: 'supplier',
    claims: { consumer_org: CONSUMER, iss_onbehalfof: 'sandkassekunde' },
  },
  { rule: 'iss_onbehalfof.registered', as: 'supplier', claims: { iss_onbehalfof: 'ukjent' }, unseen: true },
  { rule: 'pid.number', claims: { pid: '12345678910' } },
  details('details.list'),
  { rule: 'grant.unused', twice: true, unseen: true },
  { rule: 'scope.present', claims: { scope: [SCOPE] } },
  { rule: 'scope.registered', claims: { scope: `${SCOPE},${TEST_SCOPES.open}` } },
  { rule: 'scope.integration-type', claims: { scope: TEST_SCOPES.otherIntegration }, unseen: true },
  { rule: 'scope.access', claims: { scope: TEST_SCOPES.noAccess }, unseen: true },
  {
    rule: 'scope.delegated',
    as: 'supplier',
    claims: { scope: TEST_SCOPES.undelegated, consumer_org: CONSUMER },
    unseen: true,
  },
  details('details.type', { ...SYSTEM_USER, type: 'urn:altinn:other' }),
  details('details.fields', { ...SYSTEM_USER, systemuser_id: [] }),
  details('details.values', { ...SYSTEM_USER, systemuser_org: { ...CUSTOMER, ID: CONSUMER } }),
  details('details.one-customer', SYSTEM_USER, SYSTEM_USER),
  { ...details('details.system-user', { ...SYSTEM_USER, externalRef: 'ingen' }), unseen: true },
  { ...details('details.consent', { ...CONSENT, id: CONSENT_ID.replace(/.$/, '9') }), unseen: true },
]

let count = 0

/** The wish for a grant that is good but for the breach. */
export function wishFor(bench: Bench, aud: string, breach: Omit<Breach, 'rule'> = {}): Wish {
  const as = breach.as ?? 'certificate'
  const credential = as === 'key' ? { kid: bench.kid } : { x5c: bench.stores[as].map(toX5c) }
  const key = bench.keys[breach.signer ?? as]
  const jti = `5a4db0c5-aaaa-4000-8000-${String(++count).padStart(12, '0')}`
  const header = { ...credential, ...breach.header?.(bench) }
  return {
    alg: breach.alg ?? 'RS256',
    key: key.export({ format: 'pem', type: 'pkcs8' }).toString(),
    header: Object.fromEntries(Object.entries(header).filter(([, value]) => value !== undefined)),
    claims: { aud, iss: CLIENT_IDS[as], scope: SCOPE, iat: NOW, exp: NOW + 60, jti, ...breach.claims },
  }
}
