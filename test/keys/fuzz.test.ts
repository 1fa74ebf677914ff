import { describe, expect, it } from 'vitest'
import { run } from '../fuzz/campaign.js'
import { damaged } from '../fuzz/damage.js'
import { FORMATS } from '../fuzz/formats.js'
import { Random } from '../fuzz/random.js'
import { vector } from './support/vectors.js'

/** `npm run fuzz` tries a hundred thousand of each. */
const VARIANTS = 500

describe.each(FORMATS)('damaged variants of %s', (format) => {
  it('end in an error of ours, or open', async () => {
    const report = await run({ format, seed: 2, from: 0, count: VARIANTS }, vector)
    expect(report.foreign).toEqual([])
    expect(report.slowest.ms).toBeLessThan(5000)
    expect(Object.values(report.outcomes).reduce((sum, count) => sum + count, 0)).toBe(VARIANTS)
    expect(report.outcomes).toMatchObject({
      MP_KEY_UNREADABLE: expect.any(Number),
      opened: expect.any(Number),
    })
  })
})

describe('damage', () => {
  it('is the same for the same seed, and another for another', () => {
    const bytes = vector('pkcs8.der')
    const variant = (seed: number) => damaged(bytes, new Random(seed), [1, 2, 3]).toString('hex')
    expect(variant(1)).toBe(variant(1))
    expect(new Set([1, 2, 3, 4, 5].map(variant)).size).toBe(5)
  })

  it('leaves its original alone', () => {
    const bytes = vector('pkcs8.der')
    for (let seed = 0; seed < 100; seed++) damaged(bytes, new Random(seed), [1, 2, 3])
    expect(bytes).toEqual(vector('pkcs8.der'))
  })
})
