import { describe, expect, it } from 'vitest'
import type { HttpResponse } from '../../../src/protocol/http.js'
import type { Instance } from '../../../src/sandbox/altinn/instances.js'
import { createSandbox } from '../../../src/sandbox/routes.js'
import { openApiBench, requestFor } from '../support/api-bench.js'
import { NOW, ORIGIN } from '../support/bench.js'

const bench = openApiBench()
const LIST = '/storage/api/v1/instances'
const OWNER = bench.altinnToken('altinn:serviceowner/instances.read', 'digdir')
const PARTY = bench.altinnToken('altinn:instances.read')

const sandbox = createSandbox({
  state: {
    ...bench.court.state,
    paths: { state: '', ca: { certificate: '', key: '' }, trusted: '', clients: {} },
  },
  origin: ORIGIN,
  now: () => NOW,
  newId: () => 'id',
})

function get(path: string, token: string | undefined = OWNER, method = 'GET'): Promise<HttpResponse> {
  return sandbox(requestFor(path, token, { method }))
}

interface Page {
  count: number
  self: string
  next: string | null
  instances: Instance[]
}

async function pages(path: string, token?: string): Promise<Page[]> {
  const page: Page = JSON.parse((await get(path, token)).body)
  return page.next === null ? [page] : [page, ...(await pages(page.next.replace(ORIGIN, ''), token))]
}

async function listed(query: string, token?: string): Promise<Instance[]> {
  return (await pages(`${LIST}?${query}`, token)).flatMap(({ instances }) => instances)
}

describe('the list of instances', () => {
  it('comes a page at a time, every instance once', async () => {
    const all = await pages(`${LIST}?org=digdir`)
    expect(all.map(({ count, instances }) => [count, instances.length])).toEqual([
      [10, 10],
      [10, 10],
      [10, 10],
      [10, 10],
      [10, 10],
    ])
    expect(new Set(all.flatMap(({ instances }) => instances.map(({ id }) => id))).size).toBe(50)
    expect(all[0]?.self).toBe(`${ORIGIN}${LIST}?org=digdir`)
    expect(all[1]?.self).toBe(all[0]?.next)
    expect(all[0]?.next).toMatch(/\?org=digdir&continuationToken=[\w-]+$/)
  })

  it('goes on where the request went, whatever the sandbox calls itself', async () => {
    const request = {
      ...requestFor(`${LIST}?org=digdir`, OWNER),
      url: `http://127.0.0.1:1${LIST}?org=digdir`,
    }
    expect(JSON.parse((await sandbox(request)).body).next).toMatch(/^http:\/\/127\.0\.0\.1:1\/storage\//)
  })

  it('is the same every time', async () => {
    expect(await listed('org=digdir')).toEqual(await listed('org=digdir'))
  })

  it('is of one app, or one party, or both', async () => {
    const app = await listed('appId=digdir/sandkasse-skjema')
    expect(new Set(app.map(({ appId }) => appId))).toEqual(new Set(['digdir/sandkasse-skjema']))
    expect(app).toHaveLength(25)
    const [{ instanceOwner: { partyId = '' } = {} } = {}] = app as Partial<Instance>[]
    const party = await listed(`org=digdir&instanceOwner.partyId=${partyId}`)
    expect(new Set(party.map(({ instanceOwner }) => instanceOwner.partyId))).toEqual(new Set([partyId]))
    expect(party).toHaveLength(8)
    expect(await listed(`appId=digdir/sandkasse-skjema&instanceOwner.partyId=${partyId}`)).toHaveLength(4)
    expect(await listed('org=digdir&appId=ttd/sandkasse-prove')).toEqual([])
  })

  it('has instances that run and instances that are over', async () => {
    const all = await listed('org=digdir')
    for (const { id, instanceOwner, org, process, status, created } of all) {
      expect(id).toMatch(new RegExp(`^${instanceOwner.partyId}/[0-9a-f-]{36}$`))
      expect(org).toBe('digdir')
      expect(status.isArchived).toBe(process.ended !== null)
      expect(process.currentTask === null).toBe(status.isArchived)
      expect(Date.parse(created)).toBeLessThan(NOW * 1000)
    }
    expect(new Set(all.map(({ status }) => status.isArchived)).size).toBe(2)
  })

  it('needs to know whose', async () => {
    expect(await get(LIST)).toMatchObject({
      status: 400,
      body: '{"status":400,"detail":"one of org, appId and instanceOwner.partyId is needed"}',
    })
  })

  it('takes no continuation token of its reader’s own making', async () => {
    for (const token of ['x', '', '10', Buffer.from('from -1').toString('base64url')]) {
      expect((await get(`${LIST}?org=digdir&continuationToken=${token}`)).status).toBe(400)
    }
  })

  it('cannot be written to', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      expect(await get(`${LIST}?org=digdir`, OWNER, method)).toMatchObject({
        status: 405,
        headers: { allow: 'GET, HEAD' },
      })
    }
  })
})

describe('one instance', () => {
  it('is as the list has it, and has a form', async () => {
    const [first] = await listed('org=digdir')
    expect(JSON.parse((await get(`${LIST}/${first?.id}`)).body)).toEqual(first)
    const form = await get(`${LIST}/${first?.id}/data/${first?.data[0]?.id}`)
    expect(form).toMatchObject({ status: 200, headers: { 'content-type': 'application/xml' } })
    expect(form.body).toContain(`instans="${first?.id}"`)
  })

  it('is found in upper case, and not in another party', async () => {
    const [first] = await listed('org=digdir')
    const [party = '', guid = ''] = first?.id.split('/') ?? []
    expect((await get(`${LIST}/${party}/${guid.toUpperCase()}`)).status).toBe(200)
    expect((await get(`${LIST}/${Number(party) + 1}/${guid}`)).status).toBe(404)
  })

  it('has no data but its own', async () => {
    const [first, second] = await listed('org=digdir')
    expect((await get(`${LIST}/${first?.id}/data/${second?.data[0]?.id}`)).status).toBe(404)
  })

  it('is not there under another name', async () => {
    expect((await get(`${LIST}/51000001`)).status).toBe(404)
    expect((await get(`${LIST}/51000001/5a4db0c5-1257-4000-8000-999999999999`)).status).toBe(404)
  })
})

describe('the token that storage wants', () => {
  const maskinporten = bench.token({ claims: { scope: 'altinn:serviceowner/instances.read' } })
  const rows: [what: string, token: string | undefined, query: string, status: number][] = [
    ['Altinn’s with the service owner’s scope', OWNER, 'org=digdir', 200],
    ['Altinn’s for another service owner', OWNER, 'org=ttd', 403],
    ['Altinn’s for another service owner’s app', OWNER, 'appId=ttd/sandkasse-prove', 403],
    ['a service owner’s that asks about a party alone', OWNER, 'instanceOwner.partyId=51000001', 403],
    [
      'the test apps’ owner’s',
      bench.altinnToken('altinn:serviceowner/instances.read', 'ttd'),
      'org=ttd',
      200,
    ],
    [
      'a service owner’s scope, no service and a party alone',
      bench.altinnToken('altinn:serviceowner/instances.read'),
      'instanceOwner.partyId=51000001',
      403,
    ],
    [
      'a service owner’s scope and no service',
      bench.altinnToken('altinn:serviceowner/instances.read'),
      'org=x',
      403,
    ],
    ['Altinn’s with the parties’ scope', PARTY, 'org=ttd', 200],
    ['the parties’ scope and a party alone', PARTY, 'instanceOwner.partyId=51000001', 200],
    [
      'both scopes',
      bench.altinnToken('altinn:serviceowner/instances.read altinn:instances.read'),
      'org=ttd',
      200,
    ],
    ['Altinn’s with the scope to write', bench.altinnToken('altinn:instances.write'), 'org=ttd', 403],
    [
      'Altinn’s with the service owner’s bare scope',
      bench.altinnToken('altinn:serviceowner', 'ttd'),
      'org=ttd',
      403,
    ],
    ['Maskinporten’s own', maskinporten, 'org=digdir', 401],
    ['none', '', 'org=digdir', 401],
  ]
  for (const [what, token, query, status] of rows) {
    it(`${status} to ${what}`, async () => {
      expect((await get(`${LIST}?${query}`, token)).status).toBe(status)
    })
  }

  it('is asked for at one instance and at its data too', async () => {
    const ttd = (await listed('org=ttd', PARTY))[0]
    for (const path of [`${LIST}/${ttd?.id}`, `${LIST}/${ttd?.id}/data/${ttd?.data[0]?.id}`]) {
      expect((await get(path, PARTY)).status).toBe(200)
      expect((await get(path, OWNER)).status).toBe(403)
      expect((await get(path, maskinporten)).status).toBe(401)
    }
  })

  it('is explained when it will not do', async () => {
    expect(await get(`${LIST}?org=digdir`, maskinporten)).toMatchObject({
      headers: {
        'www-authenticate': 'Bearer error="invalid_token"',
        'content-type': 'application/problem+json',
      },
      body: '{"status":401,"detail":"the token is maskinporten\'s; wanted: altinn"}',
    })
  })
})
