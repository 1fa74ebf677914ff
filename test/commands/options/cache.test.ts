import { expect, it } from 'vitest'
import { readCache } from '../../../src/commands/options/cache.js'
import { failureOf } from '../../support/failure.js'

it.each([
  [{}, { use: true, refresh: false }],
  [{ refresh: true }, { use: true, refresh: true }],
  [{ cache: false }, { use: false, refresh: false }],
])('of %j the cache is used so: %j', (raw, options) => {
  expect(readCache(raw)).toEqual(options)
})

it('takes no two words that exclude each other', () => {
  const { code, message } = failureOf(() => readCache({ refresh: true, cache: false }))
  expect([code, message]).toEqual(['MP_USAGE', '--refresh and --no-cache exclude each other'])
})
