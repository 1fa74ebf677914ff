import { describe, expect, it } from 'vitest'
import { CLIENT_IDS } from '../../../src/sandbox/registry.js'
import { ADMIN, altinnToken, CLIENT, type Desk, jwk, openDesk, tokenOf } from './support/desk.js'

const ID = CLIENT_IDS.key
const [READ, WRITE, MODIFY] = ['idporten:dcr.read', 'idporten:dcr.write', 'idporten:dcr.modify']
const [SCOPES_READ, SCOPES_WRITE] = ['idporten:scopes.read', 'idporten:scopes.write']
const EVERY = [READ, WRITE, MODIFY, SCOPES_READ, SCOPES_WRITE]
const NAMED = `?scope=${encodeURIComponent('demo:res.read')}`
const SCOPE = { prefix: 'demo', subscope: 'other', description: 'x' }
const KEYS = { keys: [jwk('k1')] }

/** A desk with one onbehalfof on the built-in client, and one scope of 310904473's that 313725138 may use. */
async function furnished(): Promise<Desk> {
  const desk = openDesk()
  await desk.get(201, 'POST', `/clients/${ID}/onbehalfof`, { onbehalfof: 'kunde', name: 'Kunde' })
  await desk.get(201, 'POST', '/scopes', { ...SCOPE, subscope: 'res.read' })
  await desk.get(200, 'PUT', `/scopes/access/313725138${NAMED}`)
  return desk
}

/** Every verb, the status of its success, and which scopes are enough: for the caller's own client, `modify` too. */
const VERBS: [method: string, path: string, status: number, enough: string[], body?: unknown][] = [
  ['GET', '/clients', 200, [READ, WRITE]],
  ['POST', '/clients', 201, [WRITE], CLIENT],
  ['GET', `/clients/${ID}`, 200, [READ, WRITE, MODIFY]],
  ['PUT', `/clients/${ID}`, 200, [WRITE, MODIFY], CLIENT],
  ['DELETE', `/clients/${ID}`, 200, [WRITE]],
  ['GET', `/clients/${ID}/jwks`, 200, [READ, WRITE, MODIFY]],
  ['POST', `/clients/${ID}/jwks`, 201, [WRITE, MODIFY], KEYS],
  ['PUT', `/clients/${ID}/jwks`, 200, [WRITE, MODIFY], KEYS],
  ['DELETE', `/clients/${ID}/jwks`, 200, [WRITE, MODIFY]],
  ['GET', `/clients/${ID}/onbehalfof`, 200, [READ, WRITE]],
  ['POST', `/clients/${ID}/onbehalfof`, 201, [WRITE], { onbehalfof: 'ny', name: 'Ny' }],
  ['GET', `/clients/${ID}/onbehalfof/kunde`, 200, [READ, WRITE]],
  ['PUT', `/clients/${ID}/onbehalfof/kunde`, 200, [WRITE], { name: 'Ny' }],
  ['DELETE', `/clients/${ID}/onbehalfof/kunde`, 200, [WRITE]],
  ['GET', '/scopes', 200, [SCOPES_READ, SCOPES_WRITE]],
  ['POST', '/scopes', 201, [SCOPES_WRITE], SCOPE],
  ['PUT', `/scopes${NAMED}`, 200, [SCOPES_WRITE], { description: 'y' }],
  ['DELETE', `/scopes${NAMED}`, 200, [SCOPES_WRITE]],
  ['GET', `/scopes/access${NAMED}`, 200, [SCOPES_READ, SCOPES_WRITE]],
  ['GET', '/scopes/access/all', 200, [SCOPES_READ, SCOPES_WRITE]],
  ['PUT', `/scopes/access/314250052${NAMED}`, 200, [SCOPES_WRITE]],
  ['DELETE', `/scopes/access/313725138${NAMED}`, 200, [SCOPES_WRITE]],
  ['GET', '/prefix', 200, [SCOPES_READ, SCOPES_WRITE]],
]

describe('every verb', () => {
  for (const [method, path, status, enough, body] of VERBS) {
    it(`${method} ${path.split('?')[0]} answers ${status} to ${enough.join(' or ')}, and 403 to any other scope`, async () => {
      const seen: Record<string, number> = {}
      for (const scope of EVERY) {
        const desk = await furnished()
        seen[scope] = (await desk.ask(method, path, body, { scope, clientId: ID })).status
      }
      expect(seen).toEqual(
        Object.fromEntries(EVERY.map((scope) => [scope, enough.includes(scope) ? status : 403])),
      )
    })

    it(`${method} ${path.split('?')[0]} is closed to who brings no token, and changes nothing then`, async () => {
      const desk = await furnished()
      const before = structuredClone(desk.state)
      const response = await desk.ask(method, path, body, { anonymous: true })
      expect(response).toMatchObject({
        status: 401,
        headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
      })
      expect(desk.state).toEqual(before)
    })
  }

  it('keeps what it changes exactly once, and reads what others have kept before', async () => {
    for (const [method, path, , , body] of VERBS) {
      const desk = await furnished()
      const { saves, reloads } = desk.disk
      await desk.ask(method, path, body, { scope: EVERY.join(' ') })
      const seen = { saves: desk.disk.saves - saves, reloads: desk.disk.reloads - reloads }
      expect({ method, path, ...seen }).toEqual({ method, path, saves: method === 'GET' ? 0 : 1, reloads: 1 })
    }
  })

  it('changes nothing where the change cannot be kept', async () => {
    for (const [method, path, , , body] of VERBS.filter(([name]) => name !== 'GET')) {
      const desk = await furnished()
      desk.disk.full = true
      const before = structuredClone(desk.state)
      const response = await desk.ask(method, path, body, { scope: EVERY.join(' ') })
      expect(response.status, `${method} ${path}`).toBe(500)
      expect(response.body).not.toContain('no space')
      expect(desk.state).toEqual(before)
    }
  })
})

describe('dcr.modify', () => {
  const ways = VERBS.filter(([, , , enough]) => enough.includes(MODIFY))
  it.each(ways)('is not enough for %s %s of another client of the same organisation', async (...way) => {
    const [method, path, , , body] = way
    const desk = await furnished()
    const response = await desk.ask(method, path, body, { scope: MODIFY, clientId: CLIENT_IDS.certificate })
    expect(response.status).toBe(403)
  })
})

describe('a token', () => {
  it('of Altinn’s is not taken', async () => {
    const { ask } = openDesk()
    const headers = { authorization: `Bearer ${altinnToken(ADMIN)}` }
    const response = await ask('GET', '/clients', undefined, { headers })
    expect(response.status).toBe(401)
  })

  it('that has expired is not taken', async () => {
    const { ask, clock } = openDesk()
    const headers = { authorization: `Bearer ${tokenOf({}, clock.now - 120)}` }
    expect((await ask('GET', '/clients', undefined, { headers })).status).toBe(401)
  })

  it('is not needed for what is public', async () => {
    const { get } = openDesk()
    expect(await get(200, 'GET', '/scopes/all', undefined, { anonymous: true })).not.toHaveLength(0)
    expect(await get(200, 'GET', '/delegationsources', undefined, { anonymous: true })).toEqual([
      {
        name: 'altinn',
        issuer: 'https://tt02.altinn.no/',
        created: '2023-11-14T22:13:20.000+01:00',
        last_updated: '2023-11-14T22:13:20.000+01:00',
      },
    ])
  })
})

describe('a request that leads nowhere', () => {
  it.each([
    ['', 404],
    ['/', 404],
    ['/clients/', 404],
    ['/scopes/', 404],
    ['/scopes/access/', 404],
    ['/scopes/access/..', 404],
    ['/scopes/access/%2e%2E', 404],
    ['/scopes/access/.', 404],
    ['/scopes/access/../310904473', 404],
    ['/clients/..', 404],
    ['/clients/../scopes', 404],
    ['/clients/%zz', 404],
    ['/integrations', 404],
    ['/scopes/access/310904474', 400],
    ['/scopes/access/0192:310904473', 400],
    ['/scopes/access/all', 405],
    ['/scopes/access/310904473%2f..', 400],
    ['/scopes/access/310904473', 200],
  ])('DELETE %s answers %i', async (path, status) => {
    const desk = await furnished()
    await desk.get(200, 'PUT', `/scopes/access/310904473${NAMED}`)
    const { length } = desk.state.access
    const response = await desk.ask('DELETE', path + NAMED)
    expect(response.status).toBe(status)
    expect(desk.state.access).toHaveLength(status === 200 ? length - 1 : length)
    expect(desk.state.scopes.every(({ active }) => active)).toBe(true)
  })

  it.each([
    ['PATCH', '/clients', 'GET, POST'],
    ['POST', `/clients/${ID}`, 'GET, PUT, DELETE'],
    ['PATCH', `/clients/${ID}/jwks`, 'GET, POST, PUT, DELETE'],
    ['DELETE', `/clients/${ID}/onbehalfof`, 'GET, POST'],
    ['POST', '/scopes/access', 'GET'],
    ['GET', '/scopes/access/310904473', 'PUT, DELETE'],
    ['POST', '/scopes/all', 'GET'],
    ['constructor', '/clients', 'GET, POST'],
  ])('%s %s is told what may be done', async (method, path, allow) => {
    expect(await openDesk().ask(method, path)).toMatchObject({ status: 405, headers: { allow } })
  })

  it('may be asked for without its body', async () => {
    expect((await openDesk().ask('HEAD', '/clients')).status).toBe(200)
  })
})

describe('a body', () => {
  const rows: [string, string | undefined, Record<string, string>, number][] = [
    ['that is no JSON', '{"client_name":', {}, 400],
    ['that is a list', '[]', {}, 400],
    ['that is empty', '', {}, 400],
    ['that is text', 'client_name=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['of no type', JSON.stringify(CLIENT), { 'content-type': '' }, 415],
    ['that is left out', undefined, {}, 415],
    ['with a charset', JSON.stringify(CLIENT), { 'content-type': 'application/json; charset=utf-8' }, 201],
    ['of the largest size', padded(256 * 1024), {}, 201],
    ['of a byte more', padded(256 * 1024 + 1), {}, 413],
  ]
  it.each(rows)('%s is judged', async (_, body, headers, status) => {
    const desk = openDesk()
    expect((await desk.ask('POST', '/clients', body, { headers })).status).toBe(status)
    expect(desk.disk.saves).toBe(status === 201 ? 1 : 0)
  })
})

function padded(size: number): string {
  const text = JSON.stringify(CLIENT)
  return text + ' '.repeat(size - text.length)
}

describe('a refusal', () => {
  it('has the shape of Digdir’s, with every field that is wrong', async () => {
    const { ask } = openDesk()
    const response = await ask('POST', '/clients', { ...CLIENT, client_name: 7, integration_type: undefined })
    expect(response.headers['content-type']).toBe('application/json')
    expect(JSON.parse(response.body)).toEqual({
      status: 400,
      timestamp: '2023-11-14T23:13:20.000+01:00',
      correlation_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      errors: [
        {
          errorMessage: 'integration_type is required',
          isFieldError: true,
          objectName: 'clientRegistration',
          fieldIdentifier: 'integration_type',
        },
        {
          errorMessage: 'client_name must be a text',
          isFieldError: true,
          objectName: 'clientRegistration',
          fieldIdentifier: 'client_name',
        },
      ],
    })
  })

  it('names no field where the request as a whole is wrong', async () => {
    const { ask } = openDesk()
    const { errors, status } = JSON.parse((await ask('GET', '/clients/x')).body)
    expect({ status, errors }).toEqual({
      status: 404,
      errors: [
        {
          errorMessage: 'there is no such client',
          isFieldError: false,
          objectName: 'clientRegistration',
          fieldIdentifier: null,
        },
      ],
    })
  })
})
