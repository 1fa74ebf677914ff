import { describe, expect, it } from 'vitest'
import { addOnBehalfOf, listOnBehalfOf, removeOnBehalfOf } from '../../../src/flows/admin/onbehalfof.js'
import { HARMFUL } from '../../protocol/selfservice/support/harmful.js'
import { codeOfRejection } from '../../support/failure.js'
import { jsonResponse } from '../../support/responses.js'
import { register } from './support/register.js'

const AT = '/clients/a/onbehalfof'
const ONE = { onbehalfof: 'kunde-1', name: 'Kunde', orgno: '313725138', organization_name: 'KUNDE AS' }
const WISH = { id: 'kunde-1', name: 'Kunde', orgnr: '313 725 138' }

describe('onbehalfof', () => {
  it('is listed', async () => {
    expect(await listOnBehalfOf(register({ [AT]: [ONE] }).session, 'a')).toEqual([ONE])
    expect(await codeOfRejection(listOnBehalfOf(register({ [AT]: {} }).session, 'a'))).toBe(
      'MP_RESPONSE_MALFORMED',
    )
  })

  it('is added beside the others', async () => {
    const own = register({})
    own.answer = () => jsonResponse(ONE, 201)
    expect(await addOnBehalfOf(own.session, 'a', WISH)).toEqual(ONE)
    expect(own.changes()).toEqual([`POST ${AT}`])
    expect(own.bodies()).toEqual([{ onbehalfof: 'kunde-1', name: 'Kunde', orgno: '313725138' }])
  })

  it('is looked up where it was added and answered without a body', async () => {
    const own = register({ [AT]: [{ onbehalfof: 'x' }, ONE] })
    own.answer = () => {
      own.objects.set(AT, [{ onbehalfof: 'x' }, ONE])
      return { status: 201, headers: {}, body: '' }
    }
    expect(await addOnBehalfOf(own.session, 'a', WISH)).toEqual(ONE)
  })

  it.each([
    [{ ...ONE, orgno: '310904473' }, 'MP_NOT_AS_SENT'],
    [{ ...ONE, name: 'Annen' }, 'MP_NOT_AS_SENT'],
    [{ ...ONE, onbehalfof: 'x' }, 'MP_UNANSWERED'],
    [[ONE], 'MP_UNANSWERED'],
  ])('is not what was asked for after %j', async (answer, code) => {
    const own = register({})
    own.answer = () => jsonResponse(answer, 201)
    expect(await codeOfRejection(addOnBehalfOf(own.session, 'a', WISH))).toBe(code)
  })

  it('is removed', async () => {
    const { session, changes } = register({})
    await removeOnBehalfOf(session, 'a', 'kunde-1')
    expect(changes()).toEqual([`DELETE ${AT}/kunde-1`])
  })

  it.each([...HARMFUL, 'a b', 'a:b', 'a?'])(
    'is never %j of anything, nor of it: nothing is sent',
    async (text) => {
      const { session, requests } = register({})
      expect(await codeOfRejection(listOnBehalfOf(session, text))).toBe('MP_USAGE')
      expect(await codeOfRejection(addOnBehalfOf(session, text, WISH))).toBe('MP_USAGE')
      expect(await codeOfRejection(addOnBehalfOf(session, 'a', { ...WISH, id: text }))).toBe('MP_USAGE')
      expect(await codeOfRejection(addOnBehalfOf(session, 'a', { ...WISH, orgnr: text }))).toBe('MP_USAGE')
      expect(await codeOfRejection(removeOnBehalfOf(session, text, 'kunde-1'))).toBe('MP_USAGE')
      expect(await codeOfRejection(removeOnBehalfOf(session, 'a', text))).toBe('MP_USAGE')
      expect(requests).toEqual([])
    },
  )
})
