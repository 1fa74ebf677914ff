import { describe, expect, it } from 'vitest'
import { MpError } from '../../../src/errors.js'
import { type Pace, pace } from '../../../src/flows/bulk/pace.js'

/** A clock that the test moves on, and a pace by it. */
function bench(lanes = 4) {
  let now = 0
  const waiting: { at: number; go(): void }[] = []
  const state = { stopping: false }
  const paced = pace({
    lanes,
    milliseconds: () => now,
    pause: (milliseconds) => new Promise((go) => waiting.push({ at: now + milliseconds, go })),
    stopping: () => state.stopping,
  })
  return {
    paced,
    state,
    async pass(milliseconds: number) {
      now += milliseconds
      for (const { go } of waiting.filter(({ at }) => at <= now)) go()
      await settled()
    },
  }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}

/** The lines whose turn has come, in the order in which it came. */
function comers(paced: Pace, ...lines: number[]): number[] {
  const came: number[] = []
  for (const line of lines)
    paced.turn(line).then(
      () => came.push(line),
      () => came.push(-line),
    )
  return came
}

const FAILURE = new MpError('MP_UNAVAILABLE', 'answered 429')

describe('the pace of a run', () => {
  it('lets so many ask at a time, and the next when one is done', async () => {
    const { paced } = bench(2)
    const came = comers(paced, 1, 2, 3, 4)
    await settled()
    expect(came).toEqual([1, 2])
    paced.leave()
    await settled()
    expect(came).toEqual([1, 2, 3])
  })

  it('lets everyone wait for as long as a server asks', async () => {
    const { paced, pass } = bench()
    comers(paced, 1)
    paced.hold(FAILURE, 5000)
    paced.leave()
    const came = comers(paced, 2, 3)
    await pass(4999)
    expect(came).toEqual([])
    await pass(1)
    expect(came).toEqual([2, 3])
  })

  it('waits for the longest of what was asked', async () => {
    const { paced, pass } = bench()
    paced.hold(FAILURE, 1000)
    paced.hold(FAILURE, 3000)
    paced.hold(FAILURE, 2000)
    const came = comers(paced, 1)
    await pass(2999)
    expect(came).toEqual([])
    await pass(1)
    expect(came).toEqual([1])
  })

  it('leaves a server alone for a moment that asked for nothing', async () => {
    const { paced, pass } = bench()
    paced.hold(FAILURE, 0)
    const came = comers(paced, 1)
    await pass(499)
    expect(came).toEqual([])
    await pass(1)
    expect(came).toEqual([1])
  })

  it('lets earlier lines go first, which may be there for another try', async () => {
    const { paced, pass } = bench(1)
    paced.hold(FAILURE, 1000)
    const came = comers(paced, 9, 3, 7)
    await pass(1000)
    for (let turn = 0; turn < 2; turn++) {
      paced.leave()
      await settled()
    }
    expect(came).toEqual([3, 7, 9])
  })

  it('is half as wide after a hold, however many were told so, and widens while all goes well', async () => {
    const { paced, pass } = bench(8)
    comers(paced, 1, 2, 3)
    await settled()
    for (let line = 1; line <= 3; line++) paced.hold(FAILURE, 1000)
    for (let line = 1; line <= 3; line++) paced.leave()
    const came = comers(paced, ...Array.from({ length: 40 }, (_, index) => index + 10))
    await pass(1000)
    expect(came).toHaveLength(4)
    paced.leave()
    await settled()
    expect(came).toHaveLength(4 + 1)
    for (let good = 0; good < 3; good++) paced.leave()
    await settled()
    expect(came).toHaveLength(4 + 4 + 1)
  })

  it('sends nobody to a server that is not waited for, until its time is over', async () => {
    const { paced, pass } = bench(1)
    const came = comers(paced, 1, 2)
    await settled()
    paced.hold(FAILURE, 60_000)
    paced.leave()
    await settled()
    expect(came).toEqual([1, -2])
    await expect(paced.turn(3)).rejects.toBe(FAILURE)
    await pass(60_000)
    const later = comers(paced, 4)
    await settled()
    expect(later).toEqual([4])
  })

  it('gives nobody a turn when the run is to stop', async () => {
    const { paced, state } = bench(1)
    const came = comers(paced, 1, 2)
    await settled()
    state.stopping = true
    paced.leave()
    const later = comers(paced, 3)
    await settled()
    expect([came, later]).toEqual([[1], []])
  })
})
