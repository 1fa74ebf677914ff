import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { HttpResponse } from '../../../../src/protocol/http.js'
import { makeRegistry } from '../../../../src/sandbox/registry.js'
import { createSandbox } from '../../../../src/sandbox/routes.js'
import type { OpenState } from '../../../../src/sandbox/store.js'
import { openApiBench, requestFor } from '../../support/api-bench.js'
import { ISSUER, JWT_BEARER, NOW, ORIGIN } from '../../support/bench.js'
import { signJws } from '../../support/grants.js'

export type Json = Record<string, unknown>

/** Who asks, and how. By default 310904473 with the scopes of an administrator. */
export interface Ask {
  orgnr?: string
  scope?: string
  clientId?: string
  /** No token at all. */
  anonymous?: boolean
  headers?: Record<string, string>
}

export const ADMIN = 'idporten:dcr.read idporten:dcr.write idporten:scopes.write'

const bench = openApiBench()

/** A good token, but of Altinn's. */
export const altinnToken = (scope: string) => bench.altinnToken(scope)

/** Three keys of a client’s, made once for a test file. */
export const KEYS: readonly KeyObject[] = [1, 2, 3].map(
  () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
)

/** The public half of one of the keys, as the API wants it. */
export function jwk(kid: string, more: Json = {}, key = 0): Json {
  const { kty, n, e } = (KEYS[key] as KeyObject).export({ format: 'jwk' })
  return { kid, kty, use: 'sig', alg: 'RS256', n, e, ...more }
}

/** The least that makes a client of Maskinporten's. */
export const CLIENT = {
  client_name: 'demo',
  description: 'a demonstration',
  integration_type: 'maskinporten',
  application_type: 'web',
  token_endpoint_auth_method: 'private_key_jwt',
  grant_types: [JWT_BEARER],
  scopes: ['brreg:losore/tlg'],
}

/** A sandbox of its own with a clock and a disk that a test may trouble. */
export interface Desk {
  state: OpenState
  clock: { now: number }
  disk: { saves: number; reloads: number; full: boolean }
  ask(method: string, path: string, body?: unknown, ask?: Ask): Promise<HttpResponse>
  /** The same, for an answer that must have this status: its body. */
  get<T = Json>(status: number, method: string, path: string, body?: unknown, ask?: Ask): Promise<T>
  /** A client that has been made, with the keys that it is given. */
  client(more?: Json, keys?: Json[]): Promise<string>
  /** Asks `/token` with a grant of the client's, and gives its status and whatever it says. */
  grant(
    clientId: string,
    kid: string,
    more?: { scope?: string; key?: number; claims?: Json },
  ): Promise<string>
}

let count = 0

export function openDesk(): Desk {
  const clock = { now: NOW }
  const disk = { saves: 0, reloads: 0, full: false }
  const state: OpenState = {
    ...bench.court.state,
    ...makeRegistry(NOW),
    paths: { state: '', ca: { certificate: '', key: '' }, trusted: '', clients: {} },
  }
  const handle = createSandbox({
    state,
    origin: ORIGIN,
    now: () => clock.now,
    newId: () => `5a4db0c5-aaaa-4000-8000-${String(++count).padStart(12, '0')}`,
    save: () => {
      if (disk.full) throw new Error('no space left')
      disk.saves++
    },
    reload: () => void disk.reloads++,
  })
  const ask: Desk['ask'] = (method, path, body, who = {}) => {
    const token = who.anonymous ? undefined : tokenOf(who, clock.now)
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    const headers = { ...(body !== undefined && { 'content-type': 'application/json' }), ...who.headers }
    return handle(requestFor(`/api/v1${path}`, token, { method, headers, ...sent }))
  }
  const get: Desk['get'] = async (status, ...rest) => {
    const response = await ask(...rest)
    if (response.status !== status) throw new Error(`${response.status}: ${response.body}`)
    return JSON.parse(response.body)
  }
  return {
    state,
    clock,
    disk,
    ask,
    get,
    client: async (more, keys) => {
      const { client_id } = await get(201, 'POST', '/clients', { ...CLIENT, ...more })
      if (keys) await get(201, 'POST', `/clients/${client_id}/jwks`, { keys })
      return `${client_id}`
    },
    grant: async (iss, kid, { scope = 'brreg:losore/tlg', key = 0, claims } = {}) => {
      const now = clock.now
      const all = { aud: ISSUER, iss, scope, iat: now, exp: now + 60, jti: `jti-${++count}`, ...claims }
      const assertion = signJws({ alg: 'RS256', kid }, all, KEYS[key] as KeyObject)
      const response = await handle({
        method: 'POST',
        url: `${ORIGIN}/token`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ grant_type: JWT_BEARER, assertion }).toString(),
      })
      return `${response.status} ${response.headers['mp-sandbox-rule'] ?? 'token'}`
    },
  }
}

/** A token of Maskinporten's that is sold in this second. */
export function tokenOf(
  { orgnr = '310904473', scope = ADMIN, clientId = 'the-admin' }: Ask,
  now: number,
): string {
  const consumer = { authority: 'iso6523-actorid-upis', ID: `0192:${orgnr}` }
  return bench.token({ claims: { consumer, scope, client_id: clientId, iat: now, exp: now + 120 } })
}

/** The fields and words of a refusal. */
export function faultsOf({ body }: HttpResponse): { field: unknown; words: string }[] {
  return JSON.parse(body).errors.map((it: Json) => ({ field: it.fieldIdentifier, words: it.errorMessage }))
}
