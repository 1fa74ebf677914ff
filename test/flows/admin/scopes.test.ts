import { describe, expect, it } from 'vitest'
import {
  createScope,
  deleteScope,
  listScopes,
  searchScopes,
  showScope,
  updateScope,
} from '../../../src/flows/admin/scopes.js'
import { HARMFUL } from '../../protocol/selfservice/support/harmful.js'
import { codeOfRejection, rejectionOf } from '../../support/failure.js'
import { jsonResponse } from '../../support/responses.js'
import { BASE, register } from './support/register.js'

const NAME = 'demo:res/a.read'
const AT = '/scopes?scope=demo%3Ares%2Fa.read'
const SCOPE = {
  ...{ name: NAME, prefix: 'demo', subscope: 'res/a.read', description: 'gammel', 'description#en': 'old' },
  ...{
    active: true,
    created: 'then',
    last_updated: 'then',
    owner_orgno: '310904473',
    at_max_age: 0,
    'new#since': [1],
  },
}
const WRITABLE = {
  ...{ prefix: 'demo', subscope: 'res/a.read', description: 'gammel', 'description#en': 'old' },
  ...{ at_max_age: 0, 'new#since': [1] },
}

describe('a scope', () => {
  it('is listed', async () => {
    const { session } = register({ '/scopes': [SCOPE], '/scopes?inactive=true': [] })
    expect(await listScopes(session, { inactive: false })).toEqual([SCOPE])
    expect(await listScopes(session, { inactive: true })).toEqual([])
  })

  it.each([[SCOPE], [[{ name: 'demo:b' }, SCOPE]]])(
    'is shown, whether the API gives it alone or in a list',
    async (answer) => {
      expect(await showScope(register({ [AT]: answer }).session, NAME)).toEqual(SCOPE)
    },
  )

  it.each([
    [[], 'MP_NOT_FOUND'],
    [[{ name: 'demo:b' }], 'MP_NOT_FOUND'],
    [{ name: 'demo:b' }, 'MP_RESPONSE_MALFORMED'],
    ['x', 'MP_RESPONSE_MALFORMED'],
    [['x'], 'MP_RESPONSE_MALFORMED'],
  ])('is not shown by %j', async (answer, code) => {
    expect(await codeOfRejection(showScope(register({ [AT]: answer }).session, NAME))).toBe(code)
  })

  it('is made with what was named alone', async () => {
    const own = register({})
    own.answer = (written) => jsonResponse({ ...SCOPE, ...(written as object) }, 201)
    const wish = { prefix: 'demo', subscope: 'res/a.read', description: 'd', accessibleForAll: true }
    expect(await createScope(own.session, wish)).toMatchObject({ name: NAME, description: 'd' })
    expect(own.changes()).toEqual(['POST /scopes'])
    expect(own.bodies()).toEqual([
      { prefix: 'demo', subscope: 'res/a.read', description: 'd', accessible_for_all: true },
    ])
  })

  it('is told of where it was made otherwise, or may have been made', async () => {
    const own = register({})
    const wish = { prefix: 'demo', subscope: 'res/a.read', description: 'd' }
    own.answer = () => jsonResponse(SCOPE, 201)
    expect((await rejectionOf(createScope(own.session, wish))).message).toBe(
      `scope "${NAME}" was written, and the API now tells of another description than was sent`,
    )
    own.answer = () => jsonResponse({ ...SCOPE, name: 'demo:b' }, 201)
    expect(await codeOfRejection(createScope(own.session, wish))).toBe('MP_UNANSWERED')
  })

  it('is read where its making is answered without a body', async () => {
    const own = register({ [AT]: [SCOPE] })
    own.answer = () => ({ status: 201, headers: {}, body: '' })
    const wish = { prefix: 'demo', subscope: 'res/a.read', description: 'gammel' }
    expect(await createScope(own.session, wish)).toEqual(SCOPE)
  })

  it('is updated by what is named, and keeps all else', async () => {
    const { session, changes, bodies } = register({ [AT]: SCOPE })
    expect(await updateScope(session, NAME, { description: 'ny', atMaxAge: 60 })).toMatchObject({
      description: 'ny',
    })
    expect(changes()).toEqual([`PUT ${AT}`])
    expect(bodies()).toEqual([{ ...WRITABLE, description: 'ny', at_max_age: 60 }])
  })

  it('is not written where it is so already, or was changed by someone else just now', async () => {
    const own = register({ [AT]: SCOPE })
    expect(await updateScope(own.session, NAME, { description: 'gammel', atMaxAge: 0 })).toEqual(SCOPE)
    own.before = (number) => {
      if (number === 3) own.objects.set(AT, { ...SCOPE, description: 'deres' })
    }
    expect(await codeOfRejection(updateScope(own.session, NAME, { description: 'ny' }))).toBe(
      'MP_CHANGED_MEANWHILE',
    )
    expect(own.changes()).toEqual([])
  })

  it('is deleted', async () => {
    const { session, changes } = register({ [AT]: SCOPE })
    await deleteScope(session, NAME)
    expect(changes()).toEqual([`DELETE ${AT}`])
  })

  it.each([...HARMFUL, 'demo', 'demo:..', 'demo:a b'])(
    'is never called %j, and nothing is sent',
    async (name) => {
      const { session, requests } = register({})
      for (const run of [showScope, deleteScope])
        expect(await codeOfRejection(run(session, name))).toBe('MP_USAGE')
      expect(await codeOfRejection(updateScope(session, name, { description: 'x' }))).toBe('MP_USAGE')
      expect(requests).toEqual([])
    },
  )
})

describe('a new scope', () => {
  it.each(['', '..', '../x', 'a/../b', 'a b', 'a\n', 'a\\b', '%2e'])(
    'is never called demo:%j, and nothing is sent',
    async (subscope) => {
      const { session, requests } = register({})
      const wish = { prefix: 'demo', subscope, description: 'x' }
      expect(await codeOfRejection(createScope(session, wish))).toBe('MP_USAGE')
      expect(requests).toEqual([])
    },
  )
})

describe('searchScopes', () => {
  it('finds the public ones by name and description, without a token', async () => {
    const { send, requests } = register({ '/scopes/all': [SCOPE, { name: 'brreg:a', description: 'x' }] })
    expect(await searchScopes({ base: BASE, send }, 'GAMMEL')).toEqual([SCOPE])
    expect(await searchScopes({ base: BASE, send }, 'brreg')).toEqual([{ name: 'brreg:a', description: 'x' }])
    for (const { headers } of requests) expect(headers).not.toHaveProperty('authorization')
  })
})
