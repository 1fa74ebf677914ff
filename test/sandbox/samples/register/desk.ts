import { createPrivateKey, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { HttpRequest, HttpResponse } from '../../../../src/protocol/http.js'
import { CLIENT_IDS } from '../../../../src/sandbox/registry.js'
import { createSandbox } from '../../../../src/sandbox/routes.js'
import { type OpenState, openState } from '../../../../src/sandbox/store.js'
import { ISSUER, JWT_BEARER, ORIGIN } from '../../support/bench.js'
import { nodeFiles, scratch } from '../../support/files.js'
import { signJws } from '../../support/grants.js'

/** 2026-11-21T12:00:00Z, when Oslo is an hour ahead. */
export const NOON = Date.UTC(2026, 10, 21, 12) / 1000

export type Json = Record<string, unknown>

/** A sandbox whose clock a test may set, and a client of it. */
export interface Desk {
  state: OpenState
  clock: { now: number }
  /** A token that the sandbox's own /token sold. */
  buy(scope: string): Promise<string>
  get(path: string, token?: string): Promise<HttpResponse>
  post(path: string, body: unknown, token?: string): Promise<HttpResponse>
  send(request: Partial<HttpRequest> & { path: string }): Promise<HttpResponse>
  remove(): void
}

export async function openDesk(): Promise<Desk> {
  const { dir, remove } = scratch()
  const clock = { now: NOON }
  const now = () => clock.now
  const state = await openState(nodeFiles, dir, { now, newId: randomUUID })
  const handle = createSandbox({ state, origin: ORIGIN, now, newId: randomUUID })
  const send: Desk['send'] = ({ path, ...request }) =>
    handle({ method: 'GET', headers: {}, ...request, url: ORIGIN + path })
  return {
    state,
    clock,
    remove,
    send,
    get: (path, token) => send({ path, headers: bearer(token) }),
    post: (path, body, token) =>
      send({
        path,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...bearer(token) },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    buy: async (scope) => {
      const assertion = grant(state, clock.now, scope)
      const body = new URLSearchParams({ grant_type: JWT_BEARER, assertion }).toString()
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      return json(await send({ path: '/token', method: 'POST', headers, body })).access_token as string
    },
  }
}

/** The answer's body. */
export function json(response: HttpResponse): Json {
  return JSON.parse(response.body)
}

function bearer(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` }
}

function grant(state: OpenState, now: number, scope: string): string {
  const registered = state.paths.clients[CLIENT_IDS.key]
  if (!registered || !('jwk' in registered)) throw new Error('expected a JWK')
  const key = createPrivateKey({ key: JSON.parse(readFileSync(registered.jwk, 'utf8')), format: 'jwk' })
  const claims = { aud: ISSUER, iss: CLIENT_IDS.key, scope, iat: now, exp: now + 60, jti: randomUUID() }
  return signJws({ alg: 'RS256', kid: registered.kid }, claims, key)
}

/** The claims of a good token with some changed, signed by the sandbox's own key or another. */
export function forge(
  { state }: Desk,
  token: string,
  change: Json,
  key = createPrivateKey({ key: state.issuer_keys[0] as never, format: 'jwk' }),
): string {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] as string, 'base64url').toString())
  return signJws({ alg: 'RS256', kid: state.issuer_keys[0]?.kid }, { ...claims, ...change }, key)
}
