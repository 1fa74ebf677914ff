import { describe, expect, it } from 'vitest'
import { type Desk, faultsOf, type Json, jwk, openDesk } from './support/desk.js'

const CUSTOMER = { onbehalfof: 'kunde', name: 'Kunde', orgno: '310904473' }

async function furnished(more: Json = {}): Promise<Desk & { path: string; id: string }> {
  const desk = openDesk()
  const id = await desk.client({}, [jwk('k1')])
  const path = `/clients/${id}/onbehalfof`
  await desk.get(201, 'POST', path, { ...CUSTOMER, ...more })
  return { ...desk, path, id }
}

describe('an onbehalfof', () => {
  it('is shown in its list, alone, and on its client', async () => {
    const { get, path, id } = await furnished({ description: 'x', from_the_future: [1] })
    const shown = {
      ...CUSTOMER,
      description: 'x',
      from_the_future: [1],
      created: '2023-11-14T23:13:20.000+01:00',
      last_updated: '2023-11-14T23:13:20.000+01:00',
    }
    expect(await get(200, 'GET', path)).toEqual([shown])
    expect(await get(200, 'GET', `${path}/kunde`)).toEqual(shown)
    expect(await get(200, 'GET', `/clients/${id}`)).toMatchObject({ onbehalfof: [shown] })
  })

  it('lets the client ask in its name at once, and no more when it is gone', async () => {
    const { get, path, id, grant } = await furnished()
    const claims = { iss_onbehalfof: 'kunde' }
    expect(await grant(id, 'k1', { claims: { iss_onbehalfof: 'en annen' } })).toBe(
      '400 iss_onbehalfof.registered',
    )
    expect(await grant(id, 'k1', { claims })).toBe('200 token')
    expect(await get(200, 'DELETE', `${path}/kunde`)).toMatchObject(CUSTOMER)
    expect(await grant(id, 'k1', { claims })).toBe('400 iss_onbehalfof.registered')
    await get(404, 'GET', `${path}/kunde`)
    await get(201, 'POST', path, CUSTOMER)
  })

  it('is replaced whole, but for its id', async () => {
    const { get, path, clock } = await furnished({ description: 'x' })
    const before = await get(200, 'GET', `${path}/kunde`)
    clock.now++
    expect(await get(200, 'PUT', `${path}/kunde`, { ...before, name: 'Ny' })).toEqual({
      ...before,
      name: 'Ny',
      last_updated: '2023-11-14T23:13:21.000+01:00',
    })
    const bare = await get(200, 'PUT', `${path}/kunde`, { name: 'Bar' })
    const { orgno: _, description: __, ...rest } = before
    expect(bare).toEqual({ ...rest, name: 'Bar', last_updated: '2023-11-14T23:13:21.001+01:00' })
  })

  it('has an id that may need to be encoded', async () => {
    const { get, path } = await furnished()
    await get(201, 'POST', path, { onbehalfof: 'a/b æ', name: 'x' })
    expect(await get(200, 'GET', `${path}/${encodeURIComponent('a/b æ')}`)).toMatchObject({ name: 'x' })
  })

  it('is another’s where another client has it', async () => {
    const { get, client } = await furnished()
    await get(404, 'GET', `/clients/${await client()}/onbehalfof/kunde`)
  })

  const refused: [string, string, string, Json, number, string | null][] = [
    ['without an id', 'POST', '', { name: 'x' }, 400, 'onbehalfof'],
    ['without a name', 'POST', '', { onbehalfof: 'x' }, 400, 'name'],
    ['of no organisation', 'POST', '', { onbehalfof: 'x', name: 'x', orgno: '310904474' }, 400, 'orgno'],
    ['with a date', 'POST', '', { onbehalfof: 'x', name: 'x', created: 'x' }, 400, 'created'],
    ['that is there', 'POST', '', CUSTOMER, 409, 'onbehalfof'],
    ['with another id', 'PUT', '/kunde', { onbehalfof: 'x', name: 'x' }, 400, 'onbehalfof'],
    ['with another date', 'PUT', '/kunde', { created: 'x', name: 'x' }, 400, 'created'],
    ['that is not there, to be changed', 'PUT', '/x', { name: 'x' }, 404, null],
    ['that is not there, to be removed', 'DELETE', '/x', {}, 404, null],
  ]
  it.each(refused)('%s is refused', async (_, method, below, body, status, field) => {
    const { ask, get, path } = await furnished()
    const before = await get(200, 'GET', path)
    const response = await ask(method, path + below, body)
    expect(response.status, response.body).toBe(status)
    expect(faultsOf(response)).toEqual([{ field, words: expect.any(String) }])
    expect(await get(200, 'GET', path)).toEqual(before)
  })
})
