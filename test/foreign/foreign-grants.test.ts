import { createPublicKey, randomUUID } from 'node:crypto'
import {
  allowInsecureRequests,
  genericTokenEndpointRequest,
  None,
  processGenericTokenEndpointResponse,
} from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judgeGrant } from '../../src/flows/judge-grant.js'
import { ENVIRONMENTS } from '../../src/profiles/environments.js'
import { readJwt } from '../../src/protocol/jwt.js'
import { createSandbox } from '../../src/sandbox/routes.js'
import { RULES } from '../../src/sandbox/rules.js'
import { type Listening, listen } from '../../src/sandbox/server.js'
import { type Bench, JWT_BEARER, NOW, openBench } from '../sandbox/support/bench.js'
import { BREACHES, type Breach, prepareState, wishFor } from './breaches.js'
import { jsonwebtokenMaker } from './makers/jsonwebtoken.js'
import { assertion, oauth4webapiMaker } from './makers/oauth4webapi.js'
import { opensslMaker } from './makers/openssl.js'
import { pyjwtMaker } from './makers/pyjwt.js'

const MAKERS = [opensslMaker(), jsonwebtokenMaker, oauth4webapiMaker, pyjwtMaker()]

let bench: Bench
let server: Listening

beforeAll(async () => {
  bench = await openBench()
  const state = structuredClone(bench.state)
  prepareState(state)
  const options = { state, now: () => NOW, newId: randomUUID, trusted: () => [bench.productionCa] }
  server = await listen((origin) => createSandbox({ ...options, origin }), { port: 0 })
}, 60_000)
afterAll(async () => {
  await server.close()
  bench.remove()
})

const issuer = () => `${server.origin}/`

/** What the sandbox makes of a grant over HTTP: its status, and the rule that it says was broken. */
async function send(
  grant: string,
  request: Breach['request'] & {} = (body) => ({ body }),
): Promise<{ status: number; rule: string | null }> {
  const form = new URLSearchParams({ grant_type: JWT_BEARER, assertion: grant })
  const response = await fetch(`${server.origin}/token`, { method: 'POST', ...request(form) })
  await response.arrayBuffer()
  return { status: response.status, rule: response.headers.get('mp-sandbox-rule') }
}

/** What lint makes of it, with the registered key at hand. */
function lint(grant: string) {
  const environment = { name: 'sandbox', issuer: issuer(), certificates: 'test' } as const
  const key = createPublicKey(bench.keys.key)
  return judgeGrant(readJwt(grant), { now: NOW, issuers: ENVIRONMENTS, environment, key })
}

describe('the breaches', () => {
  it('are one of every rule that a request for a token can break', () => {
    const broken = new Set(BREACHES.map(({ rule }) => rule))
    expect(RULES.map(({ id }) => id).filter((id) => !broken.has(id))).toEqual([])
  })
})

for (const maker of MAKERS) {
  const title = maker.missing === undefined ? maker.name : `${maker.name} (left out: ${maker.missing})`
  describe.skipIf(maker.missing !== undefined)(`grants by ${title}`, () => {
    const made = new Map<Breach, string>()

    beforeAll(async () => {
      const wishes = BREACHES.map((breach) => wishFor(bench, issuer(), breach))
      const grants = await maker.make(wishes)
      for (const [i, breach] of BREACHES.entries()) {
        const grant = grants[i] ?? ''
        made.set(breach, breach.change?.(grant) ?? grant)
      }
    }, 60_000)

    it.each(['certificate', 'key', 'supplier'] as const)('are taken and found clean: %s', async (as) => {
      const wishes = ['RS256', 'RS384', 'RS512'].map((alg) => ({
        ...wishFor(
          bench,
          issuer(),
          as === 'supplier' ? { as, claims: { consumer_org: '310904473' } } : { as },
        ),
        alg,
      }))
      for (const grant of await maker.make(wishes)) {
        expect(await send(grant)).toEqual({ status: 200, rule: null })
        expect(lint(grant).findings).toEqual([])
      }
    })

    it.each(BREACHES.map((breach) => [breach.rule, breach] as const))(
      'are refused, and the breach is told by lint: %s',
      async (rule, breach) => {
        const grant = made.get(breach) ?? ''
        if (breach.twice) expect(await send(grant)).toEqual({ status: 200, rule: null })
        expect(await send(grant, breach.request)).toMatchObject({ rule })
        const { findings, notChecked } = lint(grant)
        if (!breach.unseen) expect(findings.map((finding) => finding.rule)).toContain(rule)
        else {
          expect(findings.filter(({ level }) => level === 'error')).toEqual([])
          expect(notChecked.map((it) => it.rule)).toContain(rule)
        }
      },
    )
  })
}

describe('oauth4webapi as a client', () => {
  const authority = () => ({ issuer: issuer(), token_endpoint: `${server.origin}/token` })

  it('gets a token with its generic request', async () => {
    const wish = wishFor(bench, issuer(), { as: 'key' })
    const client = { client_id: `${wish.claims.iss}` }
    const [grant = ''] = await oauth4webapiMaker.make([wish])
    const response = await genericTokenEndpointRequest(
      authority(),
      client,
      None(),
      JWT_BEARER,
      { assertion: grant },
      { [allowInsecureRequests]: true },
    )
    const token = await processGenericTokenEndpointResponse(authority(), client, response)
    expect(token).toMatchObject({ token_type: 'bearer', scope: wish.claims.scope })
  })

  it('makes a client assertion that is no grant: sub and nbf are not documented, and a scope is missing', async () => {
    const grant = await assertion(wishFor(bench, issuer(), { as: 'key' }), false)
    expect(await send(grant)).toMatchObject({ rule: 'claims.documented' })
    const { findings } = lint(grant)
    expect(findings.map(({ rule, path }) => `${rule} ${path}`)).toEqual(
      expect.arrayContaining([
        'claims.documented claims.sub',
        'claims.documented claims.nbf',
        'scope.present claims.scope',
      ]),
    )
  })
})
