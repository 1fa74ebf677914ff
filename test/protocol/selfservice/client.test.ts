import { describe, expect, it } from 'vitest'
import { toNewClient, withChange } from '../../../src/protocol/selfservice/client.js'
import { codeOf } from '../../support/failure.js'

const NOTHING = { addScopes: [], removeScopes: [] }

describe('toNewClient', () => {
  it('is the least that Digdir takes for Maskinporten', () => {
    expect(toNewClient({ name: 'demo', description: 'En demo', scopes: ['a:b', 'a:c', 'a:b'] })).toEqual({
      integration_type: 'maskinporten',
      application_type: 'web',
      token_endpoint_auth_method: 'private_key_jwt',
      grant_types: ['urn:ietf:params:oauth:grant-type:jwt-bearer'],
      client_name: 'demo',
      description: 'En demo',
      scopes: ['a:b', 'a:c'],
    })
  })

  it('says how long its tokens live where that is wanted', () => {
    expect(toNewClient({ name: 'x', description: 'y', scopes: [], lifetime: 30 }).access_token_lifetime).toBe(
      30,
    )
  })
})

describe('withChange', () => {
  const client = {
    client_id: 'x',
    client_name: 'old',
    description: 'd',
    scopes: ['a:a', 'a:b'],
    redirect_uris: ['u'],
  }

  it.each([
    [{}, {}],
    [{ name: 'new' }, { client_name: 'new' }],
    [{ description: '' }, { description: '' }],
    [{ lifetime: 60 }, { access_token_lifetime: 60 }],
    [{ addScopes: ['a:c'] }, { scopes: ['a:a', 'a:b', 'a:c'] }],
    [{ addScopes: ['a:c', 'a:c', 'a:a'] }, { scopes: ['a:a', 'a:b', 'a:c'] }],
    [{ removeScopes: ['a:a'] }, { scopes: ['a:b'] }],
    [{ removeScopes: ['a:a', 'a:b', 'z:z'] }, { scopes: [] }],
    [{ addScopes: ['a:c'], removeScopes: ['a:a'] }, { scopes: ['a:b', 'a:c'] }],
    [{ addScopes: ['a:a'], removeScopes: ['z:z'] }, {}],
  ])('makes of %j the difference %j', (change, difference) => {
    expect(withChange(client, { ...NOTHING, ...change })).toEqual({ ...client, ...difference })
  })

  it('gives scopes to a client that had none', () => {
    expect(withChange({}, { ...NOTHING, addScopes: ['a:a'] })).toEqual({ scopes: ['a:a'] })
  })

  it('leaves scopes alone that are not spoken of, whatever they are', () => {
    expect(withChange({ scopes: 'odd' }, { ...NOTHING, name: 'n' })).toEqual({
      scopes: 'odd',
      client_name: 'n',
    })
  })

  it.each(['a:a', [7], null, {}])('does not add to the scopes %j', (scopes) => {
    expect(codeOf(() => withChange({ scopes }, { ...NOTHING, addScopes: ['a:b'] }))).toBe(
      'MP_RESPONSE_MALFORMED',
    )
  })

  it('does not both add and remove a scope', () => {
    const change = { addScopes: ['a:b', 'a:c'], removeScopes: ['a:c'] }
    expect(codeOf(() => withChange(client, change))).toBe('MP_USAGE')
  })
})
