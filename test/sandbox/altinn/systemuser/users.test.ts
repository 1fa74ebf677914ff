import { beforeEach, describe, expect, it } from 'vitest'
import { NOW } from '../../support/bench.js'
import {
  CUSTOMER,
  FOR_CLIENTS,
  OTHER_VENDOR,
  openVendor,
  SYSTEM,
  VENDOR,
  type Vendor,
} from './support/vendor.js'

let vendor: Vendor
beforeEach(async () => {
  vendor = await openVendor().registered()
})

const query = (more: Record<string, string> = {}) =>
  `/systemuser/vendor/byquery?${new URLSearchParams({ 'system-id': SYSTEM, orgno: CUSTOMER, ...more })}`

describe('a system user', () => {
  it('is found by its three names', async () => {
    const id = await vendor.user()
    expect(await vendor.get(200, 'GET', query({ 'external-ref': 'avtale-1' }))).toEqual({
      id,
      systemId: SYSTEM,
      reporteeOrgNo: CUSTOMER,
      created: new Date(NOW * 1000).toISOString(),
      supplierOrgno: VENDOR,
      externalRef: 'avtale-1',
      userType: 'standard',
    })
    expect((await vendor.ask('GET', query())).status).toBe(404)
    const unnamed = await vendor.user({ externalRef: undefined })
    expect(await vendor.get(200, 'GET', query())).toMatchObject({ id: unnamed, externalRef: CUSTOMER })
  })

  it('is its vendor’s alone', async () => {
    await vendor.user()
    const path = query({ 'external-ref': 'avtale-1' })
    expect((await vendor.ask('GET', path, undefined, { orgnr: OTHER_VENDOR })).status).toBe(404)
    const list = `/systemuser/vendor/bysystem/${SYSTEM}`
    expect((await vendor.ask('GET', list, undefined, { orgnr: OTHER_VENDOR })).status).toBe(403)
  })

  it.each(['system-id', 'orgno'])('is not looked for without %s', async (name) => {
    expect((await vendor.ask('GET', query({ [name]: '' }))).status).toBe(400)
  })

  it('is listed with those of its system, of either kind', async () => {
    const own = await vendor.user()
    await vendor.askedForAgent('approve')
    const { data } = await vendor.get<{ data: unknown[] }>(
      200,
      'GET',
      `/systemuser/vendor/bysystem/${SYSTEM}`,
    )
    expect(data).toHaveLength(2)
    expect(data[0]).toMatchObject({
      id: own,
      integrationTitle: 'Regnskap',
      systemId: SYSTEM,
      systemInternalId: expect.any(String),
      supplierOrgno: VENDOR,
      accessPackages: [],
      userType: 'standard',
    })
    expect(data[1]).toMatchObject({ accessPackages: [FOR_CLIENTS], userType: 'agent' })
  })

  it('came with the sandbox, for the supplier’s own system', async () => {
    const path = `/systemuser/vendor/bysystem/${OTHER_VENDOR}_sandkasse`
    const { data } = await vendor.get<{ data: { externalRef: string }[] }>(200, 'GET', path, undefined, {
      orgnr: OTHER_VENDOR,
    })
    expect(data.map(({ externalRef }) => externalRef)).toEqual([VENDOR, 'kontrakt-42'])
  })
})
