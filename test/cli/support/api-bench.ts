import { readFileSync } from 'node:fs'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { expect } from 'vitest'
import { mp, type Outcome, type World } from '../../support/host.js'
import { CLIENT_IDS, claimsOf, sandboxFile } from '../../support/sandbox-files.js'
import { httpServer } from '../../support/servers.js'

/** A request as an API got it, whole. */
export interface Heard {
  method: string
  url: string
  headers: IncomingHttpHeaders
  raw: string[]
  body: Buffer
}

export interface Api {
  origin: string
  heard: Heard[]
}

/** An API that answers as it likes, and what it got. */
export async function apiAnswering(answer: (heard: Heard, response: ServerResponse) => void): Promise<Api> {
  const heard: Heard[] = []
  const origin = await httpServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece)
    const { method = '', url = '', headers, rawHeaders: raw } = request
    const got = { method, url, headers, raw, body: Buffer.concat(pieces) }
    heard.push(got)
    answer(got, response)
  })
  return { origin, heard }
}

/** An API that answers every request with these bytes. */
export function apiSaying(
  body: string | Uint8Array,
  status = 200,
  headers: Record<string, string> = {},
): Promise<Api> {
  return apiAnswering((_, response) => response.writeHead(status, headers).end(body))
}

/** A Maskinporten that gives the tokens `token-1.geheim.x`, `token-2.geheim.x` … and then, where a last is named, refuses. */
export async function maskinporten(last = Number.POSITIVE_INFINITY) {
  const grants: string[] = []
  const { origin } = await apiAnswering(({ body }, response) => {
    grants.push(new URLSearchParams(body.toString()).get('assertion') ?? '')
    const count = grants.length
    if (count <= last) {
      const token = { access_token: `token-${count}.geheim.x`, token_type: 'Bearer', expires_in: 119 }
      response.end(JSON.stringify({ ...token, scope: 'a:b' }))
    } else response.writeHead(400).end('{"error":"invalid_grant","error_description":"no more (MP-122)"}')
  })
  return { origin, grants }
}

type Maskinporten = Awaited<ReturnType<typeof maskinporten>>

/** A configuration whose profile `mine` gets tokens there, and has the API as `own` at `/v1`. */
export function configFor(issuer: string, api: string, profile: object = {}): string {
  const key = { file: 'key.jwk.json' }
  const apis = { own: { baseUrl: `${api}/v1` } }
  return JSON.stringify({
    defaultProfile: 'mine',
    profiles: {
      mine: { environment: 'local', clientId: CLIENT_IDS.key, scopes: ['a:b'], key, apis, ...profile },
    },
    environments: { local: { issuer: `${issuer}/`, tokenEndpoint: `${issuer}/token`, altinn: issuer } },
  })
}

export interface Bench {
  api: Api
  authority: Maskinporten
  /** Runs `mp call` in the profile `mine`. */
  call(argv: readonly string[], world?: World): Promise<Outcome>
}

/** `mp call` between a Maskinporten and an API of the test's own. Nothing that it says may hold a token or a grant. */
export async function benchFor(
  api: Api,
  { last, profile }: { last?: number; profile?: object } = {},
): Promise<Bench> {
  const authority = await maskinporten(last)
  async function call(argv: readonly string[], world: World = {}): Promise<Outcome> {
    const config = configFor(authority.origin, api.origin, profile)
    const key = readFileSync(sandboxFile('consumer.jwk.json'))
    const files = { 'maskinporten.config.json': config, 'key.jwk.json': key, ...world.files }
    const outcome = await mp(['call', ...argv], { ...world, files })
    expectNoSecret(outcome.stderr, authority.grants)
    return outcome
  }
  return { api, authority, call }
}

/** No token, no grant and no part of one that signs. */
export function expectNoSecret(text: string, grants: readonly string[]): void {
  expect(text).not.toContain('geheim')
  for (const grant of grants) expect(text).not.toContain(grant.split('.')[2])
}

/** The scopes that a grant asked for. */
export function scopeOf(grant: string | undefined): unknown {
  return claimsOf(grant ?? '').scope
}

/** The lines that standard error is to hold. */
export function lines(...said: string[]): string {
  return said.map((line) => `mp: ${line}\n`).join('')
}
