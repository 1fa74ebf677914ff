import type { KeyObject, X509Certificate } from 'node:crypto'
import type { HttpRequest } from '../protocol/http.js'
import { readCertificate, readX5c } from './certificates.js'
import { isSignedBy, type Jws, publicKeyOf, readJws } from './jws.js'
import type { Limits } from './limits.js'
import type { Rule } from './rules/rule.js'
import type { SpentGrants } from './spent-grants.js'
import type { Client, RegisteredKey, SandboxState } from './state.js'

/** What the server knows before a request comes in. */
export interface Court {
  state: SandboxState
  issuer: string
  limits: Limits
  spent: SpentGrants
  /** Certificates, as PEM, that are trusted beside the sandbox's own CA. */
  trusted(): readonly string[]
  now(): number
  /** The client as it is to be seen, where that is not as it is registered. */
  sees?(client: Client, now: number): Client
  /** Looks on: told of each request that has been taken apart, before a rule is asked. It changes nothing. */
  witness?(request: HttpRequest, context: TakenApart, rules: readonly Rule[]): void
}

/**
 * A request for a token, taken apart as far as it goes. What could not be read is undefined; no rule has
 * been asked yet, and nothing here refuses.
 */
export interface TakenApart {
  state: SandboxState
  issuer: string
  limits: Limits
  spent: SpentGrants
  now: number
  method: string
  mediaType: string
  form: URLSearchParams
  jws: Jws | undefined
  client: Client | undefined
  /** The `x5c` header, when it can be read. */
  chain: X509Certificate[] | undefined
  anchors: X509Certificate[]
  /** The client's key of the header's `kid`. */
  registeredKey: RegisteredKey | undefined
  /** Whether the key that the header points to made the signature. */
  signed: boolean
}

/** Reads the request and looks up what it names. */
export async function takeApart(request: HttpRequest, court: Court): Promise<TakenApart> {
  const form = new URLSearchParams(request.body ?? '')
  const jws = readJws(form.get('assertion') ?? '')
  const now = court.now()
  const registered = court.state.clients.find(({ client_id }) => client_id === jws?.claims.iss)
  const client = registered && (court.sees?.(registered, now) ?? registered)
  const chain = readX5c(jws?.header.x5c)
  const registeredKey = client?.keys.find(({ kid }) => kid === jws?.header.kid)
  const key = registeredKey ? publicKeyOf(registeredKey) : keyOf(chain)
  return {
    state: court.state,
    issuer: court.issuer,
    limits: court.limits,
    spent: court.spent,
    now,
    method: request.method,
    mediaType: (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
    form,
    jws,
    client,
    chain,
    anchors: anchorsOf(court),
    registeredKey,
    signed: key !== undefined && (await isSignedBy(form.get('assertion') ?? '', key)),
  }
}

function keyOf(chain: X509Certificate[] | undefined): KeyObject | undefined {
  try {
    return chain?.[0]?.publicKey
  } catch {
    return undefined // a certificate for a kind of key that OpenSSL does not know
  }
}

function anchorsOf(court: Court): X509Certificate[] {
  const { root, issuing } = court.state.ca
  return [root, issuing, ...court.trusted()].map(readCertificate).filter((anchor) => anchor !== undefined)
}
