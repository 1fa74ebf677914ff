import { describe, expect, it } from 'vitest'
import { CLIENT_IDS } from '../../../src/sandbox/registry.js'
import { ADMIN, CLIENT, faultsOf, type Json, jwk, openDesk } from './support/desk.js'

const SUPPLIER = { orgnr: '313725138' }
const names = (list: Json[]) => list.map(({ client_id }) => client_id)

describe('a client that is made', () => {
  it('is shown whole, with an id and dates of its own', async () => {
    const { get } = openDesk()
    const made = await get(201, 'POST', '/clients', CLIENT)
    expect(made).toEqual({
      ...CLIENT,
      client_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      client_orgno: '310904473',
      access_token_lifetime: 0,
      onbehalfof: [],
      jwks_uri: `/clients/${made.client_id}/jwks`,
      active: true,
      created: '2023-11-14T23:13:20.000+01:00',
      last_updated: '2023-11-14T23:13:20.000+01:00',
    })
    expect(await get(200, 'GET', `/clients/${made.client_id}`)).toEqual(made)
    expect(await get<Json[]>(200, 'GET', '/clients')).toContainEqual(made)
  })

  it('has what Maskinporten’s clients have where it was not told', async () => {
    const { client_name, description, integration_type } = CLIENT
    const made = await openDesk().get(201, 'POST', '/clients', { client_name, description, integration_type })
    expect(made).toMatchObject({ ...CLIENT, scopes: [] })
  })

  it('buys a token as soon as it has a key', async () => {
    const { client, grant, get } = openDesk()
    const id = await client()
    expect(await grant(id, 'k1')).toBe('400 kid.known')
    await get(201, 'POST', `/clients/${id}/jwks`, { keys: [jwk('k1')] })
    expect(await grant(id, 'k1')).toBe('200 token')
  })

  it('lives as long as it is told', async () => {
    const { client, state } = openDesk()
    const id = await client({ access_token_lifetime: 30 })
    expect(state.clients.find(({ client_id }) => client_id === id)).toMatchObject({
      access_token_lifetime: 30,
    })
  })

  const refused: [string, Json, number, string | null][] = [
    ['no name', { client_name: undefined }, 400, 'client_name'],
    ['an empty name', { client_name: ' ' }, 400, 'client_name'],
    ['no description', { description: undefined }, 400, 'description'],
    ['no integration type', { integration_type: undefined }, 400, 'integration_type'],
    ['an unknown integration type', { integration_type: 'x' }, 400, 'integration_type'],
    ['an unknown application type', { application_type: 'x' }, 400, 'application_type'],
    ['an unknown grant type', { grant_types: ['password'] }, 400, 'grant_types'],
    ['scopes that are no list', { scopes: 'a b' }, 400, 'scopes'],
    ['a scope that is no text', { scopes: [1] }, 400, 'scopes'],
    ['a scope that does not exist', { scopes: ['brreg:nope'] }, 400, 'scopes'],
    ['a negative lifetime', { access_token_lifetime: -1 }, 400, 'access_token_lifetime'],
    ['half a second', { access_token_lifetime: 0.5 }, 400, 'access_token_lifetime'],
    ['a flag that is a text', { sso_disabled: 'true' }, 400, 'sso_disabled'],
    ['a secret', { client_secret: 'x' }, 400, 'client_secret'],
    ['keys', { jwks: { keys: [] } }, 400, 'jwks'],
    ['an id of its own', { client_id: 'mine' }, 400, 'client_id'],
    ['a date', { created: '2026-01-01T00:00:00.000+01:00' }, 400, 'created'],
    ['no life', { active: false }, 400, 'active'],
    ['an onbehalfof', { onbehalfof: [{ onbehalfof: 'a', name: 'b' }] }, 400, 'onbehalfof'],
    [
      'a secret for Maskinporten',
      { token_endpoint_auth_method: 'client_secret_post' },
      400,
      'token_endpoint_auth_method',
    ],
    [
      'no refresh in ID-porten',
      { integration_type: 'idporten', refresh_token_lifetime: 0 },
      400,
      'refresh_token_lifetime',
    ],
    ['another owner', { client_orgno: '314250052' }, 403, null],
    ['an owner that is no number', { client_orgno: '123456789' }, 400, 'client_orgno'],
    ['the id of another', { client_id: CLIENT_IDS.supplier }, 409, 'client_id'],
  ]
  it.each(refused)('may not have %s', async (_, more, status, field) => {
    const desk = openDesk()
    const response = await desk.ask('POST', '/clients', { ...CLIENT, ...more })
    expect(response.status, response.body).toBe(status)
    expect(faultsOf(response)).toEqual([{ field, words: expect.any(String) }])
    expect({ saves: desk.disk.saves, clients: desk.state.clients.length }).toEqual({ saves: 0, clients: 3 })
  })

  it.each([
    { active: true, onbehalfof: [], client_orgno: '310904473' },
    { client_uri: null, client_id: null },
    { integration_type: 'idporten', refresh_token_lifetime: 1 },
  ])('may repeat what it has anyway: %j', async (more) => {
    await openDesk().get(201, 'POST', '/clients', { ...CLIENT, ...more })
  })
})

describe('a client that is replaced', () => {
  it('loses whatever the body leaves out', async () => {
    const { client, get } = openDesk()
    const id = await client({ client_uri: 'https://demo.example', access_token_lifetime: 30 })
    const { scopes: _, ...body } = CLIENT
    const after = await get(200, 'PUT', `/clients/${id}`, body)
    expect(after).toMatchObject({ scopes: [], access_token_lifetime: 0 })
    expect(after).not.toHaveProperty('client_uri')
  })

  it('keeps what it is sent, known or not, and its keys, onbehalfof and dates', async () => {
    const { client, get, clock } = openDesk()
    const id = await client({}, [jwk('k1')])
    await get(201, 'POST', `/clients/${id}/onbehalfof`, { onbehalfof: 'kunde', name: 'Kunde' })
    const before = await get(200, 'GET', `/clients/${id}`)
    clock.now += 5
    const more = {
      client_uri: 'https://demo.example',
      redirect_uris: ['https://demo.example/cb'],
      from_the_future: { deep: [1, null, { x: true }] },
    }
    const after = await get(200, 'PUT', `/clients/${id}`, { ...before, ...more })
    expect(after).toEqual({ ...before, ...more, last_updated: '2023-11-14T23:13:25.000+01:00' })
    expect(await get(200, 'GET', `/clients/${id}`)).toEqual(after)
    expect(await get(200, 'GET', `/clients/${id}/jwks`)).toMatchObject({ keys: [{ kid: 'k1' }] })
  })

  it('takes back an onbehalfof without what the API alone sets of it, and no other', async () => {
    const { client, get, ask } = openDesk()
    const id = await client()
    await get(201, 'POST', `/clients/${id}/onbehalfof`, { onbehalfof: 'kunde', name: 'Kunde' })
    const put = async (...onbehalfof: unknown[]) =>
      (await ask('PUT', `/clients/${id}`, { ...CLIENT, onbehalfof })).status
    expect(await put({ onbehalfof: 'kunde', name: 'Kunde' })).toBe(200)
    expect(await put({ onbehalfof: 'kunde', name: 'Annen' })).toBe(400)
    expect(await put({ onbehalfof: 'kunde', name: 'Kunde', more: 1 })).toBe(400)
    expect(await put({ onbehalfof: 'kunde' }, { onbehalfof: 'kunde' })).toBe(400)
    expect(await put('kunde')).toBe(400)
    expect(await put()).toBe(400)
  })

  it('can be told from itself before the change, within one second too', async () => {
    const { client, get } = openDesk()
    const id = await client()
    const stamps = new Set<unknown>()
    for (let change = 0; change < 3; change++) {
      stamps.add((await get(200, 'PUT', `/clients/${id}`, CLIENT)).last_updated)
    }
    expect(stamps.size).toBe(3)
  })

  it('gets no more tokens for a scope that is gone from it', async () => {
    const { client, get, grant } = openDesk()
    const id = await client({}, [jwk('k1')])
    await get(200, 'PUT', `/clients/${id}`, { ...CLIENT, scopes: ['brreg:losore/utlegg'] })
    expect(await grant(id, 'k1')).toBe('400 scope.registered')
    expect(await grant(id, 'k1', { scope: 'brreg:losore/utlegg' })).toBe('200 token')
  })

  it.each([
    ['client_id', 'x'],
    ['client_orgno', '314250052'],
    ['supplier_orgno', '314250052'],
    ['created', '2020-01-01T00:00:00.000+01:00'],
    ['last_updated', '2020-01-01T00:00:00.000+01:00'],
    ['active', false],
    ['jwks_uri', '/elsewhere'],
    ['jwks', { keys: [] }],
    ['onbehalfof', [{ onbehalfof: 'a', name: 'b' }]],
    ['integration_type', 'krr'],
  ])('keeps its %s', async (field, value) => {
    const { client, get, ask } = openDesk()
    const id = await client()
    const before = await get(200, 'GET', `/clients/${id}`)
    const response = await ask('PUT', `/clients/${id}`, { ...before, [field]: value })
    expect(response.status).toBe(400)
    expect(faultsOf(response)).toEqual([{ field, words: expect.any(String) }])
    expect(await get(200, 'GET', `/clients/${id}`)).toEqual(before)
  })

  it('may keep a scope that has been deactivated, and another may not get it', async () => {
    const { client, get, ask, state } = openDesk()
    const id = await client()
    for (const scope of state.scopes) scope.active = scope.name !== 'brreg:losore/tlg'
    await get(200, 'PUT', `/clients/${id}`, CLIENT)
    expect((await ask('POST', '/clients', CLIENT)).status).toBe(400)
  })

  it('can be each of those that come with the sandbox, just as they are shown', async () => {
    const { get } = openDesk()
    for (const before of await get<Json[]>(200, 'GET', '/clients')) {
      const after = await get(200, 'PUT', `/clients/${before.client_id}`, before)
      expect({ ...after, last_updated: before.last_updated }).toEqual(before)
    }
  })
})

describe('a client that is deleted', () => {
  it('is deactivated: shown when asked for, refused at /token and closed to any change', async () => {
    const { client, get, grant, ask } = openDesk()
    const id = await client({}, [jwk('k1')])
    expect(await get(200, 'DELETE', `/clients/${id}`)).toMatchObject({ client_id: id, active: false })
    expect(await grant(id, 'k1')).toBe('400 client.active')
    expect(names(await get(200, 'GET', '/clients'))).not.toContain(id)
    expect(names(await get(200, 'GET', '/clients?inactive=true'))).toContain(id)
    expect(await get(200, 'GET', `/clients/${id}`)).toMatchObject({ active: false })
    const changes: [string, string, unknown?][] = [
      ['PUT', '', CLIENT],
      ['DELETE', ''],
      ['POST', '/jwks', { keys: [jwk('k2')] }],
      ['PUT', '/jwks', { keys: [jwk('k2')] }],
      ['DELETE', '/jwks'],
      ['POST', '/onbehalfof', { onbehalfof: 'a', name: 'b' }],
      ['PUT', '/onbehalfof/a', { name: 'b' }],
      ['DELETE', '/onbehalfof/a'],
    ]
    for (const [method, path, body] of changes) {
      expect((await ask(method, `/clients/${id}${path}`, body)).status, method + path).toBe(409)
    }
    expect((await ask('POST', '/clients', { ...CLIENT, client_id: id })).status).toBe(409)
  })
})

describe('whose clients they are', () => {
  it('decides who sees them', async () => {
    const { get } = openDesk()
    expect(names(await get(200, 'GET', '/clients'))).toEqual([CLIENT_IDS.certificate, CLIENT_IDS.key])
    expect(names(await get(200, 'GET', '/clients', undefined, SUPPLIER))).toEqual([CLIENT_IDS.supplier])
  })

  it('hides them from others like those that do not exist', async () => {
    const { ask } = openDesk()
    const [theirs, nobodys] = await Promise.all(
      [CLIENT_IDS.supplier, 'x'].map((id) => ask('GET', `/clients/${id}`)),
    )
    expect(theirs?.status).toBe(404)
    expect(faultsOf(theirs as never)).toEqual(faultsOf(nobodys as never))
    for (const [method, path, body] of [
      ['PUT', '', CLIENT],
      ['DELETE', ''],
      ['GET', '/jwks'],
      ['PUT', '/jwks', { keys: [jwk('k1')] }],
      ['DELETE', '/jwks'],
      ['GET', '/onbehalfof'],
    ] as const) {
      expect((await ask(method, `/clients/${CLIENT_IDS.supplier}${path}`, body)).status).toBe(404)
    }
  })

  it('may be another organisation’s where a supplier registers them', async () => {
    const { get, ask } = openDesk()
    const supplier = { ...SUPPLIER, scope: `${ADMIN} idporten:dcr.supplier` }
    const body = { ...CLIENT, client_orgno: '314250052' }
    const made = await get(201, 'POST', '/clients', body, supplier)
    expect(made).toMatchObject({ client_orgno: '314250052', supplier_orgno: '313725138' })
    const path = `/clients/${made.client_id}`
    expect(await get(200, 'PUT', path, made, supplier)).toMatchObject({ supplier_orgno: '313725138' })
    expect((await ask('GET', path, undefined, { orgnr: '314250052' })).status).toBe(200)
    expect((await ask('GET', path)).status).toBe(404)
  })
})

describe('a secret', () => {
  const idporten = { integration_type: 'idporten', token_endpoint_auth_method: 'client_secret_post' }
  it('is shown when the client is made and when it is changed, and never else', async () => {
    const { get } = openDesk()
    const { client_secret, ...made } = await get(201, 'POST', '/clients', { ...CLIENT, ...idporten })
    expect(client_secret).toEqual(expect.any(String))
    const path = `/clients/${made.client_id}`
    expect(await get(200, 'GET', path)).toEqual(made)
    const changed = await get(200, 'POST', `${path}/secret`)
    expect(changed.client_secret).toEqual(expect.any(String))
    expect(changed.client_secret).not.toBe(client_secret)
    expect(await get(200, 'GET', path)).not.toHaveProperty('client_secret')
  })

  it('is nothing that a client with keys has', async () => {
    const { client, ask } = openDesk()
    expect((await ask('POST', `/clients/${await client()}/secret`)).status).toBe(400)
  })
})
