import { beforeEach, describe, expect, it } from 'vitest'
import { CLIENT_IDS } from '../../../../src/sandbox/registry.js'
import { NOW } from '../../support/bench.js'
import { codesIn } from './support/provoked.js'
import {
  CUSTOMER,
  FOR_CLIENTS,
  GOOD_SYSTEM,
  type Json,
  LISTED,
  OTHER_VENDOR,
  openVendor,
  pack,
  REGISTER,
  right,
  SCOPES,
  SYSTEM,
  VENDOR,
  type Vendor,
} from './support/vendor.js'

let vendor: Vendor
beforeEach(() => {
  vendor = openVendor()
})

const ONE = `${REGISTER}/${SYSTEM}`

describe('a new system', () => {
  it('is answered with a UUID as a JSON text, and is there as it was described', async () => {
    const id = await vendor.get<string>(200, 'POST', REGISTER, GOOD_SYSTEM)
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(await vendor.get(200, 'GET', ONE)).toEqual({ ...GOOD_SYSTEM, isDeleted: false })
    expect(vendor.disk).toMatchObject({ saves: 1, reloads: 2 })
  })

  it('needs little: an id, a vendor, and names in one language', async () => {
    const little = { id: SYSTEM, vendor: { ID: `0192:${VENDOR}` }, name: { nb: 'Regnskap' } }
    await vendor.get(200, 'POST', REGISTER, little)
    expect(await vendor.get(200, 'GET', ONE)).toMatchObject({
      name: { nb: 'Regnskap' },
      rights: [],
      clientId: [],
      isVisible: false,
    })
  })

  it('is read whatever the size of the letters in the names, with null for nothing and spaces around texts', async () => {
    const { id, vendor: owner, rights: _, ...rest } = GOOD_SYSTEM
    const said = {
      ...rest,
      ID: ` ${id} `,
      Vendor: { id: owner.ID },
      rights: null,
      Rights: [{ Action: 'read', Resource: [{ ID: 'urn:altinn:resource', Value: 'skd-mva' }] }],
    }
    await vendor.get(200, 'POST', REGISTER, said)
    expect((await vendor.get(200, 'GET', ONE)).rights).toEqual([{ action: 'read', ...right('skd-mva') }])
  })

  it('may have the neighbours of what is refused', async () => {
    const daring = {
      ...GOOD_SYSTEM,
      id: `${VENDOR}_a.b-C_d`,
      rights: [right('app_ttd_prove'), { action: 'read', ...right('skd-mva') }, right('skd-mva')],
      accessPackages: [LISTED],
      clientId: [CLIENT_IDS.key, CLIENT_IDS.certificate],
      allowedRedirectUrls: ['https://a.example', 'https://b.example:8443/x?y=z'],
      isVisible: true,
    }
    await vendor.get(200, 'POST', REGISTER, daring)
  })

  it('is told all that is wrong with it at once', async () => {
    const answer = await vendor.ask('POST', REGISTER, {
      ...GOOD_SYSTEM,
      id: 'a b',
      clientId: [CLIENT_IDS.supplier],
      accessPackages: [LISTED, LISTED, { urn: 'x' }],
    })
    expect(codesIn(answer)).toEqual([13, 1, 4, 8, 7].map((it) => `AUTH.VLD-${`${it}`.padStart(5, '0')}`))
  })

  it('is the vendor’s own, unless the token is an administrator’s', async () => {
    const others = { ...GOOD_SYSTEM, id: `${OTHER_VENDOR}_x`, vendor: { ID: `0192:${OTHER_VENDOR}` } }
    expect((await vendor.ask('POST', REGISTER, others)).status).toBe(403)
    await vendor.get(200, 'POST', REGISTER, others, { scope: SCOPES.admin })
  })

  const misshapen: [title: string, body: unknown][] = [
    ['no JSON', '{'],
    ['a list', []],
    ['no id', { ...GOOD_SYSTEM, id: undefined }],
    ['no vendor', { ...GOOD_SYSTEM, vendor: undefined }],
    ['a name that is a text', { ...GOOD_SYSTEM, name: 'Regnskap' }],
    ['rights that are none', { ...GOOD_SYSTEM, rights: ['skd-mva'] }],
    ['a right without a resource', { ...GOOD_SYSTEM, rights: [{ action: 'read' }] }],
    [
      'a resource without a value',
      { ...GOOD_SYSTEM, rights: [{ resource: [{ id: 'urn:altinn:resource' }] }] },
    ],
    ['packages that are texts', { ...GOOD_SYSTEM, accessPackages: ['x'] }],
    ['a client that is a number', { ...GOOD_SYSTEM, clientId: [1] }],
    ['a visibility that is a text', { ...GOOD_SYSTEM, isVisible: 'true' }],
  ]
  it.each(misshapen)('is refused without a code where it has %s', async (_, body) => {
    const answer = await vendor.ask('POST', REGISTER, body)
    expect([answer.status, codesIn(answer)]).toEqual([400, [undefined]])
    expect(vendor.disk.saves).toBe(0)
  })

  it('is not there where it could not be kept', async () => {
    vendor.disk.full = true
    expect((await vendor.ask('POST', REGISTER, GOOD_SYSTEM)).status).toBe(500)
    expect(await vendor.get(200, 'GET', REGISTER)).toEqual([])
  })
})

describe('a vendor’s systems', () => {
  it('are listed without those of others and those that are deleted', async () => {
    await vendor.registered()
    await vendor.get(200, 'POST', REGISTER, { ...GOOD_SYSTEM, id: `${SYSTEM}2`, clientId: [] })
    await vendor.get(200, 'DELETE', `${ONE}2`)
    const { id, name, description, rights, accessPackages, isVisible } = GOOD_SYSTEM
    expect(await vendor.get(200, 'GET', REGISTER)).toEqual([
      { systemId: id, systemVendorOrgNumber: VENDOR, name, description, rights, accessPackages, isVisible },
    ])
    const theirs = await vendor.get<Json[]>(200, 'GET', REGISTER, undefined, { orgnr: OTHER_VENDOR })
    expect(theirs.map(({ systemId }) => systemId)).toEqual([`${OTHER_VENDOR}_sandkasse`])
  })

  const changes: [method: string, path: string, body?: unknown][] = [
    ['GET', ONE],
    ['PUT', ONE, GOOD_SYSTEM],
    ['DELETE', ONE],
    ['PUT', `${ONE}/rights`, []],
    ['PUT', `${ONE}/accesspackages`, []],
    ['GET', `${ONE}/changelog`],
  ]
  it.each(changes)('are for their vendor alone: %s %s', async (method, path, body) => {
    await vendor.registered()
    const saves = vendor.disk.saves
    expect((await vendor.ask(method, path, body, { orgnr: OTHER_VENDOR })).status).toBe(403)
    expect(vendor.disk.saves).toBe(saves)
    const admin = { orgnr: OTHER_VENDOR, scope: SCOPES.admin }
    expect((await vendor.ask(method, path, body, admin)).status).toBe(200)
  })

  it.each(changes)('must be there: %s %s', async (method, path, body) => {
    const answer = await vendor.ask(method, path, body)
    expect(answer.status).toBe(method === 'DELETE' ? 400 : 404)
  })

  it.each(changes.filter(([method]) => method !== 'GET'))(
    'are changed no more once they are deleted: %s %s',
    async (method, path, body) => {
      await vendor.registered()
      await vendor.get(200, 'DELETE', ONE)
      expect((await vendor.ask(method, path, body)).status).toBe(400)
      expect(await vendor.get(200, 'GET', ONE)).toMatchObject({ isDeleted: true })
    },
  )
})

describe('a system that is changed', () => {
  it('is replaced as a whole', async () => {
    await vendor.registered()
    const other = { ...GOOD_SYSTEM, name: { nb: 'Annet' }, rights: [], isVisible: true, accessPackages: [] }
    expect(await vendor.get(200, 'PUT', ONE, other)).toEqual({ succeeded: true })
    expect(await vendor.get(200, 'GET', ONE)).toEqual({ ...other, isDeleted: false })
  })

  it('keeps its vendor', async () => {
    await vendor.registered()
    const moved = { ...GOOD_SYSTEM, vendor: { ID: `0192:${OTHER_VENDOR}` } }
    expect((await vendor.ask('PUT', ONE, moved)).status).toBe(404)
  })

  it('is judged as a new one', async () => {
    await vendor.registered()
    const broken = { ...GOOD_SYSTEM, clientId: [CLIENT_IDS.supplier], allowedRedirectUrls: ['x'] }
    expect(codesIn(await vendor.ask('PUT', ONE, broken))).toEqual(['AUTH.VLD-00005', 'AUTH.VLD-00004'])
  })

  it('is given other rights, or other access packages, and keeps the rest', async () => {
    await vendor.registered()
    const rights = [right('nav-sykepenger')]
    expect(await vendor.get(200, 'PUT', `${ONE}/rights`, rights)).toEqual({ succeeded: true })
    await vendor.get(200, 'PUT', `${ONE}/accesspackages`, [pack('jordbruk')])
    expect(await vendor.get(200, 'GET', ONE)).toEqual({
      ...GOOD_SYSTEM,
      rights,
      accessPackages: [pack('jordbruk')],
      isDeleted: false,
    })
    const twice = await vendor.ask('PUT', `${ONE}/rights`, [...rights, ...rights])
    expect(codesIn(twice)).toEqual(['AUTH.VLD-00006'])
    const unknown = await vendor.ask('PUT', `${ONE}/accesspackages`, [{ urn: 'x' }])
    expect(codesIn(unknown)).toEqual(['AUTH.VLD-00008'])
    expect((await vendor.ask('PUT', `${ONE}/rights`, {})).status).toBe(400)
  })

  it('has its clients’ system users follow', async () => {
    const user = await (await vendor.registered()).user()
    await vendor.get(200, 'PUT', ONE, { ...GOOD_SYSTEM, clientId: [CLIENT_IDS.certificate] })
    expect(vendor.state.system_users.find(({ id }) => id === user)?.client_ids).toEqual([
      CLIENT_IDS.certificate,
    ])
    await vendor.get(200, 'PUT', `${ONE}/rights`, GOOD_SYSTEM.rights)
    expect(vendor.state.system_users.at(-1)?.client_ids).toEqual([CLIENT_IDS.certificate])
  })

  it('frees its clients when it is deleted, and takes its system users along', async () => {
    await (await vendor.registered()).user()
    const before = vendor.state.system_users.length
    expect(await vendor.get(200, 'DELETE', ONE)).toEqual({ succeeded: true })
    expect(vendor.state.system_users).toHaveLength(before - 1)
    await vendor.get(200, 'POST', REGISTER, { ...GOOD_SYSTEM, id: `${SYSTEM}2` })
  })

  it('has a log of who changed what, and when', async () => {
    await vendor.registered()
    vendor.clock.now += 60
    await vendor.get(200, 'PUT', `${ONE}/rights`, [])
    await vendor.get(200, 'PUT', `${ONE}/accesspackages`, [FOR_CLIENTS])
    await vendor.get(200, 'PUT', ONE, GOOD_SYSTEM, { scope: SCOPES.admin, orgnr: CUSTOMER })
    await vendor.get(200, 'DELETE', ONE)
    const log = await vendor.get<Json[]>(200, 'GET', `${ONE}/changelog`)
    expect(
      log.map(({ changeType, changedByOrgNumber, changedData }) => [
        changeType,
        changedByOrgNumber,
        changedData,
      ]),
    ).toEqual([
      ['Create', VENDOR, GOOD_SYSTEM],
      ['RightsUpdate', VENDOR, []],
      ['AccessPackageUpdate', VENDOR, [FOR_CLIENTS]],
      ['Update', CUSTOMER, GOOD_SYSTEM],
      ['Delete', VENDOR, null],
    ])
    expect(log[0]).toMatchObject({ clientId: CLIENT_IDS.key, created: new Date(NOW * 1000).toISOString() })
    expect(new Set(log.map(({ systemInternalId }) => systemInternalId)).size).toBe(1)
    expect(log[1]?.created).toBe(new Date((NOW + 60) * 1000).toISOString())
  })
})
