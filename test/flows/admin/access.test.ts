import { describe, expect, it } from 'vitest'
import { grantAccess, listAccess, revokeAccess } from '../../../src/flows/admin/access.js'
import { HARMFUL } from '../../protocol/selfservice/support/harmful.js'
import { codeOfRejection } from '../../support/failure.js'
import { jsonResponse } from '../../support/responses.js'
import { register } from './support/register.js'

const SCOPE = 'demo:res/a.read'
const LIST = '/scopes/access?scope=demo%3Ares%2Fa.read'
const ONE = '/scopes/access/313725138?scope=demo%3Ares%2Fa.read'
const ACCESS = { scope: SCOPE, state: 'APPROVED', consumer_orgno: '313725138', owner_orgno: '310904473' }

describe('access', () => {
  it('is listed', async () => {
    expect(await listAccess(register({ [LIST]: [ACCESS] }).session, SCOPE)).toEqual([ACCESS])
    expect(await codeOfRejection(listAccess(register({ [LIST]: ACCESS }).session, SCOPE))).toBe(
      'MP_RESPONSE_MALFORMED',
    )
  })

  it.each(['313725138', '313 725 138', '0192:313725138'])(
    'is granted to %s, without a body',
    async (orgnr) => {
      const own = register({})
      own.answer = () => jsonResponse(ACCESS)
      expect(await grantAccess(own.session, SCOPE, orgnr)).toEqual(ACCESS)
      expect(own.changes()).toEqual([`PUT ${ONE}`])
      expect(own.requests[0]).not.toHaveProperty('body')
    },
  )

  it('is looked up where the grant is answered without a body', async () => {
    const own = register({ [LIST]: [{ ...ACCESS, consumer_orgno: '310904473' }, ACCESS] })
    own.answer = () => ({ status: 204, headers: {}, body: '' })
    expect(await grantAccess(own.session, SCOPE, '313725138')).toEqual(ACCESS)
    own.objects.set(LIST, [])
    expect(await codeOfRejection(grantAccess(own.session, SCOPE, '313725138'))).toBe('MP_UNANSWERED')
  })

  it.each([
    [{ ...ACCESS, consumer_orgno: '310904473' }],
    [{ ...ACCESS, scope: 'demo:b' }],
    [[ACCESS]],
    [null],
  ])('may or may not have been granted after %j', async (answer) => {
    const own = register({})
    own.answer = () => jsonResponse(answer)
    expect(await codeOfRejection(grantAccess(own.session, SCOPE, '313725138'))).toBe('MP_UNANSWERED')
  })

  it('is revoked', async () => {
    const { session, changes } = register({})
    await revokeAccess(session, SCOPE, '313725138')
    expect(changes()).toEqual([`DELETE ${ONE}`])
  })

  it.each([...HARMFUL, '313725139', '31372513', '313725138/..', '..;', '123456789'])(
    'is nothing for %j: nothing is sent',
    async (text) => {
      const { session, requests } = register({})
      for (const run of [grantAccess, revokeAccess]) {
        expect(await codeOfRejection(run(session, SCOPE, text))).toBe('MP_USAGE')
        expect(await codeOfRejection(run(session, text, '313725138'))).toBe('MP_USAGE')
      }
      expect(await codeOfRejection(listAccess(session, text))).toBe('MP_USAGE')
      expect(requests).toEqual([])
    },
  )
})
