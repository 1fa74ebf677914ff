import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpRequest } from '../../src/protocol/http.js'
import type { Answer, Handler } from '../../src/sandbox/answer.js'
import { attendedSandbox } from '../../src/sandbox/attended.js'
import type { Overview } from '../../src/sandbox/page/overview.js'
import type { Report } from '../../src/sandbox/page/report.js'
import { SCRIPT } from '../../src/sandbox/page/script.js'
import { CLIENT_IDS } from '../../src/sandbox/registry.js'
import { readScenario } from '../../src/sandbox/scenarios/read-scenario.js'
import { Stage } from '../../src/sandbox/scenarios/stage.js'
import { type Bench, NOW, ORIGIN, openBench } from './support/bench.js'
import { part } from './support/grants.js'

let bench: Bench

beforeAll(async () => {
  bench = await openBench()
}, 60_000)
afterAll(() => bench.remove())

function attended(): Handler {
  const options = { state: structuredClone(bench.state), origin: ORIGIN, now: () => NOW }
  return attendedSandbox({ ...options, newId: () => crypto.randomUUID() }, new Stage())
}

const HOST = '127.0.0.1:8473'

function local(path: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'GET', url: ORIGIN + path, ...more, headers: { host: HOST, ...more.headers } }
}

interface Stream {
  /** Everything that was pushed, as it was pushed. */
  text(): string
  overview(): Overview
  reports(): Report[]
  leave(): void
}

/** Listens as a browser does. */
async function listening(handler: Handler): Promise<Stream> {
  const { manner } = await handler(local('/_sandbox/events'))
  if (manner?.kind !== 'stream') throw new Error('expected a stream')
  const pushed: string[] = []
  const leave = manner.begin((text) => void pushed.push(text))
  const of = (name: string) =>
    pushed
      .filter((text) => text.startsWith(`event: ${name}\n`))
      .map((text) => JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? ''))
  return {
    text: () => pushed.join(''),
    overview: () => of('overview')[0],
    reports: () => of('report'),
    leave,
  }
}

describe('an attended sandbox', () => {
  it('tells of no customer who decides, and plays no scenario for one', async () => {
    const options = { state: structuredClone(bench.state), origin: ORIGIN, now: () => NOW, newId: () => 'id' }
    const stage = new Stage()
    stage.play([readScenario('outage')].filter((it) => 'name' in it))
    const handler = attendedSandbox(options, stage)
    const stream = await listening(handler)
    expect((await handler(local('/accessmanagement/ui/systemuser/request?id=x'))).status).toBe(404)
    expect(stream.reports()).toEqual([])
    expect((await handler(local('/authentication/api/v1/systemregister/vendor'))).status).toBe(503)
    expect(stream.reports()).toHaveLength(1)
  })

  it('tells of a grant that bought a token: decoded, with every rule and the certificate', async () => {
    const handler = attended()
    const stream = await listening(handler)
    await handler(bench.ask())
    const [report] = stream.reports()
    expect(report).toMatchObject({
      number: 1,
      at: NOW,
      outcome: 'token',
      summary: 'a token for brreg:losore/utlegg',
      client: { name: 'Sandkasse med virksomhetssertifikat', orgnr: '310904473' },
      answer: { status: 200 },
    })
    expect(report?.grant?.claims).toContainEqual({
      name: 'exp',
      value: `${NOW + 60}`,
      note: '22:14:20 UTC, in 60 s',
    })
    expect(report?.grant?.certificates[0]).toMatchObject({ subject: 'SANDKASSE AS', orgnr: '310904473' })
    expect(report?.rules?.filter(({ standing }) => standing === 'broken')).toEqual([])
  })

  it('tells of a refusal and of other requests', async () => {
    const handler = attended()
    const stream = await listening(handler)
    await handler(bench.ask({ claims: { aud: 'x' } }))
    await handler({ method: 'GET', url: `${ORIGIN}/api/v1/clients?secret=1`, headers: {} })
    const [refused, other] = stream.reports()
    expect(refused).toMatchObject({ outcome: 'refused', summary: 'invalid_grant', answer: { status: 400 } })
    expect(refused?.rules?.find(({ spoke }) => spoke)?.id).toBe('claims.aud')
    expect(other).toMatchObject({ method: 'GET', path: '/api/v1/clients', outcome: 'failed', summary: '401' })
    expect(other).not.toHaveProperty('rules')
  })

  it('shows what came before to whoever comes later, the last hundred of it', async () => {
    const handler = attended()
    for (let at = 0; at < 103; at++) await handler(local('/isalive'))
    const { reports } = (await listening(handler)).overview()
    expect(reports.map(({ number }) => number)).toEqual(Array.from({ length: 100 }, (_, at) => at + 4))
  })

  it('tells nothing more to who has left', async () => {
    const handler = attended()
    const stream = await listening(handler)
    stream.leave()
    await handler(local('/isalive'))
    expect(stream.reports()).toEqual([])
  })

  it('never shows a signature or a token, whatever becomes of them', async () => {
    const handler = attended()
    const stream = await listening(handler)
    const secrets: string[] = []
    for (const wish of [
      {},
      { claims: { aud: 'x' } },
      { claims: { iss: 'nobody' } },
      { header: { alg: 'HS256' } },
    ]) {
      const request = bench.ask(wish)
      const assertion = new URLSearchParams(request.body).get('assertion') ?? ''
      secrets.push(assertion.split('.')[2] ?? '')
      const { access_token = '' } = JSON.parse((await handler(request)).body)
      if (access_token) secrets.push(access_token.split('.')[2])
      const headers = { authorization: `Bearer ${access_token || assertion}` }
      await handler({ method: 'GET', url: `${ORIGIN}/api/v1/clients?assertion=${assertion}`, headers })
      await handler({ ...request, url: `${request.url}?${request.body}`, method: 'GET' })
      await handler({ ...request, headers: {} })
    }
    const shown = stream.text() + (await listening(handler)).text()
    expect(secrets).toHaveLength(5)
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(300)
      expect(shown).not.toContain(secret.slice(0, 40))
    }
    expect(shown).not.toContain('secret=')
  })

  it('never shows a token that a scenario has spoilt', async () => {
    const handler = attended()
    const stream = await listening(handler)
    const body = JSON.stringify({ scenarios: ['bad-json', 'truncated'] })
    await handler(
      local('/_sandbox/scenario', { method: 'PUT', headers: { 'content-type': 'application/json' }, body }),
    )
    const { body: spoilt } = await handler(bench.ask())
    expect(stream.reports()).toMatchObject([{ outcome: 'misplayed', scenarios: ['bad-json', 'truncated'] }])
    expect(stream.text()).not.toContain(spoilt.slice(200, 260))
  })

  it('answers the same to what is too deep or too long to be shown', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
    const good = bench.ask({ as: 'key' })
    const [header] = (new URLSearchParams(good.body).get('assertion') ?? '').split('.')
    const claims = Buffer.from(`{"iss":"x","resource":${deep},"long":"${'y'.repeat(500_000)}"}`).toString(
      'base64url',
    )
    const handler = attended()
    const stream = await listening(handler)
    const assertion = `${header}.${claims}.${part('x')}`
    const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
    const body = new URLSearchParams({ grant_type: grantType, assertion }).toString()
    const { status } = await handler({ ...good, body })
    expect(status).toBe(400)
    expect(stream.reports()).toMatchObject([{ outcome: 'refused' }])
    expect(stream.text().length).toBeLessThan(200_000)
  })
})

describe('the page', () => {
  it('is one document that loads nothing, and nobody may keep or frame it', async () => {
    const { status, headers, body } = await attended()(local('/'))
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    const policy = headers['content-security-policy'] ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(body.match(/(?:src|href)=["'][^"']*/g)).toEqual(['href="data:,'])
    expect(body).not.toMatch(/\son[a-z]+=|\sstyle=/)
  })

  it('has one way only from a value to the page, and that makes text', () => {
    expect(() => new Function(SCRIPT)).not.toThrow()
    expect(SCRIPT).not.toMatch(
      /innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function|setAttribute\('on|srcdoc/,
    )
    expect(SCRIPT.match(/createElement/g)).toHaveLength(1)
  })

  const paths = ['/', '/_sandbox/events', '/_sandbox/scenario']

  it.each(paths)('%s answers to the names of this machine, with its port', async (path) => {
    for (const host of [HOST, 'localhost:8473', '[::1]:8473']) {
      expect((await attended()(local(path, { headers: { host } }))).status).toBe(200)
    }
  })

  it.each(paths)('%s answers to no other name (DNS rebinding)', async (path) => {
    const others = [
      'evil.example:8473',
      'localhost.evil.example:8473',
      '127.0.0.1',
      '127.0.0.1:80',
      'localhost:8473.',
      '',
    ]
    for (const host of others) {
      expect({ host, status: (await attended()(local(path, { headers: { host } }))).status }).toEqual({
        host,
        status: 403,
      })
    }
    const { status } = await attended()({ method: 'GET', url: ORIGIN + path, headers: {} })
    expect(status).toBe(403)
  })

  it('lets no other site read or change anything', async () => {
    const foreign = [
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:1234' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of foreign) {
      const answers = ['/_sandbox/events', '/_sandbox/scenario'].map((path) =>
        attended()(local(path, { headers })),
      )
      for (const { status, headers: said } of await Promise.all(answers)) {
        expect({ headers, status }).toEqual({ headers, status: 403 })
        expect(Object.keys(said).filter((name) => name.startsWith('access-control'))).toEqual([])
      }
    }
    expect(Object.keys((await attended()(local('/'))).headers).join()).not.toContain('access-control')
  })
})

describe('the switch for scenarios', () => {
  const put = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    local('/_sandbox/scenario', { method: 'PUT', headers, body })

  it('plays what it is told, and tells what is played', async () => {
    const handler = attended()
    const stream = await listening(handler)
    const own = {
      'content-type': 'application/json; charset=utf-8',
      origin: `http://${HOST}`,
      'sec-fetch-site': 'same-origin',
    }
    const told = await handler(put('{"scenarios":["outage=1"]}', own))
    expect([told.status, told.body]).toEqual([200, '{"scenarios":["outage=1"]}'])
    expect(stream.text()).toContain('event: scenarios\ndata: ["outage=1"]\n\n')
    const answers: Answer[] = [await handler(local('/isalive')), await handler(local('/isalive'))]
    expect(answers.map(({ status }) => status)).toEqual([503, 200])
    await handler(put('{"scenarios":[]}'))
    expect((await handler(local('/_sandbox/scenario'))).body).toBe('{"scenarios":[]}')
  })

  it('plays for one client alone, named by its id or its name', async () => {
    const handler = attended()
    for (const client of ['Sandkasse med registrert nøkkel', CLIENT_IDS.key]) {
      expect((await handler(put(JSON.stringify({ scenarios: [`outage:${client}`] })))).status).toBe(200)
      expect((await handler(bench.ask({ as: 'key' }))).status).toBe(503)
      expect((await handler(bench.ask())).status).toBe(200)
    }
  })

  it.each([
    ['{"scenarios":["outge"]}', '"outge" is none of'],
    ['{"scenarios":["outage:nobody"]}', '"outage:nobody" is for a client that is not here'],
    ['{"scenarios":"outage"}', 'The body must be'],
    ['{"scenarios":[1]}', 'The body must be'],
    ['[]', 'The body must be'],
    ['', 'The body must be'],
  ])('refuses %s, and changes nothing', async (body, words) => {
    const handler = attended()
    await handler(put('{"scenarios":["slow"]}'))
    const refused = await handler(put(body))
    expect(refused.status).toBe(400)
    expect(JSON.parse(refused.body).error_description).toContain(words)
    expect((await handler(local('/_sandbox/scenario'))).body).toBe('{"scenarios":["slow"]}')
  })

  it('takes no form, as any site’s page could send one', async () => {
    expect((await attended()(put('{"scenarios":[]}', { 'content-type': 'text/plain' }))).status).toBe(400)
    expect((await attended()({ ...put('{"scenarios":[]}'), method: 'POST' })).status).toBe(405)
  })
})
