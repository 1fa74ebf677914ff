import { describe, expect, it } from 'vitest'
import { MpError } from '../../../src/errors.js'
import type { KeptToken } from '../../../src/flows/kept-token.js'
import { writeKeptToken } from '../../../src/flows/token-cache/kept-token.js'
import { nameOf, type SharedToken, shareToken } from '../../../src/flows/token-cache/share-token.js'
import type { Lock } from '../../../src/host.js'
import { codeOfRejection } from '../../support/failure.js'
import { NOW } from '../../support/keys.js'
import { memoryFiles } from '../../support/ports.js'
import { anIdentity, aToken } from './support/kept.js'

const PATH = `/cache/${nameOf(anIdentity())}`

/** A cache in memory with one lock for all, and an authority that numbers its tokens. Time passes while somebody waits. */
function cacheFor({ ask }: { ask?: () => Promise<KeptToken> } = {}) {
  const files = memoryFiles()
  const told: string[] = []
  const state = { now: NOW, milliseconds: 0, asked: 0, isHeld: false }
  const lock = async (path: string): Promise<Lock | undefined> => {
    expect(path).toBe(`${PATH}.lock`)
    if (state.isHeld) return undefined
    state.isHeld = true
    return {
      release() {
        state.isHeld = false
      },
    }
  }
  const ports = {
    files,
    lock,
    now: () => state.now,
    milliseconds: () => state.milliseconds,
    random: () => 0.5,
    tell: (text: string) => void told.push(text),
    async pause(milliseconds: number) {
      state.milliseconds += milliseconds
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
  const numbered = async () => {
    await new Promise((resolve) => setImmediate(resolve))
    return { ...aToken(`t${++state.asked}`), expiresAt: state.now + 119 }
  }
  const share = (wish: { refresh?: boolean; patienceMs?: number } = {}, more: Partial<typeof ports> = {}) => {
    const wanted = { identity: anIdentity(), dir: '/cache', patienceMs: 10_000, refresh: false, ...wish }
    return shareToken(wanted, ask ?? numbered, { ...ports, ...more })
  }
  return { files, state, told, share, lock }
}

const told = ({ accessToken, cached }: SharedToken) => `${accessToken}${cached ? ' kept' : ''}`

describe('shareToken', () => {
  it('asks once, and gives the kept one until it is nearly over', async () => {
    const { share, state } = cacheFor()
    const given: string[] = []
    for (const now of [0, 1, 107, 108, 109]) {
      state.now = NOW + now
      given.push(told(await share()))
    }
    expect(given).toEqual(['t1', 't1 kept', 't1 kept', 't2', 't2 kept'])
  })

  it('asks once for all who want the same at once', async () => {
    const { share, state } = cacheFor()
    const given = await Promise.all(Array.from({ length: 50 }, () => share()))
    expect(state.asked).toBe(1)
    expect(given.map(told).toSorted()).toEqual(['t1', ...Array(49).fill('t1 kept')])
    expect(state.isHeld).toBe(false)
  })

  it('asks anew where it is told to, whoever has the lock, and keeps that one', async () => {
    const { share, state } = cacheFor()
    await share()
    state.isHeld = true
    expect(told(await share({ refresh: true }))).toBe('t2')
    expect(told(await share())).toBe('t2 kept')
  })

  it('looks again when it has the lock: another may have asked between look and lock', async () => {
    const { share, state, files, lock } = cacheFor()
    const late = async (path: string) => {
      files.write(PATH, writeKeptToken(anIdentity(), aToken('from-another')))
      return lock(path)
    }
    expect(told(await share({}, { lock: late }))).toBe('from-another kept')
    expect([state.asked, state.isHeld]).toEqual([0, false])
  })

  it('waits for whoever asks, and asks by itself when its patience is over', async () => {
    const { share, state } = cacheFor()
    state.isHeld = true
    expect(told(await share({ patienceMs: 1000 }))).toBe('t1')
    expect(state.milliseconds).toBeGreaterThanOrEqual(1000)
    expect(state.milliseconds).toBeLessThan(1100)
    expect(state.isHeld).toBe(true)
  })

  it('lets go of the lock where nothing was given, and keeps nothing', async () => {
    const refused = async () => Promise.reject(new MpError('MP_REFUSED', 'x'))
    const { share, state, files } = cacheFor({ ask: refused })
    expect(await codeOfRejection(share())).toBe('MP_REFUSED')
    expect([state.isHeld, files.kept.size]).toEqual([false, 0])
  })

  it('fails with whoever asks for all and gets no answer, and asks again for who comes later', async () => {
    let asked = 0
    const { share, state } = cacheFor({
      async ask() {
        await new Promise((resolve) => setImmediate(resolve))
        throw Object.assign(new MpError('MP_UNREACHABLE', `failure ${++asked}`), { tries: 3 })
      },
    })
    for (const failure of ['failure 1', 'failure 2']) {
      const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => share()))
      const met = { status: 'rejected', reason: { code: 'MP_UNREACHABLE', message: failure, tries: 3 } }
      expect(outcomes).toMatchObject(Array(50).fill(met))
    }
    expect([asked, state.isHeld]).toEqual([2, false])
  })

  it.each(['', '{}', '{"schema":"mp.shared-failure/1","code":"MP_KEY_UNFIT","message":"x"}'])(
    'takes no failure from %j',
    async (text) => {
      const { share, files, state } = cacheFor()
      state.isHeld = true
      const waiting = share({ patienceMs: 100 })
      files.write(`${PATH}.failed`, text)
      expect(told(await waiting)).toBe('t1')
    },
  )

  it('leaves the failures of one alone, and lets those who wait find out', async () => {
    let asked = 0
    const { share } = cacheFor({
      async ask() {
        await new Promise((resolve) => setImmediate(resolve))
        throw new MpError('MP_KEY_WRONG_PASSWORD', `failure ${++asked}`)
      },
    })
    await Promise.allSettled([share(), share(), share()])
    expect(asked).toBe(3)
  })

  it.each(['', '{}', 'cut short'])('replaces a file that holds %j', async (text) => {
    const { share, files } = cacheFor()
    files.write(PATH, text)
    expect(told(await share())).toBe('t1')
    expect(told(await share())).toBe('t1 kept')
  })

  it.each(['EROFS', 'EACCES', 'ENOSPC'])('is stopped by no disk that keeps nothing: %s', async (code) => {
    const { share, files, told: words, state } = cacheFor()
    const fail = () => {
      throw Object.assign(new Error(code), { code })
    }
    const broken = { files: { ...files, write: fail }, lock: async () => fail() }
    expect([told(await share({}, broken)), told(await share({}, broken))]).toEqual(['t1', 't2'])
    expect(state.asked).toBe(2)
    expect(words.slice(0, 2)).toEqual([
      `no lock for the token (${code})`,
      `the token is not kept: ${PATH} cannot be written (${code})`,
    ])
  })

  it('gives the token also where what has ended cannot be swept away', async () => {
    const { share, files, told: words } = cacheFor()
    const list = () => {
      throw Object.assign(new Error('x'), { code: 'EACCES' })
    }
    expect(told(await share({}, { files: { ...files, list } }))).toBe('t1')
    expect(words).toEqual([])
  })
})
