import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto'
import { Secret } from '../secret.js'
import { type Certified, type KeyPair, makeCertificate, makeKeyPair, type Name } from './make-certificate.js'
import { CLIENT_IDS, CONSUMER, makeRegistry, SUPPLIER } from './registry.js'
import type { IssuerKey, Jwk, SandboxState } from './state.js'

/** Where a client's key lies. Names of files, in a fresh state; paths, in one that has been opened. */
export type ClientFiles = { keystore: string; password_file: string } | { jwk: string; kid: string }

/** A fresh state, and the files that belong to it, by name. */
export interface FreshState {
  state: SandboxState
  files: Record<string, Uint8Array | string>
  clients: Record<string, ClientFiles>
}

export interface MakeStateDeps {
  now(): number
  newId(): string
}

/** The names of the CA's own files. */
export const CA_FILES = { certificate: 'ca.pem', key: 'ca.key.pem' }

/** Everything is valid from a while before it was made, for clocks that are set back a little. */
const HEAD_START = 60 * 60
const DAY = 24 * 60 * 60
/** A registered key lives for a year (Digdir: self-service API), a virksomhetssertifikat for three (SEID 2). */
export const KEY_LIFE = 365 * DAY
const CERTIFICATE_LIFE = 3 * 365 * DAY

/** The name under which a keystore's one entry is found. */
export const KEYSTORE_ALIAS = 'auth'
/** The least that RFC 8018 section 4.2 names. The password is random: more would only cost the owner time. */
const KEYSTORE_ROUNDS = 1000

/** Makes a CA, the issuer's signing key and three clients with their keys. Every call makes others; only the clients' ids stay. */
export async function makeState({ now, newId }: MakeStateDeps): Promise<FreshState> {
  const madeAt = now()
  const pairs = await Promise.all(Array.from({ length: 6 }, () => makeKeyPair()))
  const [root, issuing, issuer, consumer, supplier, registered] = pairs as Six<KeyPair>
  const ca = await makeCa(root, issuing, madeAt)
  const kid = `mp-sandbox-${newId()}`
  const registry = newRegistry({ ...privateJwk(registered), kid }, madeAt)
  const consumerStore = await makeClientStore(
    'consumer',
    consumer,
    subjectOf(CONSUMER, 'SANDKASSE AS'),
    ca,
    madeAt,
  )
  const supplierStore = await makeClientStore(
    'supplier',
    supplier,
    subjectOf(SUPPLIER, 'SANDKASSELEVERANDØR AS'),
    ca,
    madeAt,
  )
  return {
    state: {
      valid_from: madeAt - HEAD_START,
      expires_at: madeAt + KEY_LIFE,
      issuer_keys: [{ ...privateJwk(issuer), kid: `mp-sandbox-issuer-${newId()}` } as IssuerKey],
      ca: { root: ca.root.certificate, issuing: ca.issuing.certificate },
      ...registry,
    },
    files: {
      'root.pem': ca.root.certificate,
      'root.key.pem': ca.root.key,
      [CA_FILES.certificate]: ca.issuing.certificate,
      [CA_FILES.key]: ca.issuing.key,
      'consumer.jwk.json': privateJwkFile(registered, kid),
      ...consumerStore.files,
      ...supplierStore.files,
    },
    clients: {
      [CLIENT_IDS.certificate]: consumerStore.client,
      [CLIENT_IDS.key]: { jwk: 'consumer.jwk.json', kid },
      [CLIENT_IDS.supplier]: supplierStore.client,
    },
  }
}

/** What is registered in a new sandbox, the public half of this key among it: its file is the consumer's own. */
export function newRegistry(
  { kid, kty, n, e }: Jwk & { kid: string },
  madeAt: number,
): ReturnType<typeof makeRegistry> {
  const registry = makeRegistry(madeAt)
  const client = registry.clients.find(({ client_id }) => client_id === CLIENT_IDS.key)
  client?.keys.push({ kid, kty, use: 'sig', alg: 'RS256', n, e, exp: madeAt + KEY_LIFE })
  return registry
}

type Six<T> = [T, T, T, T, T, T]

interface Ca {
  root: Certified
  issuing: Certified
}

async function makeCa(rootPair: KeyPair, issuingPair: KeyPair, madeAt: number): Promise<Ca> {
  const lives = { notBefore: madeAt - HEAD_START, notAfter: madeAt + 2 * CERTIFICATE_LIFE, ca: true }
  const root = {
    key: rootPair.privateKey,
    certificate: await makeCertificate({
      ...lives,
      subject: { organisation: 'Maskinporten Sandbox', commonName: 'Maskinporten Sandbox TEST Root CA' },
      publicKey: rootPair.publicKey,
      signer: { key: rootPair.privateKey },
    }),
  }
  const issuing = await makeCertificate({
    ...lives,
    subject: { organisation: 'Maskinporten Sandbox', commonName: 'Maskinporten Sandbox TEST CA' },
    publicKey: issuingPair.publicKey,
    signer: root,
  })
  return { root, issuing: { key: issuingPair.privateKey, certificate: issuing } }
}

async function makeClientStore(
  file: string,
  pair: KeyPair,
  subject: Name,
  { root, issuing }: Ca,
  madeAt: number,
): Promise<{ client: ClientFiles; files: Record<string, Uint8Array | string> }> {
  const password = newPassword()
  const ca = { root: root.certificate, issuing }
  const store = await makeKeystore({ pair, subject, ca, madeAt, password })
  return {
    client: { keystore: `${file}.p12`, password_file: `${file}.password` },
    files: { [`${file}.p12`]: store, [`${file}.password`]: password },
  }
}

/** A password for a keystore of the sandbox's. */
export function newPassword(): string {
  return randomBytes(18).toString('base64url')
}

export interface KeystorePlan {
  pair: KeyPair
  subject: Name
  ca: { root: string; issuing: Certified }
  /** Seconds since 1970. */
  madeAt: number
  password: string
}

/** A keystore as a virksomhetssertifikat comes in: the key, and its certificate with those above it. */
export async function makeKeystore({
  pair,
  subject,
  ca,
  madeAt,
  password,
}: KeystorePlan): Promise<Uint8Array> {
  const leaf = await makeCertificate({
    subject,
    publicKey: pair.publicKey,
    signer: ca.issuing,
    ca: false,
    notBefore: madeAt - HEAD_START,
    notAfter: madeAt + CERTIFICATE_LIFE,
  })
  const entry = {
    privateKey: createPrivateKey(pair.privateKey),
    chain: [leaf, ca.issuing.certificate, ca.root].map((pem) => new X509Certificate(pem).raw),
    alias: KEYSTORE_ALIAS,
  }
  const { writePkcs12 } = await import('../keys/write/pkcs12.js')
  return writePkcs12(entry, { password: new Secret(password), rounds: KEYSTORE_ROUNDS })
}

/** What the subject of an organisation's certificate says (SEID 2). */
export function subjectOf(orgnr: string, organisation: string): Name {
  return { organisation, commonName: organisation, organisationIdentifier: `NTRNO-${orgnr}` }
}

/** The file of a private JWK. */
export function privateJwkFile(pair: KeyPair, kid: string): string {
  return `${JSON.stringify({ kid, use: 'sig', alg: 'RS256', ...privateJwk(pair) }, null, 2)}\n`
}

function privateJwk({ privateKey }: KeyPair): Jwk {
  return createPrivateKey(privateKey).export({ format: 'jwk' }) as unknown as Jwk
}
