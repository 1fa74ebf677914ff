import { describe, expect, it } from 'vitest'
import {
  createClient,
  deleteClient,
  listClients,
  showClient,
  updateClient,
} from '../../../src/flows/admin/clients.js'
import { dryRun, NotSent } from '../../../src/flows/admin/session.js'
import { HARMFUL } from '../../protocol/selfservice/support/harmful.js'
import { codeOfRejection, rejectionOf } from '../../support/failure.js'
import { jsonText } from '../../support/json-documents.js'
import { randomFrom } from '../../support/random.js'
import { jsonResponse } from '../../support/responses.js'
import { register } from './support/register.js'

const KEY = { kty: 'RSA', use: 'sig', kid: 'a', n: 'sXchDA', e: 'AQAB' }
const CLIENT = {
  ...{ client_id: 'a', client_name: 'demo', description: 'En demo', client_orgno: '310904473', active: true },
  ...{ created: 'then', last_updated: 'then', jwks_uri: '/clients/a/jwks', integration_type: 'maskinporten' },
  scopes: ['a:a', 'a:b'],
  redirect_uris: ['https://a.test/'],
  onbehalfof: [
    { onbehalfof: 'kunde', name: 'Kunde', orgno: '313725138', organization_name: 'KUNDE AS', created: 'x' },
  ],
  jwks: { keys: [KEY], created: 'then' },
  'new#since': { deep: [1.5, null, 'x'] },
}
const NOTHING = { addScopes: [], removeScopes: [] }

/** The client as it is written back: without what Digdir sets, and with everything else. */
const WRITABLE = {
  ...{ client_name: 'demo', description: 'En demo', integration_type: 'maskinporten' },
  ...{ scopes: CLIENT.scopes, redirect_uris: CLIENT.redirect_uris, 'new#since': CLIENT['new#since'] },
  onbehalfof: [{ onbehalfof: 'kunde', name: 'Kunde', orgno: '313725138' }],
  jwks: { keys: [KEY] },
}

const withClient = (client: Record<string, unknown> = CLIENT) => register({ '/clients/a': client })

describe('updateClient', () => {
  it('changes what is named and writes everything else back as it came', async () => {
    const { session, changes, bodies } = withClient()
    const change = { name: 'ny', addScopes: ['a:c'], removeScopes: ['a:a'] }
    const client = await updateClient(session, 'a', change)
    expect(changes()).toEqual(['PUT /clients/a'])
    expect(bodies()).toEqual([{ ...WRITABLE, client_name: 'ny', scopes: ['a:b', 'a:c'] }])
    expect(client).toMatchObject({ client_id: 'a', client_name: 'ny', last_updated: 'then' })
  })

  it('writes back whatever else the API sent, of any shape', async () => {
    const random = randomFrom(5)
    for (let round = 0; round < 300; round++) {
      const more: unknown = JSON.parse(jsonText(random))
      const { session, bodies } = withClient({ client_id: 'a', more, jwks: more, onbehalfof: [more] })
      await updateClient(session, 'a', { ...NOTHING, name: 'ny' })
      const [body] = bodies()
      expect(JSON.stringify(body?.more)).toBe(JSON.stringify(more))
      expect(JSON.stringify(body?.jwks)).toBe(JSON.stringify(more))
      expect(JSON.stringify(body?.onbehalfof)).toBe(JSON.stringify([more]))
    }
  })

  it.each([
    [{ addScopes: ['a:a'] }],
    [{ removeScopes: ['z:z'] }],
    [{ name: 'demo', description: 'En demo' }],
    [{}],
  ])('writes nothing where it is so already: %j', async (change) => {
    const { session, requests } = withClient()
    expect(await updateClient(session, 'a', { ...NOTHING, ...change })).toEqual(CLIENT)
    expect(requests.map(({ method }) => method)).toEqual(['GET'])
  })

  it('merges into what someone else wrote meanwhile, where that was other fields', async () => {
    const own = withClient()
    const theirs = {
      ...CLIENT,
      description: 'Ny',
      jwks: { keys: [KEY, { ...KEY, kid: 'b' }] },
      last_updated: 'now',
    }
    own.before = (number) => {
      if (number === 2) own.objects.set('/clients/a', theirs)
    }
    await updateClient(own.session, 'a', { ...NOTHING, addScopes: ['a:c'] })
    expect(own.bodies()).toEqual([
      { ...WRITABLE, description: 'Ny', jwks: theirs.jwks, scopes: ['a:a', 'a:b', 'a:c'] },
    ])
  })

  it.each([
    ['the same field', { scopes: ['a:a', 'a:b', 'a:z'], last_updated: 'now' }, 'scopes'],
    ['whether it is in use', { active: false }, 'active'],
  ])('writes nothing where someone else changed %s meanwhile', async (_, theirs, field) => {
    const own = withClient()
    own.before = (number) => {
      if (number === 2) own.objects.set('/clients/a', { ...CLIENT, ...theirs })
    }
    const error = await rejectionOf(updateClient(own.session, 'a', { ...NOTHING, addScopes: ['a:c'] }))
    expect(error.code).toBe('MP_CHANGED_MEANWHILE')
    expect(error.message).toBe(
      `client "a" was changed by someone else just now (${field}); nothing was written`,
    )
    expect(own.changes()).toEqual([])
  })

  it('is not misled by lists in another order, nor by a new time alone', async () => {
    const own = withClient()
    own.before = (number) => {
      if (number === 2)
        own.objects.set('/clients/a', { ...CLIENT, scopes: ['a:b', 'a:a'], last_updated: 'now' })
    }
    await updateClient(own.session, 'a', { ...NOTHING, addScopes: ['a:c'] })
    expect(own.bodies()).toMatchObject([{ scopes: ['a:b', 'a:a', 'a:c'] }])
  })

  it('says so where the API made something else of what was named', async () => {
    const own = withClient()
    own.answer = () => jsonResponse({ ...CLIENT, client_name: 'ny' })
    const change = { name: 'ny', lifetime: 60, addScopes: ['a:c'], removeScopes: [] }
    const error = await rejectionOf(updateClient(own.session, 'a', change))
    expect(error.code).toBe('MP_NOT_AS_SENT')
    expect(error.message).toBe(
      'client "a" was written, and the API now tells of another scopes, access_token_lifetime than was sent',
    )
  })

  it('reads the client again where a write is answered without a body', async () => {
    const own = withClient()
    own.answer = () => ({ status: 204, headers: {}, body: '' })
    const client = await updateClient(own.session, 'a', { ...NOTHING, name: 'ny' })
    expect(client.client_name).toBe('ny')
    expect(own.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'PUT', 'GET'])
  })

  it.each([[{ ...CLIENT, client_id: 'b' }], [[CLIENT]], ['x'], [null]])(
    'does not take %j for the client that was written',
    async (answer) => {
      const own = withClient()
      own.answer = () => jsonResponse(answer)
      expect(await codeOfRejection(updateClient(own.session, 'a', { ...NOTHING, name: 'ny' }))).toBe(
        'MP_UNANSWERED',
      )
    },
  )

  it('writes no private part that the API should not have had', async () => {
    const { session, bodies } = withClient({ ...CLIENT, jwks: { keys: [{ ...KEY, d: 'x', p: 'y' }] } })
    await updateClient(session, 'a', { ...NOTHING, name: 'ny' })
    expect(bodies()).toMatchObject([{ jwks: { keys: [KEY] } }])
    expect(JSON.stringify(bodies())).not.toMatch(/"[dp]":/)
  })

  it('shows in a rehearsal what it would write', async () => {
    const { session, changes } = withClient()
    const error = await updateClient(dryRun(session), 'a', { ...NOTHING, name: 'ny' }).catch(
      (thrown) => thrown,
    )
    expect(error).toBeInstanceOf(NotSent)
    expect(error.request).toEqual({
      method: 'PUT',
      path: ['clients', 'a'],
      body: { ...WRITABLE, client_name: 'ny' },
    })
    expect(changes()).toEqual([])
  })
})

describe('createClient', () => {
  const WISH = { name: 'demo', description: 'En demo', scopes: ['a:b'] }

  it('gives the client that was made', async () => {
    const own = register({})
    own.answer = (written) =>
      jsonResponse({ ...(written as object), client_id: 'ny', grant_types: ['jwt_bearer_token'] }, 201)
    expect(await createClient(own.session, WISH)).toMatchObject({ client_id: 'ny', scopes: ['a:b'] })
    expect(own.changes()).toEqual(['POST /clients'])
  })

  it('names the client that was made otherwise than was asked for', async () => {
    const own = register({})
    own.answer = (written) => jsonResponse({ ...(written as object), client_id: 'ny', scopes: [] }, 201)
    const error = await rejectionOf(createClient(own.session, WISH))
    expect(error.code).toBe('MP_NOT_AS_SENT')
    expect(error.message).toMatch(/^client "ny" .* scopes than was sent$/)
  })

  it.each([[{}], [{ client_id: 7 }], [[]], [null]])(
    'says that it may have been made after %j',
    async (answer) => {
      const own = register({})
      own.answer = () => jsonResponse(answer)
      expect(await codeOfRejection(createClient(own.session, WISH))).toBe('MP_UNANSWERED')
    },
  )
})

describe('a client', () => {
  it('is listed, with those out of use where that is wanted', async () => {
    const { session } = register({ '/clients': [CLIENT], '/clients?inactive=true': [CLIENT, CLIENT] })
    expect(await listClients(session, { inactive: false })).toEqual([CLIENT])
    expect(await listClients(session, { inactive: true })).toHaveLength(2)
  })

  it.each([[{}], [['x']], [null], ['x'], [[[]]]])('is not listed by %j', async (answer) => {
    expect(
      await codeOfRejection(listClients(register({ '/clients': answer }).session, { inactive: false })),
    ).toBe('MP_RESPONSE_MALFORMED')
  })

  it('is shown as the API tells of it, and another is not', async () => {
    expect(await showClient(withClient().session, 'a')).toEqual(CLIENT)
    const other = withClient({ ...CLIENT, client_id: 'b' })
    expect(await codeOfRejection(showClient(other.session, 'a'))).toBe('MP_RESPONSE_MALFORMED')
    expect(await codeOfRejection(showClient(register({}).session, 'a'))).toBe('MP_REFUSED')
  })

  it('is deleted', async () => {
    const { session, changes } = withClient()
    expect(await deleteClient(session, 'a')).toBeUndefined()
    expect(changes()).toEqual(['DELETE /clients/a'])
  })

  it.each([...HARMFUL, 'a b', 'a?b', 'a:b'])('is never called %j, and nothing is sent', async (id) => {
    const { session, requests } = withClient()
    for (const run of [showClient, deleteClient])
      expect(await codeOfRejection(run(session, id))).toBe('MP_USAGE')
    expect(await codeOfRejection(updateClient(session, id, { ...NOTHING, name: 'x' }))).toBe('MP_USAGE')
    expect(requests).toEqual([])
  })
})
