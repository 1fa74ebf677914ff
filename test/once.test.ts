import { expect, it } from 'vitest'
import { once } from '../src/once.js'

it('makes it when it is first asked for, and never again, also where it failed', async () => {
  let count = 0
  const made = once(async () => ++count)
  expect(count).toBe(0)
  expect([await made(), await made(), count]).toEqual([1, 1, 1])
  const failed = once(async () => {
    throw new Error(`${++count}`)
  })
  await expect(failed()).rejects.toThrow('2')
  await expect(failed()).rejects.toThrow('2')
})
