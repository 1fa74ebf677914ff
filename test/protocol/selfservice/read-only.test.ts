import { describe, expect, it } from 'vitest'
import { toWritable } from '../../../src/protocol/selfservice/read-only.js'

const TIMES = { created: 'then', last_updated: 'now' }

describe('toWritable', () => {
  it('keeps all of a client that others may set, known or not', () => {
    const kept = {
      client_name: 'demo',
      scopes: ['a:b'],
      redirect_uris: ['https://a.test/'],
      supplier_orgno: '313725138',
      'something#new': { deep: [1, null, { x: '' }] },
      nothing: null,
    }
    const own = {
      client_id: 'a',
      client_orgno: '1',
      client_secret: 's',
      active: true,
      jwks_uri: '/x',
      ...TIMES,
    }
    expect(toWritable('client', { ...kept, ...own })).toEqual(kept)
  })

  it('keeps the keys and onbehalfof of a client, without what is read-only of each', () => {
    const key = { kty: 'RSA', kid: 'a', n: 'x', e: 'AQAB', exp: 1 }
    const one = { onbehalfof: 'kunde', name: 'Kunde', orgno: '310904473', description: 'x', more: 1 }
    expect(
      toWritable('client', {
        jwks: { keys: [key], ...TIMES },
        onbehalfof: [{ ...one, organization_name: 'KUNDE AS', ...TIMES }, 'odd'],
      }),
    ).toEqual({ jwks: { keys: [key] }, onbehalfof: [one, 'odd'] })
    expect(toWritable('client', { onbehalfof: null, jwks: 'x' })).toEqual({ onbehalfof: null, jwks: 'x' })
  })

  it('keeps of a scope what its owner says', () => {
    const kept = { prefix: 'demo', subscope: 'a', 'description#en': 'x', at_max_age: 0, protected: false }
    expect(
      toWritable('scope', { ...kept, name: 'demo:a', owner_orgno: '1', active: true, ...TIMES }),
    ).toEqual(kept)
  })

  it('never gives back a private part that the API should not have had', () => {
    const parts = { d: '1', p: '2', q: '3', dp: '4', dq: '5', qi: '6', oth: [], k: '7' }
    const key = { kty: 'RSA', kid: 'a', n: 'x', e: 'AQAB' }
    expect(toWritable('jwks', { keys: [{ ...key, ...parts }], ...TIMES })).toEqual({ keys: [key] })
    expect(toWritable('client', { jwks: { keys: [{ ...key, ...parts }] } })).toEqual({
      jwks: { keys: [key] },
    })
  })
})
