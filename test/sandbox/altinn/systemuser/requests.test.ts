import { beforeEach, describe, expect, it } from 'vitest'
import { NOW, ORIGIN } from '../../support/bench.js'
import { codesIn } from './support/provoked.js'
import {
  AGENT_REQUEST,
  CUSTOMER,
  FOR_CLIENTS,
  GOOD_AGENT_REQUEST,
  GOOD_REQUEST,
  GOOD_SYSTEM,
  type Json,
  LISTED,
  OTHER_VENDOR,
  openVendor,
  REGISTER,
  REQUEST,
  right,
  SYSTEM,
  type Vendor,
} from './support/vendor.js'

let vendor: Vendor
beforeEach(async () => {
  vendor = await openVendor().registered()
})

const HALF_A_YEAR = 180 * 24 * 60 * 60

describe('a request for a system user', () => {
  it('is new, has a page to be decided on, and a Location that is not for vendors', async () => {
    const answer = await vendor.ask('POST', REQUEST, GOOD_REQUEST)
    const request = JSON.parse(answer.body)
    expect(answer.status).toBe(201)
    expect(answer.headers.location).toBe(`${ORIGIN}/authentication/api/v1/systemuser/request/${request.id}`)
    expect(request).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      integrationTitle: 'Regnskap',
      externalRef: 'avtale-1',
      systemId: SYSTEM,
      partyOrgNo: CUSTOMER,
      rights: GOOD_REQUEST.rights,
      accessPackages: [],
      status: 'New',
      confirmUrl: `${ORIGIN}/accessmanagement/ui/systemuser/request?id=${request.id}&DONTCHOOSEREPORTEE=true`,
      escalated: false,
      created: new Date(NOW * 1000).toISOString(),
      timedOut: false,
    })
  })

  it('goes by the customer’s number where it has no reference, or an empty one', async () => {
    for (const externalRef of [undefined, null, '']) {
      const { externalRef: told, id } = await vendor.get(201, 'POST', REQUEST, {
        ...GOOD_REQUEST,
        externalRef,
      })
      expect(told).toBe(CUSTOMER)
      await vendor.ask('DELETE', `${REQUEST}/${id}`)
    }
  })

  it('may have a title, access packages, all of the system’s rights, and a redirect URL with a query', async () => {
    const redirectUrl = `${GOOD_SYSTEM.allowedRedirectUrls[0]}?kunde=1`
    const more = {
      ...GOOD_REQUEST,
      integrationTitle: 'Regnskap for Kunde AS',
      rights: GOOD_SYSTEM.rights,
      accessPackages: [LISTED],
      redirectUrl,
    }
    expect(await vendor.get(201, 'POST', REQUEST, more)).toMatchObject(more)
  })

  it('is given back while it is open, and made anew when it has run out', async () => {
    const first = await vendor.asked()
    const again = await vendor.ask('POST', REQUEST, GOOD_REQUEST)
    expect([again.status, JSON.parse(again.body)]).toEqual([200, first])
    vendor.clock.now += HALF_A_YEAR - 1
    expect((await vendor.get(200, 'POST', REQUEST, GOOD_REQUEST)).id).toBe(first.id)
    vendor.clock.now += 1
    const seen = await vendor.get(200, 'GET', `${REQUEST}/${first.id}`)
    expect(seen).toMatchObject({ status: 'Timedout', timedOut: true })
    const second = await vendor.get(201, 'POST', REQUEST, GOOD_REQUEST)
    expect(second.id).not.toBe(first.id)
    const path = `${REQUEST}/byexternalref/${SYSTEM}/${CUSTOMER}/avtale-1`
    expect((await vendor.get(200, 'GET', path)).id).toBe(second.id)
  })

  it('is made anew once a rejected one is deleted', async () => {
    const { id } = await vendor.asked('reject')
    expect((await vendor.ask('DELETE', `${REQUEST}/${id}`)).status).toBe(202)
    await vendor.get(201, 'POST', REQUEST, GOOD_REQUEST)
  })

  it('stands beside one with another reference, and one at another customer', async () => {
    await vendor.asked()
    await vendor.get(201, 'POST', REQUEST, { ...GOOD_REQUEST, externalRef: 'avtale-2' })
    await vendor.get(201, 'POST', REQUEST, { ...GOOD_REQUEST, partyOrgNo: OTHER_VENDOR })
  })

  it('matches a right by all of its resources, in any order', async () => {
    const sub = { resource: [...right('skd-mva').resource, ...right('skjema').resource] }
    await vendor.get(200, 'PUT', `${REGISTER}/${SYSTEM}/rights`, [sub])
    expect(codesIn(await vendor.ask('POST', REQUEST, GOOD_REQUEST))).toEqual(['AUTH-00001'])
    const turned = { resource: sub.resource.toReversed() }
    await vendor.get(201, 'POST', REQUEST, { ...GOOD_REQUEST, rights: [turned] })
  })

  it.each(['systemId', 'partyOrgNo'])('is refused without a code where %s is missing', async (name) => {
    const answer = await vendor.ask('POST', REQUEST, { ...GOOD_REQUEST, [name]: undefined })
    expect([answer.status, codesIn(answer)]).toEqual([400, [undefined]])
  })
})

describe('a request for a system user for clients', () => {
  it('has access packages alone, a type, and a page of its own', async () => {
    const request = await vendor.get(201, 'POST', AGENT_REQUEST, { ...GOOD_AGENT_REQUEST, rights: 'x' })
    expect(request).toMatchObject({ userType: 'agent', accessPackages: [FOR_CLIENTS], status: 'New' })
    expect(request).not.toHaveProperty('rights')
    expect(request.confirmUrl).toBe(
      `${ORIGIN}/accessmanagement/ui/systemuser/agentrequest?id=${request.id}&DONTCHOOSEREPORTEE=true`,
    )
    expect((await vendor.get(200, 'POST', AGENT_REQUEST, GOOD_AGENT_REQUEST)).id).toBe(request.id)
  })
})

describe('what is known of a request', () => {
  const kinds: [title: string, ask: 'asked' | 'askedForAgent', path: string][] = [
    ['of the customer’s own', 'asked', REQUEST],
    ['for clients', 'askedForAgent', AGENT_REQUEST],
  ]
  it.each(kinds)('is found by id, by its three names and in the list: one %s', async (_, ask, path) => {
    const request = await vendor[ask]()
    expect(await vendor.get(200, 'GET', `${path}/${`${request.id}`.toUpperCase()}`)).toEqual(request)
    const names = [SYSTEM, CUSTOMER, request.externalRef].join('/')
    expect(await vendor.get(200, 'GET', `${path}/byexternalref/${names}`)).toEqual(request)
    const listed = await vendor.get(200, 'GET', `${path}/bysystem/${SYSTEM}`)
    expect(listed).toEqual({ links: {}, data: [request] })
  })

  it.each(kinds)('is its vendor’s: one %s', async (_, ask, path) => {
    const { id, externalRef } = await vendor[ask]()
    const other = { orgnr: OTHER_VENDOR }
    for (const at of [id, `byexternalref/${SYSTEM}/${CUSTOMER}/${externalRef}`, `bysystem/${SYSTEM}`]) {
      const answer = await vendor.ask('GET', `${path}/${at}`, undefined, other)
      expect([answer.status, codesIn(answer)]).toEqual([404, ['AUTH-00011']])
    }
    const deleted = await vendor.ask('DELETE', `${REQUEST}/${id}`, undefined, other)
    expect(codesIn(deleted)).toEqual(['AUTH-00011'])
  })

  it('is of its kind', async () => {
    const [own, clients] = [await vendor.asked(), await vendor.askedForAgent()]
    expect(codesIn(await vendor.ask('GET', `${REQUEST}/${clients.id}`))).toEqual(['AUTH-00010'])
    const listed = async (path: string) =>
      (await vendor.get<{ data: Json[] }>(200, 'GET', `${path}/bysystem/${SYSTEM}`)).data.map(({ id }) => id)
    expect([await listed(REQUEST), await listed(AGENT_REQUEST)]).toEqual([[own.id], [clients.id]])
    const names = `${SYSTEM}/${CUSTOMER}/${clients.externalRef}`
    expect(codesIn(await vendor.ask('GET', `${REQUEST}/byexternalref/${names}`))).toEqual(['AUTH-00010'])
  })

  it('is asked for by a UUID', async () => {
    const answer = await vendor.ask('GET', `${REQUEST}/1`)
    expect([answer.status, codesIn(answer)]).toEqual([400, [undefined]])
  })

  it('is listed fifty at a time, every request once', async () => {
    for (let at = 0; at < 101; at++) await vendor.asked(undefined, { externalRef: `avtale-${at}` })
    const seen: unknown[] = []
    const sizes: number[] = []
    let path: string | undefined = `${REQUEST}/bysystem/${SYSTEM}`
    while (path !== undefined) {
      const page: { links: { next?: string }; data: Json[] } = await vendor.get(200, 'GET', path)
      seen.push(...page.data.map(({ externalRef }) => externalRef))
      sizes.push(page.data.length)
      path = page.links.next?.replace(`${ORIGIN}/authentication/api/v1`, '')
    }
    expect(sizes).toEqual([50, 50, 1])
    expect(new Set(seen).size).toBe(101)
    expect((await vendor.ask('GET', `${REQUEST}/bysystem/${SYSTEM}?token=x`)).status).toBe(400)
  })

  it('is gone when it is deleted, and what came of it stays', async () => {
    const { id } = await vendor.asked('approve')
    const users = vendor.state.system_users.length
    expect(await vendor.ask('DELETE', `${REQUEST}/${id}`)).toMatchObject({ status: 202, body: '' })
    expect((await vendor.ask('GET', `${REQUEST}/${id}`)).status).toBe(404)
    expect(vendor.state.system_users).toHaveLength(users)
  })
})
