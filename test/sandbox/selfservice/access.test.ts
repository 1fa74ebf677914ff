import { describe, expect, it } from 'vitest'
import { type Desk, type Json, jwk, openDesk } from './support/desk.js'

const NAME = 'demo:res.read'
const NAMED = `?scope=${encodeURIComponent(NAME)}`
const [OWN, SUPPLIER] = ['310904473', '313725138']

async function furnished(): Promise<Desk> {
  const desk = openDesk()
  for (const subscope of ['res.read', 'res.write']) {
    await desk.get(201, 'POST', '/scopes', { prefix: 'demo', subscope, description: 'Demo' })
  }
  return desk
}

const consumers = (list: Json[]) => list.map(({ consumer_orgno, state }) => `${consumer_orgno} ${state}`)

describe('access', () => {
  it('is granted and taken back with effect at once', async () => {
    const desk = await furnished()
    const id = await desk.client({ scopes: [NAME] }, [jwk('k1')])
    const grant = () => desk.grant(id, 'k1', { scope: NAME })
    expect(await grant()).toBe('403 scope.access')
    const granted = await desk.get(200, 'PUT', `/scopes/access/${OWN}${NAMED}`)
    expect(granted).toEqual({
      scope: NAME,
      state: 'APPROVED',
      consumer_orgno: OWN,
      owner_orgno: OWN,
      created: '2023-11-14T23:13:20.000+01:00',
      last_updated: '2023-11-14T23:13:20.000+01:00',
    })
    expect(await grant()).toBe('200 token')
    desk.clock.now++
    expect(await desk.get(200, 'DELETE', `/scopes/access/${OWN}${NAMED}`)).toEqual({
      ...granted,
      state: 'DENIED',
      last_updated: '2023-11-14T23:13:21.000+01:00',
    })
    expect(await grant()).toBe('403 scope.access')
    expect(await desk.get(200, 'PUT', `/scopes/access/${OWN}${NAMED}`)).toMatchObject({
      state: 'APPROVED',
      created: granted.created,
    })
    expect(await grant()).toBe('200 token')
  })

  it('that is there is granted again without a change', async () => {
    const { get, clock, disk } = await furnished()
    const first = await get(200, 'PUT', `/scopes/access/${OWN}${NAMED}`)
    const { saves } = disk
    clock.now++
    expect(await get(200, 'PUT', `/scopes/access/${OWN}${NAMED}`)).toEqual(first)
    expect(disk.saves).toBe(saves)
  })

  it('that is not there cannot be taken back', async () => {
    const { get } = await furnished()
    await get(404, 'DELETE', `/scopes/access/${OWN}${NAMED}`)
    await get(200, 'PUT', `/scopes/access/${OWN}${NAMED}`)
    await get(200, 'DELETE', `/scopes/access/${OWN}${NAMED}`)
    await get(404, 'DELETE', `/scopes/access/${OWN}${NAMED}`)
  })

  it('can be taken back from a scope that has been deactivated', async () => {
    const { get } = await furnished()
    await get(200, 'PUT', `/scopes/access/${OWN}${NAMED}`)
    await get(200, 'DELETE', `/scopes${NAMED}`)
    expect(await get(200, 'DELETE', `/scopes/access/${OWN}${NAMED}`)).toMatchObject({ state: 'DENIED' })
  })

  it('is listed by scope and consumer, with what was taken back when asked', async () => {
    const { get } = await furnished()
    await get(200, 'PUT', `/scopes/access/${OWN}${NAMED}`)
    await get(200, 'PUT', `/scopes/access/${SUPPLIER}${NAMED}`)
    await get(200, 'PUT', `/scopes/access/${SUPPLIER}?scope=demo:res.write`)
    await get(200, 'DELETE', `/scopes/access/${OWN}${NAMED}`)
    const ask = async (query: string) => consumers(await get(200, 'GET', `/scopes/access${query}`))
    expect(await ask(NAMED)).toEqual([`${SUPPLIER} APPROVED`])
    expect(await ask(`${NAMED}&inactive=true`)).toEqual([`${SUPPLIER} APPROVED`, `${OWN} DENIED`])
    expect(await ask(`${NAMED}&consumer_orgno=${SUPPLIER}`)).toEqual([`${SUPPLIER} APPROVED`])
    expect(await ask(`${NAMED}&consumer_orgno=${OWN}`)).toEqual([])
    expect(await ask(`${NAMED}&owner_orgno=${OWN}`)).toHaveLength(1)
    expect(await ask(`${NAMED}&owner_orgno=${SUPPLIER}`)).toEqual([])
    expect(await ask('?owner_orgno=974760673')).toEqual([])
    expect(await ask('')).toEqual([`${SUPPLIER} APPROVED`, `${SUPPLIER} APPROVED`])
    await get(200, 'PUT', `/scopes/access/${OWN}${NAMED}`)
    expect(await ask(`${NAMED}&inactive=true`)).toEqual([`${SUPPLIER} APPROVED`, `${OWN} APPROVED`])
  })

  it('is listed for whoever has it', async () => {
    const { get } = await furnished()
    await get(200, 'PUT', `/scopes/access/${SUPPLIER}${NAMED}`)
    const scopes = async (orgnr: string, query = '') => {
      const list = await get<Json[]>(200, 'GET', `/scopes/access/all${query}`, undefined, { orgnr })
      expect(new Set(list.map(({ consumer_orgno }) => consumer_orgno))).toEqual(new Set([orgnr]))
      return list.map(({ scope }) => scope)
    }
    expect(await scopes(SUPPLIER)).toContain(NAME)
    expect(await scopes(OWN)).not.toContain(NAME)
    expect(await scopes(OWN)).toContain('brreg:losore/tlg')
    await get(200, 'DELETE', `/scopes/access/${SUPPLIER}${NAMED}`)
    expect(await scopes(SUPPLIER)).not.toContain(NAME)
    expect(await scopes(SUPPLIER, '?inactive=true')).toContain(NAME)
  })

  it.each(['310904474', '31090447', '3109044733', 'x', '0192:310904473', '%20310904473'])(
    'is for organisations, and not for %s',
    async (orgno) => {
      const { ask, disk } = await furnished()
      const { saves } = disk
      for (const method of ['PUT', 'DELETE']) {
        expect((await ask(method, `/scopes/access/${orgno}${NAMED}`)).status).toBe(400)
      }
      expect(disk.saves).toBe(saves)
    },
  )
})
