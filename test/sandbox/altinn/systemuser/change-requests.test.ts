import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { ORIGIN } from '../../support/bench.js'
import { codesIn } from './support/provoked.js'
import {
  CHANGE,
  CUSTOMER,
  changeOf,
  type Json,
  LISTED,
  OTHER_VENDOR,
  openVendor,
  pack,
  right,
  SYSTEM,
  type Vendor,
} from './support/vendor.js'

let vendor: Vendor
let user: string
beforeEach(async () => {
  vendor = await openVendor().registered()
  user = await vendor.user()
})

const WANTED = { requiredRights: [right('nav-sykepenger')], requiredAccessPackages: [LISTED] }
const granted = () => vendor.state.system_users.find(({ id }) => id === user)?.granted

describe('a request for a change', () => {
  it('goes by the correlation id that the vendor made, and says what is to change', async () => {
    const id = randomUUID()
    const answer = await vendor.ask('POST', changeOf(user, id.toUpperCase()), {
      ...WANTED,
      unwantedRights: [right('skd-mva')],
    })
    expect([answer.status, answer.headers.location]).toEqual([
      201,
      `${ORIGIN}/authentication/api/v1/systemuser/changerequest/${id}`,
    ])
    expect(JSON.parse(answer.body)).toEqual({
      id,
      integrationTitle: 'Regnskap',
      externalRef: 'avtale-1',
      systemId: SYSTEM,
      partyOrgNo: CUSTOMER,
      systemUserId: user,
      ...WANTED,
      unwantedRights: [right('skd-mva')],
      unwantedAccessPackages: [],
      status: 'New',
      confirmUrl: `${ORIGIN}/accessmanagement/ui/systemuser/changerequest?id=${id}&DONTCHOOSEREPORTEE=true`,
      escalated: false,
      created: expect.any(String),
      timedOut: false,
    })
  })

  it('changes the system user when it is approved, and not before', async () => {
    const { id, confirmUrl } = await vendor.get(201, 'POST', changeOf(user), {
      requiredRights: [right('nav-sykepenger'), right('skd-mva')],
      requiredAccessPackages: [LISTED],
      unwantedRights: [right('aldri-gitt')],
    })
    expect(granted()).toMatchObject({ rights: [right('skd-mva')], accessPackages: [] })
    await vendor.decide(confirmUrl, { decision: 'approve' })
    expect(granted()).toMatchObject({
      rights: [right('skd-mva'), right('nav-sykepenger')],
      accessPackages: [LISTED],
    })
    expect(await vendor.get(200, 'GET', `${CHANGE}/${id}`)).toMatchObject({ status: 'Accepted' })
    const back = await vendor.get(201, 'POST', changeOf(user), {
      unwantedRights: [right('skd-mva')],
      unwantedAccessPackages: [LISTED],
    })
    await vendor.decide(back.confirmUrl, { decision: 'approve' })
    expect(granted()).toMatchObject({ rights: [right('nav-sykepenger')], accessPackages: [] })
  })

  it('changes nothing when it is rejected', async () => {
    const { id, confirmUrl } = await vendor.get(201, 'POST', changeOf(user), WANTED)
    await vendor.decide(confirmUrl, { decision: 'reject' })
    expect(granted()).toMatchObject({ rights: [right('skd-mva')], accessPackages: [] })
    expect(await vendor.get(200, 'GET', `${CHANGE}/${id}`)).toMatchObject({ status: 'Rejected' })
  })

  it('is none where nothing is to change', async () => {
    expect(await vendor.get(200, 'POST', changeOf(user), {})).toMatchObject({
      id: '00000000-0000-0000-0000-000000000000',
      systemId: SYSTEM,
    })
    expect(await vendor.get(200, 'GET', `${CHANGE}/bysystem/${SYSTEM}`)).toEqual({ links: {}, data: [] })
  })

  it('is judged by what the system is registered with', async () => {
    const codeFor = async (body: Json) => codesIn(await vendor.ask('POST', changeOf(user), body))[0]
    expect(await codeFor({ requiredRights: [right('skd-annet')] })).toBe('AUTH-00001')
    expect(await codeFor({ requiredAccessPackages: [pack('jordbruk')] })).toBe('AUTH-00063')
    expect(await codeFor({ requiredAccessPackages: [pack('regnskapsforer-lonn')] })).toBe('AUTH-00064')
    expect(await codeFor({ ...WANTED, redirectUrl: 'https://a.example/' })).toBe('AUTH-00021')
  })

  it('is found by id, by the system user’s names and in the list, and is its vendor’s', async () => {
    const request = await vendor.get(201, 'POST', changeOf(user), WANTED)
    const names = `${SYSTEM}/${CUSTOMER}/avtale-1`
    expect(await vendor.get(200, 'GET', `${CHANGE}/${request.id}`)).toEqual(request)
    expect(await vendor.get(200, 'GET', `${CHANGE}/byexternalref/${names}`)).toEqual(request)
    expect(await vendor.get(200, 'GET', `${CHANGE}/bysystem/${SYSTEM}`)).toMatchObject({ data: [request] })
    const other = await vendor.ask('GET', `${CHANGE}/${request.id}`, undefined, { orgnr: OTHER_VENDOR })
    expect(codesIn(other)).toEqual(['AUTH-00011'])
    expect((await vendor.ask('DELETE', `${CHANGE}/${request.id}`)).status).toBe(202)
    expect(codesIn(await vendor.ask('GET', `${CHANGE}/${request.id}`))).toEqual(['AUTH-00010'])
  })

  it('is for a system user of the vendor’s own', async () => {
    const answer = await vendor.ask('POST', changeOf(user), WANTED, { orgnr: OTHER_VENDOR })
    expect(codesIn(answer)).toEqual(['AUTH-00015'])
  })

  it.each(['', `?correlation-id=1&system-user-id=${randomUUID()}`, `?correlation-id=${randomUUID()}`])(
    'needs both ids, as UUIDs: %j',
    async (query) => {
      const answer = await vendor.ask('POST', CHANGE + query, WANTED)
      expect([answer.status, codesIn(answer)]).toEqual([400, [undefined]])
    },
  )
})
