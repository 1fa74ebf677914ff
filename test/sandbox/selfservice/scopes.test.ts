import { describe, expect, it } from 'vitest'
import { type Desk, faultsOf, type Json, jwk, openDesk } from './support/desk.js'

const BODY = { prefix: 'demo', subscope: 'res.read', description: 'Demo' }
const NAME = 'demo:res.read'
const NAMED = `/scopes?scope=${encodeURIComponent(NAME)}`
const names = (list: Json[]) => list.map(({ name }) => name)

async function furnished(more: Json = {}): Promise<Desk> {
  const desk = openDesk()
  await desk.get(201, 'POST', '/scopes', { ...BODY, ...more })
  return desk
}

/** A client with the scope and a key, whose organisation may use it. */
async function consumer(desk: Desk): Promise<string> {
  await desk.get(200, 'PUT', `/scopes/access/310904473?scope=${encodeURIComponent(NAME)}`)
  return desk.client({ scopes: [NAME] }, [jwk('k1')])
}

describe('a scope that is made', () => {
  it('is shown whole', async () => {
    const { get } = openDesk()
    const made = await get(201, 'POST', '/scopes', BODY)
    expect(made).toEqual({
      ...BODY,
      name: NAME,
      owner_orgno: '310904473',
      visibility: 'PUBLIC',
      token_type: 'SELF_CONTAINED',
      allowed_integration_types: ['maskinporten'],
      at_max_age: 0,
      authorization_max_lifetime: 0,
      accessible_for_all: false,
      requires_user_consent: false,
      requires_user_authentication: false,
      requires_pseudonymous_tokens: false,
      active: true,
      created: '2023-11-14T23:13:20.000+01:00',
      last_updated: '2023-11-14T23:13:20.000+01:00',
    })
    expect(await get(200, 'GET', NAMED)).toEqual([made])
    expect(await get<Json[]>(200, 'GET', '/scopes')).toEqual([made])
  })

  it('can be had by clients of whoever has access, for as long as it says', async () => {
    const desk = await furnished({ at_max_age: 60 })
    expect(await desk.grant(await consumer(desk), 'k1', { scope: NAME })).toBe('200 token')
    expect(desk.state.scopes.at(-1)).toMatchObject({ at_max_age: 60 })
  })

  it('may be open to all, and for other integrations', async () => {
    const desk = await furnished({
      accessible_for_all: true,
      allowed_integration_types: ['krr', 'maskinporten'],
    })
    const id = await desk.client({ scopes: [NAME] }, [jwk('k1')])
    expect(await desk.grant(id, 'k1', { scope: NAME })).toBe('200 token')
    await desk.get(200, 'PUT', NAMED, {
      ...BODY,
      accessible_for_all: true,
      allowed_integration_types: ['krr'],
    })
    expect(await desk.grant(id, 'k1', { scope: NAME })).toBe('400 scope.integration-type')
  })

  const refused: [string, Json, number, string | null][] = [
    ['no prefix', { prefix: undefined }, 400, 'prefix'],
    ['no subscope', { subscope: undefined }, 400, 'subscope'],
    ['an empty subscope', { subscope: '' }, 400, 'subscope'],
    ['a subscope of two', { subscope: 'a b' }, 400, 'subscope'],
    ['a quote', { subscope: 'a"b' }, 400, 'subscope'],
    ['no description', { description: undefined }, 400, 'description'],
    ['another name', { name: 'demo:other' }, 400, 'name'],
    ['another owner', { owner_orgno: '991825827' }, 400, 'owner_orgno'],
    ['an unknown visibility', { visibility: 'SECRET' }, 400, 'visibility'],
    ['an unknown type of token', { token_type: 'JWT' }, 400, 'token_type'],
    ['a negative age', { at_max_age: -1 }, 400, 'at_max_age'],
    ['a flag that is none', { accessible_for_all: 'true' }, 400, 'accessible_for_all'],
    ['an unknown source', { delegation_source: 'https://example.no/' }, 400, 'delegation_source'],
    ['a text that is none', { 'description#en': 1 }, 400, 'description#en'],
    ['the prefix of brreg', { prefix: 'brreg' }, 403, 'prefix'],
  ]
  it.each(refused)('may not have %s', async (_, more, status, field) => {
    const desk = openDesk()
    const response = await desk.ask('POST', '/scopes', { ...BODY, ...more })
    expect(response.status, response.body).toBe(status)
    expect(faultsOf(response)).toEqual([{ field, words: expect.any(String) }])
    expect(desk.disk.saves).toBe(0)
  })

  it('is refused where it is there already, also when it was deactivated', async () => {
    const { ask, get } = await furnished()
    const words = async () => faultsOf(await ask('POST', '/scopes', BODY)).map((fault) => fault.words)
    await get(409, 'POST', '/scopes', BODY)
    expect(await words()).toEqual(['the scope exists'])
    await get(200, 'DELETE', NAMED)
    await get(409, 'POST', '/scopes', BODY)
    expect(await words()).toEqual(['the scope has been deactivated'])
  })
})

describe('a scope that is replaced', () => {
  it('keeps what it is sent, and loses what is left out', async () => {
    const { get, clock } = await furnished()
    const [before] = await get<Json[]>(200, 'GET', NAMED)
    clock.now++
    const more = {
      'description#en': 'Demo',
      long_description: '',
      at_max_age: 30,
      delegation_source: 'https://tt02.altinn.no/',
      visibility: 'PRIVATE',
      from_the_future: { x: [1] },
    }
    const after = await get(200, 'PUT', NAMED, { ...before, ...more })
    expect(after).toEqual({ ...before, ...more, last_updated: '2023-11-14T23:13:21.000+01:00' })
    expect(await get(200, 'GET', NAMED)).toEqual([after])
    const bare = await get(200, 'PUT', NAMED, { description: 'Demo' })
    expect(bare).toEqual({ ...before, last_updated: '2023-11-14T23:13:21.001+01:00' })
  })

  it.each(['name', 'prefix', 'subscope', 'owner_orgno', 'created', 'last_updated', 'active'])(
    'keeps its %s',
    async (field) => {
      const { ask, get } = await furnished()
      const before = await get(200, 'GET', NAMED)
      const response = await ask('PUT', NAMED, { ...BODY, [field]: field === 'active' ? false : 'other' })
      expect(response.status).toBe(400)
      expect(faultsOf(response)).toMatchObject([{ field }])
      expect(await get(200, 'GET', NAMED)).toEqual(before)
    },
  )
})

describe('a scope that is deleted', () => {
  it('is deactivated: nobody gets a token for it, and nothing more can be done with it', async () => {
    const desk = await furnished()
    const id = await consumer(desk)
    expect(await desk.get(200, 'DELETE', NAMED)).toMatchObject({ name: NAME, active: false })
    expect(await desk.grant(id, 'k1', { scope: NAME })).toBe('400 scope.registered')
    expect(await desk.get(200, 'GET', NAMED)).toEqual([])
    expect(names(await desk.get(200, 'GET', `${NAMED}&inactive=true`))).toEqual([NAME])
    await desk.get(409, 'PUT', NAMED, BODY)
    await desk.get(409, 'DELETE', NAMED)
    await desk.get(409, 'PUT', `/scopes/access/313725138?scope=${NAME}`)
  })
})

describe('a scope that is not the caller’s', () => {
  it.each([
    ['PUT', '/scopes?scope=brreg:mottak', 403],
    ['DELETE', '/scopes?scope=brreg:mottak', 403],
    ['GET', '/scopes/access?scope=brreg:mottak', 403],
    ['PUT', '/scopes/access/310904473?scope=brreg:mottak', 403],
    ['DELETE', '/scopes/access/310904473?scope=brreg:mottak', 403],
    ['PUT', '/scopes?scope=demo:nope', 404],
    ['DELETE', '/scopes?scope=demo:nope', 404],
    ['GET', '/scopes/access?scope=demo:nope', 404],
    ['PUT', '/scopes/access/310904473?scope=demo:nope', 404],
    ['PUT', '/scopes', 400],
    ['DELETE', '/scopes', 400],
    ['DELETE', '/scopes?scope=', 400],
    ['PUT', '/scopes/access/310904473', 400],
  ])('%s %s answers %i', async (method, path, status) => {
    const desk = openDesk()
    expect((await desk.ask(method, path, method === 'PUT' ? BODY : undefined)).status).toBe(status)
    expect(desk.disk.saves).toBe(0)
  })

  it('is not in the list of one’s own, and its prefix neither', async () => {
    const { get } = await furnished()
    const brreg = { orgnr: '974760673' }
    expect(names(await get(200, 'GET', '/scopes'))).toEqual([NAME])
    expect(await get(200, 'GET', '/scopes?scope=brreg:mottak')).toEqual([])
    expect(names(await get(200, 'GET', '/scopes', undefined, brreg))).toContain('brreg:mottak')
    expect(await get(200, 'GET', '/prefix')).toEqual(['sandkasse', 'demo'])
    expect(await get(200, 'GET', '/prefix', undefined, brreg)).toEqual(['brreg'])
    expect(await get(200, 'GET', '/prefix', undefined, { orgnr: '310904481' })).toEqual([])
  })
})

describe('the public catalogue', () => {
  it('has what is public and active', async () => {
    const { get } = await furnished()
    await get(201, 'POST', '/scopes', { ...BODY, subscope: 'private', visibility: 'PRIVATE' })
    await get(201, 'POST', '/scopes', { ...BODY, subscope: 'internal', visibility: 'INTERNAL' })
    await get(201, 'POST', '/scopes', { ...BODY, subscope: 'gone' })
    await get(200, 'DELETE', '/scopes?scope=demo:gone')
    const ask = async (query: string) =>
      names(await get(200, 'GET', `/scopes/all${query}`, undefined, { anonymous: true }))
    expect(await ask('?prefix=demo')).toEqual([NAME])
    expect(await ask('?prefix=demo&inactive=true')).toEqual([NAME, 'demo:gone'])
    expect(await ask('?prefix=demo&inactive=false')).toEqual([NAME])
    expect(await ask('?accessible_for_all=true')).toEqual(['sandkasse:apen', 'sandkasse:idporten'])
    expect(await ask('?accessible_for_all=false&prefix=demo')).toEqual([NAME])
    expect(await ask('?prefix=dem')).toEqual([])
    expect(await ask('')).toEqual(expect.arrayContaining([NAME, 'brreg:mottak', 'sandkasse:apen']))
  })

  it('splits a name at its first colon', async () => {
    const { get } = openDesk()
    const list = await get<Json[]>(200, 'GET', '/scopes/all?prefix=brreg', undefined, { anonymous: true })
    expect(list).toContainEqual(
      expect.objectContaining({
        name: 'brreg:data:enhetsregisteret:roller:person:oppslag:fnr',
        prefix: 'brreg',
        subscope: 'data:enhetsregisteret:roller:person:oppslag:fnr',
      }),
    )
  })
})
