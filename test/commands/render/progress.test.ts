import { describe, expect, it } from 'vitest'
import { type Progress, progressMeter, renderProgress } from '../../../src/commands/render/progress.js'

const GB = 1e9

describe('renderProgress', () => {
  it.each<[Progress, string]>([
    [{ done: 2.1 * GB, total: 5 * GB, seconds: 4.375 }, ' 42 %  2.1 of 5.0 GB  480 MB/s  7 s left'],
    [{ done: 2.1 * GB, seconds: 4.375 }, ' 2.1 GB  480 MB/s'],
    [{ done: 0, total: 5 * GB, seconds: 1 }, '  0 %  0.0 of 5.0 GB'],
    [{ done: 5 * GB, total: 5 * GB, seconds: 10 }, '100 %  5.0 of 5.0 GB  500 MB/s  0 s left'],
    [{ done: 5 * GB - 1, total: 5 * GB, seconds: 10 }, ' 99 %  5.0 of 5.0 GB  500 MB/s  1 s left'],
    [{ done: 50e6, total: 4 * GB, seconds: 1 }, '  1 %  0.1 of 4.0 GB  50 MB/s  79 s left'],
    [{ done: 50e6, total: 50 * GB, seconds: 1 }, '  0 %  0.1 of 50 GB  50 MB/s  17 min left'],
    [{ done: 1e6, total: 50 * GB, seconds: 1 }, '  0 %  0.0 of 50 GB  1.0 MB/s  14 h left'],
    [{ done: 5, total: 10, seconds: 5 }, ' 50 %  5 of 10 B  1 B/s  5 s left'],
    [{ done: 6 * GB, total: 5 * GB, seconds: 10 }, ' 6.0 GB  600 MB/s'],
    [{ done: 0, total: 0, seconds: 10 }, ' 0 B'],
    [{ done: 10, seconds: 0 }, ' 10 B'],
    [{ done: 7e6, seconds: 7, label: 'out.json' }, 'out.json  7.0 MB  1.0 MB/s'],
    [
      { done: 5e6, total: 5e6, seconds: 5, label: 'out.json' },
      'out.json 100 %  5.0 of 5.0 MB  1.0 MB/s  0 s left',
    ],
    [{ done: 7, seconds: 0, label: 'blåbær\u001b' }, 'bl?b?r?  7 B'],
  ])('of %j is %j', (progress, line) => {
    expect(renderProgress(progress)).toBe(line)
  })

  it.each([
    [999, ' 999 B'],
    [1000, ' 1.0 kB'],
    [9_949, ' 9.9 kB'],
    [9_950, ' 10 kB'],
    [999_499, ' 999 kB'],
    [999_500, ' 1.0 MB'],
    [999_500_000, ' 1.0 GB'],
    [1e12, ' 1.0 TB'],
    [1e15, ' 1.0 PB'],
    [5e18, ' 5000 PB'],
  ])('shows %i bytes as %j', (done, line) => {
    expect(renderProgress({ done, seconds: 0 })).toBe(line)
  })

  it.each([
    [80, 'a-long-name.json  42 %  2.1 of 5.0 GB  480 MB/s  7 s left'],
    [58, 'a-long-name.json  42 %  2.1 of 5.0 GB  480 MB/s  7 s left'],
    [57, ' 42 %  2.1 of 5.0 GB  480 MB/s  7 s left'],
    [41, ' 42 %  2.1 of 5.0 GB  480 MB/s  7 s left'],
    [40, ' 42 %  2.1 of 5.0 GB  480 MB/s'],
    [30, ' 42 %  2.1 of 5.0 GB'],
    [20, ' 42 %'],
    [4, ' 42'],
    [1, ''],
    [0, ''],
  ])('in %i columns is %j', (width, line) => {
    const progress = { label: 'a-long-name.json', done: 2.1 * GB, total: 5 * GB, seconds: 4.375, width }
    expect(renderProgress(progress)).toBe(line)
    expect(line.length).toBeLessThan(Math.max(width, 1))
  })
})

/** A terminal, and a clock that goes when it is told to. */
function bench(total?: number) {
  const world = { now: 5000, looks: 0, written: [] as string[] }
  const meter = progressMeter({
    write: (text) => world.written.push(text),
    milliseconds: () => {
      world.looks++
      return world.now
    },
    isTerminal: true,
    total,
  })
  return { world, meter }
}

describe('progressMeter', () => {
  it('says nothing of what is over within a second', () => {
    const { world, meter } = bench()
    for (world.now = 5000; world.now < 6000; world.now += 100) meter.add(1000)
    meter.end()
    expect(world.written).toEqual([])
  })

  it('says nothing where no terminal is, and does not look at the clock', () => {
    const written: string[] = []
    const meter = progressMeter({
      write: (text) => written.push(text),
      milliseconds: () => {
        throw new Error('looked')
      },
      isTerminal: false,
    })
    for (let chunk = 0; chunk < 100; chunk++) meter.add(1)
    meter.end()
    expect(written).toEqual([])
  })

  it('shows a line after a second, and takes it away at the end', () => {
    const { world, meter } = bench(4000)
    world.now = 5500
    meter.add(1000)
    world.now = 6000
    meter.add(1000)
    meter.end()
    expect(world.written).toEqual(['\r 50 %  2.0 of 4.0 kB  2.0 kB/s  1 s left\x1b[K', '\r\x1b[K'])
  })

  it('says no more after its end', () => {
    const { world, meter } = bench()
    world.now = 6000
    meter.add(1)
    meter.end()
    const { length } = world.written
    world.now = 60_000
    for (let chunk = 0; chunk < 1000; chunk++) meter.add(1)
    expect(world.written).toHaveLength(length)
  })

  it('shows at most five lines a second, and nearly that many', () => {
    const { world, meter } = bench()
    for (let chunk = 0; chunk < 100_000; chunk++) {
      world.now += 0.1
      meter.add(65_536)
    }
    expect(world.written.length).toBeGreaterThan(40)
    expect(world.written.length).toBeLessThanOrEqual(46)
  })

  it('looks at the clock but now and then in a fast transfer: 5 GB in ten seconds', () => {
    const { world, meter } = bench()
    for (let chunk = 0; chunk < 76_294; chunk++) {
      world.now += 10_000 / 76_294
      meter.add(65_536)
    }
    expect(world.looks).toBeLessThan(76_294 / 50)
  })

  it('looks at every chunk of a slow transfer, so that each of them shows', () => {
    const { world, meter } = bench()
    for (let chunk = 0; chunk < 20; chunk++) {
      world.now += 500
      meter.add(1400)
    }
    expect(world.written).toHaveLength(19)
    expect(world.written.at(-1)).toBe('\r 28 kB  2.8 kB/s\x1b[K')
  })

  it('notices a fast transfer that turns slow 64 chunks later at most', () => {
    const silent = Array.from({ length: 300 }, (_, more) => chunksUntilShown(more))
    expect(Math.max(...silent)).toBe(64)
  })
})

/** How many slow chunks a meter lets pass after a fast start and so many fast chunks more. */
function chunksUntilShown(more: number): number {
  const { world, meter } = bench()
  for (let chunk = 0; chunk < 2000 + more; chunk++) {
    world.now += 1 / 16
    meter.add(65_536)
  }
  const { length } = world.written
  let slow = 0
  for (; world.written.length === length; slow++) {
    world.now += 300
    meter.add(1400)
  }
  return slow
}
