import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { RefusedError } from '../../src/errors.js'
import { exchangeAltinnToken } from '../../src/flows/exchange-altinn-token.js'
import { obtainAccessToken } from '../../src/flows/obtain-access-token.js'
import { nodeFiles } from '../../src/platform/files.js'
import { httpSender } from '../../src/platform/http.js'
import { EXCHANGE_PATH } from '../../src/protocol/altinn.js'
import type { HttpRequest, Send } from '../../src/protocol/http.js'
import { createSandbox } from '../../src/sandbox/routes.js'
import { listen } from '../../src/sandbox/server.js'
import { openState } from '../../src/sandbox/store.js'
import { rejectionOf } from '../support/failure.js'
import { tokenPorts } from '../support/ports.js'
import { CLIENT_IDS, sandboxFile } from '../support/sandbox-files.js'

/** The state's key is registered from the second it was made in. */
const NOW = Math.floor(Date.now() / 1000)

/** A sandbox on a port of its own, which goes by that port's name. */
async function sandbox(now = () => NOW): Promise<string> {
  const dir = join(inject('stateHome'), 'maskinporten', 'sandbox')
  const newId = () => crypto.randomUUID()
  const state = await openState(nodeFiles, dir, { now, newId })
  const { origin, close } = await listen((named) => createSandbox({ state, origin: named, now, newId }), {
    port: 0,
  })
  onTestFinished(close)
  return origin
}

/** The issuer stands as people write it; the grant must have it as the metadata does, with its slash. */
function requestOf(origin: string, altinn?: { platform: string; test: boolean }) {
  const jwk = JSON.parse(readFileSync(sandboxFile('consumer.jwk.json'), 'utf8'))
  const scopes = ['altinn:serviceowner/instances.read']
  return {
    environment: { name: 'here', issuer: origin },
    grant: { audience: origin, clientId: CLIENT_IDS.key, scopes, lifetime: 60 },
    alg: 'RS256',
    key: { privateKey: createPrivateKey({ key: jwk, format: 'jwk' }), kid: jwk.kid, certificates: [] },
    altinn,
  } as const
}

/** Real HTTP, with a look at each request and a hand in it. */
function ports(change: (request: HttpRequest) => HttpRequest = (request) => request) {
  const requests: HttpRequest[] = []
  const send: Send = (request) => {
    requests.push(request)
    return httpSender(5000)(change(request))
  }
  return { requests, ...tokenPorts(send, { now: () => NOW, newId: () => crypto.randomUUID() }) }
}

describe('obtainAccessToken', () => {
  it("gives Maskinporten's token, and sends nothing to Altinn, where none is asked for", async () => {
    const { requests, ...real } = ports()
    const token = await obtainAccessToken(requestOf(await sandbox()), real)
    expect(token).toMatchObject({ altinn: false, expiresIn: 119 })
    expect(requests.map(({ url }) => new URL(url).pathname)).toEqual([
      '/.well-known/oauth-authorization-server',
      '/token',
    ])
  })

  it("gives Altinn's token, signed by Altinn, with its own life", async () => {
    const platform = await sandbox()
    const token = await obtainAccessToken(requestOf(platform, { platform, test: true }), ports())
    expect(token).toEqual({
      accessToken: expect.any(String),
      tokenType: 'Bearer',
      expiresIn: 1800,
      scope: 'altinn:serviceowner/instances.read',
      altinn: true,
      clientId: CLIENT_IDS.key,
      expiresAt: NOW + 1800,
    })
    const issuer = `${platform}/authentication/api/v1/openid/`
    const keys = createRemoteJWKSet(new URL(`${issuer}.well-known/openid-configuration/jwks`))
    const currentDate = new Date(NOW * 1000)
    const { payload } = await jwtVerify(token.accessToken, keys, { issuer, currentDate })
    expect(payload).toMatchObject({ 'urn:altinn:org': 'ttd', 'urn:altinn:orgNumber': '310904473' })
  })
})

describe('exchangeAltinnToken', () => {
  async function maskinportens(origin: string): Promise<string> {
    return (await obtainAccessToken(requestOf(origin), ports())).accessToken
  }

  it('reads the token that comes as a JSON string', async () => {
    const platform = await sandbox()
    const bodies: string[] = []
    const asJson: Send = async (request) => {
      const headers = { ...request.headers, accept: 'application/json' }
      const response = await httpSender(5000)({ ...request, headers })
      bodies.push(response.body)
      return response
    }
    const exchange = { token: await maskinportens(platform), platform, test: false }
    const { accessToken } = await exchangeAltinnToken(exchange, tokenPorts(asJson))
    expect(bodies).toEqual([`"${accessToken}"`])
  })

  const header = (name: string, value: string) => (request: HttpRequest) => ({
    ...request,
    headers: { ...request.headers, [name]: value },
  })

  it.each([
    { what: 'a token of another Maskinporten', foreign: true, status: 401 },
    { what: 'a token that has expired', later: 119 + 11, status: 401 },
    { what: 'no token', change: header('authorization', ''), status: 401 },
    {
      what: 'an unknown provider',
      change: (request: HttpRequest) => ({ ...request, url: request.url.replace(/\w+$/, 'nobody') }),
      status: 400,
    },
    {
      what: 'an enterprise user',
      change: header('x-altinn-enterpriseuser-authentication', 'YTpi'),
      status: 410,
      title: 'Virksomhetsbruker is no longer available',
    },
  ])('is refused $status for $what, and never repeats the token', async (row) => {
    let now = NOW
    const platform = await sandbox(() => now)
    const token = await maskinportens(row.foreign ? await sandbox() : platform)
    now += row.later ?? 0
    const exchange = { token, platform, test: false }
    const error = (await rejectionOf(exchangeAltinnToken(exchange, ports(row.change)))) as RefusedError
    expect(error).toBeInstanceOf(RefusedError)
    const { status, title } = row
    expect(error.refusal).toEqual({ status, ...(title !== undefined && { errorDescription: title }) })
    expect(error.endpoint).toBe(`${platform}${EXCHANGE_PATH}`)
    expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain(token)
  })

  it('still takes a token that expired a moment ago', async () => {
    let now = NOW
    const platform = await sandbox(() => now)
    const exchange = { token: await maskinportens(platform), platform, test: false }
    now += 119 + 5
    expect((await exchangeAltinnToken(exchange, ports())).expiresIn).toBe(1800)
  })
})
