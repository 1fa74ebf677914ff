import { describe, expect, it } from 'vitest'
import { renderCount } from '../../../src/commands/render/count.js'

describe('the count of a run', () => {
  it.each([
    [{ done: 4200, total: 10_000, seconds: 2, failed: 0 }, ' 42 %  4200 of 10000  2100/s  3 s left'],
    [
      { done: 4200, total: 10_000, seconds: 2, failed: 7 },
      ' 42 %  4200 of 10000  7 without a token  2100/s  3 s left',
    ],
    [{ done: 4200, seconds: 2, failed: 7 }, ' 4200  7 without a token  2100/s'],
    [{ done: 12, total: 11, seconds: 2, failed: 0 }, ' 12  6/s'],
    [{ done: 0, total: 11, seconds: 1, failed: 0 }, '  0 %  0 of 11'],
    [{ done: 4200, total: 10_000, seconds: 2, failed: 7, width: 30 }, ' 42 %  4200 of 10000'],
  ])('says how far it is: %j', (progress, line) => {
    expect(renderCount(progress)).toBe(line)
  })
})
