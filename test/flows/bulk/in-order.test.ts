import { describe, expect, it } from 'vitest'
import { inOrder } from '../../../src/flows/bulk/in-order.js'
import { randomFrom } from '../../support/random.js'

/** Numbers from 0, and how many of them have been taken. */
function counting(end: number) {
  const taken = { count: 0, returned: false }
  async function* numbers() {
    try {
      while (taken.count < end) yield taken.count++
    } finally {
      taken.returned = true
    }
  }
  return { numbers: numbers(), taken }
}

/** Work that is done when the test says so. */
function byHand() {
  const begun = new Map<number, { done(): void; fail(error: Error): void }>()
  const work = (item: number) =>
    new Promise<number>((resolve, reject) => {
      begun.set(item, { done: () => resolve(item), fail: reject })
    })
  return { begun, work }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve()
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

const BOUNDS = { lanes: 4, ahead: 10 }

describe('a long input', () => {
  it('comes out in its order, however long each item takes', async () => {
    const random = randomFrom(1)
    const { numbers } = counting(500)
    const work = (item: number) =>
      new Promise<number>((resolve) => {
        if (random() < 0.5) setImmediate(resolve, item)
        else setTimeout(resolve, random() * 4, item)
      })
    expect(await all(inOrder(numbers, work, BOUNDS))).toEqual(
      Array.from({ length: 500 }, (_, index) => index),
    )
  })

  it('is worked on by so many lanes and never more', async () => {
    const { numbers } = counting(200)
    let running = 0
    const seen = new Set<number>()
    const work = async (item: number) => {
      seen.add(++running)
      await new Promise((resolve) => setImmediate(resolve))
      running--
      return item
    }
    await all(inOrder(numbers, work, BOUNDS))
    expect(Math.max(...seen)).toBe(4)
  })

  it('is not read on while its first item keeps the others waiting', async () => {
    const { numbers, taken } = counting(1000)
    const { begun, work } = byHand()
    const first = inOrder(numbers, work, BOUNDS).next()
    await settled()
    expect([...begun.keys()]).toEqual([0, 1, 2, 3])
    for (let item = 1; item < 10; item++) {
      begun.get(item)?.done()
      await settled()
    }
    expect([begun.size, taken.count]).toEqual([10, 11])
    begun.get(0)?.done()
    expect((await first).value).toBe(0)
    await settled()
    expect(begun.size).toBe(11)
  })

  it('gives what is ready before more is there to be read', async () => {
    let more = () => {}
    async function* trickle() {
      yield 0
      await new Promise<void>((resolve) => {
        more = resolve
      })
      yield 1
    }
    const results = inOrder(trickle(), async (item) => item, BOUNDS)
    expect((await results.next()).value).toBe(0)
    more()
    expect((await results.next()).value).toBe(1)
    expect((await results.next()).done).toBe(true)
  })

  it('is given up to the place where the work failed, and the rest is not', async () => {
    const { numbers, taken } = counting(1000)
    const { begun, work } = byHand()
    const results = inOrder(numbers, work, BOUNDS)
    const first = results.next()
    await settled()
    begun.get(2)?.fail(new Error('broken'))
    begun.get(1)?.done()
    begun.get(0)?.done()
    expect((await first).value).toBe(0)
    expect((await results.next()).value).toBe(1)
    await expect(results.next()).rejects.toThrow('broken')
    await settled()
    expect(taken.count).toBeLessThan(12)
  })

  it('is given as far as it could be read', async () => {
    async function* broken() {
      yield 1
      yield 2
      throw new Error('unreadable')
    }
    const results = inOrder(broken(), async (item) => item, BOUNDS)
    expect([(await results.next()).value, (await results.next()).value]).toEqual([1, 2])
    await expect(results.next()).rejects.toThrow('unreadable')
  })

  it('is closed by whoever wants no more of it', async () => {
    const { numbers, taken } = counting(1000)
    for await (const item of inOrder(numbers, async (item) => item, BOUNDS)) if (item === 3) break
    await settled()
    expect(taken.returned).toBe(true)
    expect(taken.count).toBeLessThan(20)
  })

  it('may be empty', async () => {
    expect(await all(inOrder(counting(0).numbers, async (item) => item, BOUNDS))).toEqual([])
  })
})
