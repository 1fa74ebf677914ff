import { expect, it } from 'vitest'
import { isGood } from '../../src/protocol/token-life.js'

it.each([
  [1800, 1619, 1620],
  [119, 107, 108],
  [101, 90, 91],
  [100, 89, 90],
  [99, 88, 89],
  [20, 9, 10],
  [12, 5, 6],
  [2, 0, 1],
  [1, 0, 1],
])('a token of %i s is good after %i s, and no longer after %i', (expiresIn, good, bad) => {
  const life = { expiresIn, expiresAt: 1000 + expiresIn }
  expect(isGood(life, 1000 + good)).toBe(true)
  expect(isGood(life, 1000 + bad)).toBe(false)
})

it('a token is good in the second it was received in, and not before: the clock was set back', () => {
  expect(isGood({ expiresIn: 119, expiresAt: 1119 }, 1000)).toBe(true)
  expect(isGood({ expiresIn: 119, expiresAt: 1119 }, 999)).toBe(false)
})
