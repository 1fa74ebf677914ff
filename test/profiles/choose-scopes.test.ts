import { describe, expect, it } from 'vitest'
import type { TargetApi } from '../../src/profiles/api-target.js'
import { chooseScopes } from '../../src/profiles/choose-scopes.js'
import type { Sourced } from '../../src/profiles/settings.js'

const builtIn: TargetApi = { name: 'a', origin: 'the catalogue', scopes: ['a:first', 'a:second', 'a:third'] }
const own: TargetApi = { name: 'b', origin: 'mp.json: apis.b', scopes: ['b:one', 'b:two'], together: true }
const none: TargetApi = { name: 'c', origin: 'the catalogue', scopes: [] }

const flag: Sourced<string[]> = { value: ['x:y', 'a:second'], origin: '--scope' }
const profile = (...value: string[]) => ({ value, origin: 'mp.json: scopes' })

describe('which scopes are asked for', () => {
  it.each<[string, TargetApi | undefined, Sourced<readonly string[]> | undefined, unknown]>([
    ['the flag’s, over the catalogue', builtIn, flag, flag],
    ['the flag’s, over the profile’s API', own, flag, flag],
    ['the flag’s, where nothing is known', undefined, flag, flag],
    [
      'the first, when nothing is wished',
      builtIn,
      undefined,
      { value: ['a:first'], origin: 'the catalogue' },
    ],
    [
      'the first, when the profile holds none',
      builtIn,
      profile('x:y'),
      { value: ['a:first'], origin: 'the catalogue' },
    ],
    [
      'those that the profile holds, in the API’s order',
      builtIn,
      profile('a:third', 'x:y', 'a:second'),
      profile('a:second', 'a:third'),
    ],
    [
      'all of the profile’s API',
      own,
      profile('b:one'),
      { value: ['b:one', 'b:two'], origin: 'mp.json: apis.b' },
    ],
    [
      'all of the profile’s API, without a wish',
      own,
      undefined,
      { value: ['b:one', 'b:two'], origin: 'mp.json: apis.b' },
    ],
    ['the profile’s, of an API without scopes', none, profile('x:y'), profile('x:y')],
    ['the profile’s, of a URL that nobody knows', undefined, profile('x:y'), profile('x:y')],
    ['nothing, where nothing is known and nothing wished', none, undefined, undefined],
  ])('are %s', (_, api, wished, chosen) => {
    expect(chooseScopes(api, wished)).toEqual(chosen)
  })
})
