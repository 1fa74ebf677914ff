import { createPrivateKey, type KeyObject, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import forge from 'node-forge'
import type { HttpRequest, HttpResponse } from '../../../src/protocol/http.js'
import { makeCertificate, makeKeyPair, type Name } from '../../../src/sandbox/make-certificate.js'
import { CLIENT_IDS } from '../../../src/sandbox/registry.js'
import { createSandbox, type SandboxOptions } from '../../../src/sandbox/routes.js'
import type { SandboxState } from '../../../src/sandbox/state.js'
import { type OpenState, openState } from '../../../src/sandbox/store.js'
import { nodeFiles, scratch } from './files.js'
import { signJws, toX5c } from './grants.js'
import { openKeystore } from './keystores.js'

export const NOW = 1_700_000_000
export const ORIGIN = 'http://127.0.0.1:8473'
export const ISSUER = `${ORIGIN}/`
export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
export const SCOPE = 'brreg:losore/utlegg'

type Json = Record<string, unknown>

/** How a grant differs from a good one. A member that is undefined is left out of the JWT. */
export interface Wish {
  as?: 'certificate' | 'key' | 'supplier'
  header?: Json
  claims?: Json
  /** Signs instead of the client's own key. */
  signer?: KeyObject
  /** The last word on the assertion. */
  assertion?: (good: string) => string
  /** The last word on the request. */
  request?: (good: HttpRequest) => Partial<HttpRequest>
}

/** Certificates that something is the matter with, each for the bench's own key unless its name says otherwise. */
export interface Chains {
  own: string[]
  /** Valid in this one second. */
  oneSecond: string[]
  expired: string[]
  notYet: string[]
  otherOrganisation: string[]
  foreign: string[]
  forged: string[]
  byLeaf: string[]
  byPlainLeaf: string[]
  misnamed: string[]
  production: string[]
  encryption: string[]
  sealing: string[]
  /** That says nothing of its use. */
  plain: string[]
  buypassTest: string[]
  expiredIssuer: string[]
  seid1: string[]
  byOrganisationName: string[]
  seid1OfAnother: string[]
}

/** One state, and everything that a client of it could hold: made once for a test file. */
export interface Bench {
  state: OpenState
  keys: { certificate: KeyObject; key: KeyObject; supplier: KeyObject; own: KeyObject; foreign: KeyObject }
  /** The chains in the clients' keystores, leaf first. */
  stores: { certificate: string[]; supplier: string[] }
  kid: string
  chains: Chains
  /** PEM of a CA that calls itself Buypass, and of one whose certificate is over. */
  productionCa: string
  buypassTestCa: string
  expiredCa: string
  /** A request for a token, good but for the wish. Each has a jti of its own. */
  ask(wish?: Wish): HttpRequest
  remove(): void
}

export async function openBench(): Promise<Bench> {
  const { dir, remove } = scratch()
  const state = await openState(nodeFiles, dir, { now: () => NOW, newId: randomUUID })
  const certificate = clientStore(state, CLIENT_IDS.certificate)
  const supplier = clientStore(state, CLIENT_IDS.supplier)
  const registered = state.paths.clients[CLIENT_IDS.key]
  if (!registered || !('jwk' in registered)) throw new Error('expected a JWK')
  const made = await makeChains(state)
  const keys = {
    certificate: certificate.key,
    key: createPrivateKey({ key: JSON.parse(readFileSync(registered.jwk, 'utf8')), format: 'jwk' }),
    supplier: supplier.key,
    own: createPrivateKey(made.ownKey),
    foreign: createPrivateKey(made.foreignKey),
  }
  const stores = { certificate: certificate.chain, supplier: supplier.chain }
  const bench = { state, keys, stores, kid: registered.kid, ...made, remove }
  let count = 0
  return { ...bench, ask: (wish = {}) => ask(bench, wish, `jti-${++count}`) }
}

function ask(bench: Omit<Bench, 'ask'>, wish: Wish, jti: string): HttpRequest {
  const as = wish.as ?? 'certificate'
  const credential = as === 'key' ? { kid: bench.kid } : { x5c: bench.stores[as].map(toX5c) }
  const claims = {
    aud: ISSUER,
    iss: CLIENT_IDS[as],
    scope: SCOPE,
    iat: NOW,
    exp: NOW + 60,
    jti,
    ...wish.claims,
  }
  const header = { alg: 'RS256', ...credential, ...wish.header }
  const good = signJws(header, claims, wish.signer ?? bench.keys[as])
  const body = new URLSearchParams({ grant_type: JWT_BEARER, assertion: wish.assertion?.(good) ?? good })
  const request: HttpRequest = {
    method: 'POST',
    url: `${ORIGIN}/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: body.toString(),
  }
  return { ...request, ...wish.request?.(request) }
}

/** A sandbox over a copy of the bench's state, so that a test may change it. */
export function sandboxOf(
  bench: Bench,
  change: (state: SandboxState) => void = () => {},
  options: Partial<SandboxOptions> = {},
): (request: HttpRequest) => Promise<HttpResponse> {
  const state = structuredClone(bench.state)
  change(state)
  return createSandbox({ state, origin: ORIGIN, now: () => NOW, newId: randomUUID, ...options })
}

function clientStore(state: OpenState, id: string): { key: KeyObject; chain: string[] } {
  const files = state.paths.clients[id]
  if (!files || !('keystore' in files)) throw new Error('expected a keystore')
  return openKeystore(files.keystore, readFileSync(files.password_file, 'utf8'))
}

async function makeChains(state: OpenState): Promise<{
  chains: Chains
  ownKey: string
  foreignKey: string
  productionCa: string
  buypassTestCa: string
  expiredCa: string
}> {
  const [own, foreign] = await Promise.all([makeKeyPair(), makeKeyPair()])
  const issuing = { certificate: state.ca.issuing, key: readFileSync(state.paths.ca.key, 'utf8') }
  const lives = { notBefore: NOW - 1000, notAfter: NOW + 1000 }
  const named: Name = { organisation: 'SANDKASSE AS', commonName: 'SANDKASSE AS' }
  const subject: Name = { ...named, organisationIdentifier: 'NTRNO-310904473' }
  const common = { ...lives, subject, publicKey: own.publicKey, signer: issuing, ca: false }
  const ca = async (commonName: string, notAfter = lives.notAfter) => ({
    key: foreign.privateKey,
    certificate: await makeCertificate({
      ...lives,
      notAfter,
      subject: { organisation: 'Et annet sted', commonName },
      publicKey: foreign.publicKey,
      signer: { key: foreign.privateKey },
      ca: true,
    }),
  })
  const foreignCa = await ca('Foreign TEST CA')
  const pretender = { certificate: issuing.certificate, key: foreign.privateKey }
  const productionCa = await ca('Buypass Class 3 CA G2 ST Business')
  const buypassTestCa = await ca('Buypass Class 3 Test4 CA G2 ST Business')
  const expiredCa = await ca('Yesterday TEST CA', NOW - 1)
  const make = (change: Partial<Parameters<typeof makeCertificate>[0]> = {}) =>
    makeCertificate({ ...common, ...change })
  const leaf = await make()
  const plainLeaf = withExtensions(leaf, issuing.key, [])
  const forUse = (use: string) =>
    withExtensions(leaf, issuing.key, [{ name: 'keyUsage', critical: true, [use]: true }])
  const under = (first: string) => [first, state.ca.issuing, state.ca.root]
  const byName = { ...named, organisation: 'SANDKASSE AS - 310904473' }
  return {
    ownKey: own.privateKey,
    foreignKey: foreign.privateKey,
    productionCa: productionCa.certificate,
    buypassTestCa: buypassTestCa.certificate,
    expiredCa: expiredCa.certificate,
    chains: {
      own: under(leaf),
      oneSecond: under(await make({ notBefore: NOW, notAfter: NOW })),
      expired: under(await make({ notAfter: NOW - 1 })),
      notYet: under(await make({ notBefore: NOW + 1 })),
      otherOrganisation: under(
        await make({ subject: { ...named, organisationIdentifier: 'NTRNO-313725138' } }),
      ),
      foreign: [await make({ signer: foreignCa }), foreignCa.certificate],
      forged: under(await make({ signer: pretender })),
      byLeaf: [
        await make({ publicKey: foreign.publicKey, signer: { certificate: leaf, key: own.privateKey } }),
        ...under(leaf),
      ],
      byPlainLeaf: [
        await make({ publicKey: foreign.publicKey, signer: { certificate: plainLeaf, key: own.privateKey } }),
        ...under(plainLeaf),
      ],
      misnamed: under(await make({ signer: { certificate: foreignCa.certificate, key: issuing.key } })),
      expiredIssuer: [await make({ signer: expiredCa })],
      seid1: under(await make({ subject: { ...named, serialNumber: '310904473' } })),
      byOrganisationName: under(await make({ subject: byName })),
      seid1OfAnother: under(
        await make({
          subject: { ...subject, organisationIdentifier: 'NTRNO-313725138', serialNumber: '310904473' },
        }),
      ),
      buypassTest: [await make({ signer: buypassTestCa }), buypassTestCa.certificate],
      encryption: under(forUse('keyEncipherment')),
      sealing: under(forUse('nonRepudiation')),
      plain: under(plainLeaf),
      production: [await make({ signer: productionCa }), productionCa.certificate],
    },
  }
}

/** The same certificate, signed by the same CA, with other things said of what it may be used for, or with nothing. */
export function withExtensions(pem: string, caKey: string, extensions: object[]): string {
  const certificate = forge.pki.certificateFromPem(pem)
  certificate.setExtensions(extensions)
  certificate.sign(forge.pki.privateKeyFromPem(caKey), forge.md.sha256.create())
  return forge.pki.certificateToPem(certificate)
}
