import { describe, expect, it } from 'vitest'
import { plan } from '../../../src/flows/admin/plan.js'
import { readPresent } from '../../../src/flows/admin/plan-present.js'
import type { Wanted } from '../../../src/profiles/wanted-file.js'
import { rejectionOf } from '../../support/failure.js'
import { BASE, register } from './support/register.js'

const EMPTY: Wanted = { clients: [], scopes: [], access: [] }
const client = (id: string, name: string, more = {}) => ({ client_id: id, client_name: name, ...more })

/** An API with these lists. */
function api({ clients = [] as { client_id: string }[], scopes = [] as object[], access = {} }) {
  return register({
    '/clients': clients,
    ...Object.fromEntries(clients.map((one) => [`/clients/${one.client_id}`, one])),
    '/scopes?inactive=true': scopes,
    ...Object.fromEntries(
      Object.entries(access).map(([scope, list]) => [
        `/scopes/access?scope=${encodeURIComponent(scope)}`,
        list,
      ]),
    ),
  })
}

describe('what is there of what is wanted', () => {
  it('is read of what the file names, and of nothing else', async () => {
    const clients = [client('1', 'a'), client('2', 'b'), client('3', 'c')]
    const scopes = [{ name: 'x:a' }, { name: 'x:b' }]
    const own = api({ clients, scopes, access: { 'x:a': [{ consumer_orgno: '1' }], 'x:b': [] } })
    const wanted: Wanted = {
      clients: [{ name: 'c' }, { name: 'ny' }],
      scopes: [{ name: 'x:ny' }],
      access: [
        { scope: 'x:a', consumers: [] },
        { scope: 'x:ny', consumers: [] },
      ],
    }
    expect(await readPresent(own.session, wanted)).toEqual({
      clients: [clients[2], undefined],
      scopes: new Map([['x:a', scopes[0]]]),
      access: new Map([
        ['x:a', ['1']],
        ['x:ny', []],
      ]),
    })
    expect(own.requests.map(({ method, url }) => `${method} ${url.slice(BASE.length)}`)).toEqual([
      'GET /scopes?inactive=true',
      'GET /clients',
      'GET /clients/3',
      'GET /scopes/access?scope=x%3Aa',
    ])
  })

  it('is not asked for where the file has nothing of the kind', async () => {
    const own = api({ clients: [client('1', 'a')] })
    await plan(own.session, EMPTY)
    expect(own.requests).toEqual([])
    await plan(own.session, { ...EMPTY, clients: [{ id: '1' }] })
    expect(own.requests.map(({ url }) => url.slice(BASE.length))).toEqual(['/clients/1'])
  })

  it('is without access that was asked for, or taken back', async () => {
    const states = ['APPROVED', 'REQUESTED', 'DENIED', undefined]
    const list = states.map((state, at) => ({ consumer_orgno: `${at}`, state }))
    const own = api({ scopes: [{ name: 'x:a' }], access: { 'x:a': list } })
    const wanted = { ...EMPTY, access: [{ scope: 'x:a', consumers: ['1', '2'] }] }
    expect((await plan(own.session, wanted)).map(({ kind, from, to }) => [kind, from ?? to])).toEqual([
      ['add', '1'],
      ['add', '2'],
      ['extra', '0'],
      ['extra', '3'],
    ])
  })

  it('knows a client by its id, whatever it is called, and by its name to the letter', async () => {
    const own = api({ clients: [client('1', 'a'), client('2', 'A'), client('3', 'a ')] })
    const clients = [{ id: '2', name: 'a' }, { name: 'a' }]
    const { clients: found } = await readPresent(own.session, { ...EMPTY, clients })
    expect(found.map((one) => one?.client_id)).toEqual(['2', '1'])
  })

  it('does not take a client that has been deactivated for the one that is named', async () => {
    const own = api({ clients: [client('1', 'a', { active: false }), client('2', 'a', { active: true })] })
    const { clients } = await readPresent(own.session, { ...EMPTY, clients: [{ name: 'a' }] })
    expect(clients.map((one) => one?.client_id)).toEqual(['2'])
  })

  it.each<[string, Partial<Wanted>, string, string]>([
    [
      'a name that two clients have',
      { clients: [{ name: 'to' }] },
      'MP_WANTED_INVALID',
      '2 clients are called "to" (1, 2), and the file must name one by "id"',
    ],
    [
      'one client by id and by name',
      { clients: [{ name: 'en' }, { id: '3', name: 'x' }] },
      'MP_WANTED_INVALID',
      'client "3" stands in the file twice, as "x" too',
    ],
    [
      'a client that has been deactivated',
      { clients: [{ id: '4' }] },
      'MP_NOT_FOUND',
      'client "4" has been deactivated, and the API brings none back',
    ],
    [
      'a scope that has been deactivated',
      { scopes: [{ name: 'x:gammel' }] },
      'MP_NOT_FOUND',
      'scope "x:gammel" has been deactivated, and the API brings none back',
    ],
    [
      'access to a scope that has been deactivated',
      { access: [{ scope: 'x:gammel', consumers: [] }] },
      'MP_NOT_FOUND',
      'scope "x:gammel" has been deactivated, and the API brings none back',
    ],
    [
      'access to a scope that is nowhere',
      { access: [{ scope: 'x:ingen', consumers: [] }] },
      'MP_NOT_FOUND',
      'there is no scope "x:ingen" among your own, nor in the file',
    ],
  ])('cannot be told of %s', async (_, wanted, code, message) => {
    const clients = [
      client('1', 'to'),
      client('2', 'to'),
      client('3', 'en'),
      client('4', 'x', { active: false }),
    ]
    const own = api({ clients, scopes: [{ name: 'x:gammel', active: false }] })
    const error = await rejectionOf(plan(own.session, { ...EMPTY, ...wanted }))
    expect({ code: error.code, message: error.message }).toEqual({ code, message })
  })

  it('is not made up: an id that nobody has is refused by the API', async () => {
    const own = api({})
    const error = await rejectionOf(plan(own.session, { ...EMPTY, clients: [{ id: 'borte', name: 'a' }] }))
    expect(error.code).toBe('MP_REFUSED')
  })
})
