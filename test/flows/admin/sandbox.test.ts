import { describe, expect, it } from 'vitest'
import { grantAccess, listAccess, revokeAccess } from '../../../src/flows/admin/access.js'
import {
  createClient,
  deleteClient,
  listClients,
  showClient,
  updateClient,
} from '../../../src/flows/admin/clients.js'
import { listDelegationSources } from '../../../src/flows/admin/delegation-sources.js'
import { addKey, listKeys, removeKey } from '../../../src/flows/admin/keys.js'
import { addOnBehalfOf, listOnBehalfOf, removeOnBehalfOf } from '../../../src/flows/admin/onbehalfof.js'
import {
  createScope,
  deleteScope,
  listScopes,
  searchScopes,
  showScope,
  updateScope,
} from '../../../src/flows/admin/scopes.js'
import { adminSession } from '../../../src/flows/admin/session.js'
import { privateJwk } from '../../../src/keys/write/jwk.js'
import { makeRegistry } from '../../../src/sandbox/registry.js'
import { createSandbox } from '../../../src/sandbox/routes.js'
import { openApiBench } from '../../sandbox/support/api-bench.js'
import { NOW, ORIGIN } from '../../sandbox/support/bench.js'
import { codeOfRejection } from '../../support/failure.js'
import { privateKey } from '../../support/keys.js'

const ADMIN = 'idporten:dcr.read idporten:dcr.write idporten:scopes.write'
const WISH = { name: 'demo', description: 'En demo', scopes: ['brreg:losore/tlg'] }
const KEY = privateJwk(privateKey, { kid: 'ny', alg: 'RS256' })

const bench = openApiBench()

/** The self-service API of a sandbox of its own, as 310904473's administrator meets it. */
function open() {
  let count = 0
  const newId = () => `5a4db0c5-aaaa-4000-8000-${String(++count).padStart(12, '0')}`
  const state = {
    ...{ ...bench.court.state, ...makeRegistry(NOW) },
    paths: { state: '', ca: { certificate: '', key: '' }, trusted: '', clients: {} },
  }
  const send = createSandbox({ state, origin: ORIGIN, now: () => NOW, newId })
  const held = { tokenType: 'Bearer', expiresIn: 100, scope: ADMIN, expiresAt: NOW + 100 } as const
  const token = async () => ({ ...held, accessToken: bench.token({ claims: { scope: ADMIN } }) })
  const ports = {
    base: `${ORIGIN}/api/v1`,
    send: async (request: Parameters<typeof send>[0]) => send(request),
  }
  return { ...ports, session: adminSession({ ...ports, token: { get: token, renew: token } }) }
}

describe('the self-service flows, against the sandbox', () => {
  it('make, change and delete a client', async () => {
    const { session } = open()
    const client = await createClient(session, { ...WISH, lifetime: 60 })
    const id = String(client.client_id)
    await addKey(session, id, KEY)
    await addOnBehalfOf(session, id, { id: 'kunde', name: 'Kunde', orgnr: '313725138' })
    const before = await showClient(session, id)
    const change = { name: 'ny', addScopes: ['brreg:losore/utlegg'], removeScopes: [] }
    const after = await updateClient(session, id, change)
    expect(after).toEqual({
      ...before,
      client_name: 'ny',
      scopes: ['brreg:losore/tlg', 'brreg:losore/utlegg'],
      last_updated: after.last_updated,
    })
    expect((await listKeys(session, id)).keys).toMatchObject([{ kid: 'ny' }])
    expect(await listOnBehalfOf(session, id)).toMatchObject([{ onbehalfof: 'kunde' }])
    await deleteClient(session, id)
    const ids = async (inactive: boolean) =>
      (await listClients(session, { inactive })).map((one) => one.client_id)
    expect(await ids(false)).not.toContain(id)
    expect(await ids(true)).toContain(id)
  })

  it('register, renew and remove keys', async () => {
    const { session } = open()
    const id = String((await createClient(session, WISH)).client_id)
    await addKey(session, id, KEY)
    await addKey(session, id, { ...KEY, kid: 'to' })
    await addKey(session, id, KEY)
    expect((await listKeys(session, id)).keys).toMatchObject([{ kid: 'ny' }, { kid: 'to' }])
    expect(await removeKey(session, id, 'ny')).toMatchObject({ keys: [{ kid: 'to' }] })
    expect(await removeKey(session, id, 'to')).toBeUndefined()
    expect((await listKeys(session, id)).keys).toEqual([])
    expect(await codeOfRejection(removeKey(session, id, 'to'))).toBe('MP_NOT_FOUND')
  })

  it('make a scope, grant access to it and take both back', async () => {
    const { session } = open()
    const wish = { prefix: 'sandkasse', subscope: 'res/a.read', description: 'gammel', atMaxAge: 60 }
    const scope = await createScope(session, wish)
    const name = 'sandkasse:res/a.read'
    expect(scope).toMatchObject({ name, at_max_age: 60 })
    const changed = await updateScope(session, name, { description: 'ny' })
    expect(changed).toEqual({ ...scope, description: 'ny', last_updated: changed.last_updated })
    expect(await showScope(session, name)).toEqual(changed)
    expect(await listScopes(session, { inactive: false })).toContainEqual(changed)
    expect(await grantAccess(session, name, '313 725 138')).toMatchObject({ state: 'APPROVED' })
    expect(await listAccess(session, name)).toMatchObject([{ consumer_orgno: '313725138' }])
    await revokeAccess(session, name, '313725138')
    await deleteScope(session, name)
    expect((await listScopes(session, { inactive: false })).map((one) => one.name)).not.toContain(name)
  })

  it('add and remove an onbehalfof', async () => {
    const { session } = open()
    const id = String((await createClient(session, WISH)).client_id)
    await addOnBehalfOf(session, id, { id: 'kunde', name: 'Kunde', orgnr: '313725138' })
    await removeOnBehalfOf(session, id, 'kunde')
    expect(await listOnBehalfOf(session, id)).toEqual([])
  })

  it('read the open lists', async () => {
    const ports = open()
    expect((await searchScopes(ports, 'losore')).map(({ name }) => name)).toContain('brreg:losore/tlg')
    expect(await listDelegationSources(ports)).toMatchObject([{ name: 'altinn' }])
  })

  it('hear it said that there is no such client', async () => {
    const { session } = open()
    expect(await codeOfRejection(showClient(session, 'ingen'))).toBe('MP_REFUSED')
    expect(await codeOfRejection(addKey(session, 'ingen', KEY))).toBe('MP_REFUSED')
  })
})
