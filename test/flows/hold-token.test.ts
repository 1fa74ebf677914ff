import { describe, expect, it } from 'vitest'
import { type HeldToken, holdToken } from '../../src/flows/hold-token.js'

/** Tokens `t1`, `t2` … of `life` seconds, by a clock that stands still until it is moved. */
function holding(life = 120) {
  const clock = { now: 1000 }
  let count = 0
  let broken = false
  const obtain = async (): Promise<HeldToken> => {
    count++
    await Promise.resolve()
    if (broken) throw new Error(`no token ${count}`)
    return {
      ...{ accessToken: `t${count}`, tokenType: 'Bearer', scope: '' },
      ...{ expiresIn: life, expiresAt: clock.now + life },
    }
  }
  const { get, renew } = holdToken(obtain, () => clock.now)
  const nameOf = async (token: Promise<HeldToken>) => (await token).accessToken
  return {
    clock,
    requests: () => count,
    breakDown: (value: boolean) => {
      broken = value
    },
    get: () => nameOf(get()),
    renew: () => nameOf(renew()),
  }
}

describe('holdToken', () => {
  it('asks for nothing before a token is wanted', () => {
    expect(holding().requests()).toBe(0)
  })

  it('gives one token while it is good, and then another', async () => {
    const { get, clock } = holding(120)
    expect(await get()).toBe('t1')
    clock.now += 107
    expect(await get()).toBe('t1')
    clock.now += 1
    expect(await get()).toBe('t2')
  })

  it('shares one request among all that want a token at once', async () => {
    const { get, renew, requests } = holding()
    expect(await Promise.all([get(), get(), renew(), get()])).toEqual(['t1', 't1', 't1', 't1'])
    expect(requests()).toBe(1)
  })

  it('makes a new one when the old one was refused, and gives it to those who come meanwhile', async () => {
    const { get, renew, requests } = holding()
    await get()
    expect(await Promise.all([renew(), renew(), get()])).toEqual(['t2', 't2', 't2'])
    expect(await get()).toBe('t2')
    expect(requests()).toBe(2)
  })

  it('does not remember a failed request', async () => {
    const { get, breakDown, requests } = holding()
    breakDown(true)
    const both = await Promise.allSettled([get(), get()])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(requests()).toBe(1)
    breakDown(false)
    expect(await get()).toBe('t2')
  })

  it('does not go back to the refused one after a failed renewal', async () => {
    const { get, renew, breakDown } = holding()
    await get()
    breakDown(true)
    await expect(renew()).rejects.toThrow('no token 2')
    breakDown(false)
    expect(await get()).toBe('t3')
  })

  it('gives a token that has just come, however short its life', async () => {
    const { get, clock } = holding(0)
    expect(await get()).toBe('t1')
    clock.now += 1
    expect(await get()).toBe('t2')
  })
})
