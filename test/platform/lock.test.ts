import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { tryLock } from '../../src/platform/lock.js'
import { bundled, ended, startScript } from '../support/bundle.js'
import { directoryWith } from '../support/directory.js'

const hasProc = existsSync('/proc/self/stat')

function lockPath(): string {
  return join(directoryWith(), 'x.lock')
}

/** Lays a lock of this holder, as old as that. */
function lay(path: string, holder: unknown, ageMs = 0): void {
  writeFileSync(path, typeof holder === 'string' ? holder : JSON.stringify(holder), { mode: 0o600 })
  const then = (Date.now() - ageMs) / 1000
  utimesSync(path, then, then)
}

const self = () => {
  const path = lockPath()
  const lock = tryLock(path)
  const holder = JSON.parse(readFileSync(path, 'utf8'))
  lock?.release()
  return holder as { host: string; pid: number; born: string | null }
}

/** The number of a process that has been. */
function deadPid(): number {
  return Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }))
}

describe('tryLock', () => {
  it('is for one at a time, and for the next when it is let go', () => {
    const path = lockPath()
    const first = tryLock(path)
    expect(first).toBeDefined()
    expect(tryLock(path)).toBeUndefined()
    first?.release()
    expect(tryLock(path)).toBeDefined()
  })

  it('makes its folders, and is closed to others', () => {
    const dir = directoryWith()
    tryLock(join(dir, 'a/b/x.lock'))
    expect(statSync(join(dir, 'a')).mode & 0o777).toBe(0o700)
    expect(statSync(join(dir, 'a/b/x.lock')).mode & 0o777).toBe(0o600)
  })

  it('leaves nothing behind', () => {
    const path = lockPath()
    const dir = join(path, '..')
    tryLock(path)?.release()
    expect(readdirSync(dir)).toEqual([])
    lay(path, { ...self(), pid: deadPid() })
    const taken = tryLock(path)
    expect(tryLock(path)).toBeUndefined()
    expect(readdirSync(dir)).toEqual(['x.lock'])
    taken?.release()
    expect(readdirSync(dir)).toEqual([])
  })

  it('is let go by its holder alone', () => {
    const path = lockPath()
    const late = tryLock(path)
    lay(path, { host: 'elsewhere', pid: 1, born: null })
    late?.release()
    expect(existsSync(path)).toBe(true)
  })
})

describe('a lock that was found', () => {
  it.each<[string, () => unknown, number, boolean]>([
    ['of a process that lives', () => self(), 1_000_000, false],
    ['of a process that has ended', () => ({ ...self(), pid: deadPid() }), 0, true],
    ['on another machine', () => ({ host: 'elsewhere', pid: 1, born: null }), 119_000, false],
    ['on another machine, long ago', () => ({ host: 'elsewhere', pid: 1, born: null }), 121_000, true],
    ['that is not finished', () => '', 1000, false],
    ['that was never finished', () => '', 2500, true],
    ['that is damaged', () => '{"host":"x"', 2500, true],
    ['with a number that no process has', () => ({ ...self(), pid: -1 }), 2500, true],
    ['of a process whose beginning is not known', () => ({ ...self(), born: null }), 1_000_000, false],
  ])('%s', (_, holder, ageMs, isTaken) => {
    const path = lockPath()
    lay(path, holder(), ageMs)
    expect(tryLock(path) !== undefined).toBe(isTaken)
  })

  it.runIf(hasProc)('of an earlier process with the number of one that lives', () => {
    const path = lockPath()
    lay(path, { ...self(), born: '12345' })
    expect(tryLock(path)).toBeDefined()
  })

  it('that is a pipe is not waited for', () => {
    const path = lockPath()
    execFileSync('mkfifo', ['-m', '600', path])
    expect(tryLock(path)).toBeUndefined()
  })

  it('beside which somebody died while taking it over', () => {
    const path = lockPath()
    lay(path, { host: hostname(), pid: deadPid(), born: null })
    lay(`${path}.guard`, '', 1000)
    expect(tryLock(path)).toBeUndefined()
    lay(`${path}.guard`, '', 2500)
    expect(tryLock(path)).toBeUndefined()
    expect(tryLock(path)).toBeDefined()
    expect(existsSync(`${path}.guard`)).toBe(false)
  })

  it('as a folder is for others to say', () => {
    const path = lockPath()
    mkdirSync(path)
    utimesSync(path, 1, 1)
    expect(() => tryLock(path)).toThrow()
  })
})

describe('between processes', () => {
  /** A script for a process of its own. */
  async function script(rest: string): Promise<string> {
    return `import { tryLock } from '${await bundled('platform/lock.ts')}'\n${rest}`
  }

  it('a lock is taken over from a holder that was killed, and not before', async () => {
    const path = lockPath()
    const holder = startScript(
      await script(`tryLock('${path}'); console.log('held'); setInterval(() => {}, 1e6)`),
    )
    await once(holder.stdout, 'data')
    expect(tryLock(path)).toBeUndefined()
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    expect(tryLock(path)).toBeDefined()
  })

  it.runIf(hasProc)('a lock is taken over from a holder that nobody waits for', async () => {
    const path = lockPath()
    const hold = await script(`tryLock('${path}'); console.log(process.pid); setInterval(() => {}, 1e6)`)
    const line = `"$0" --input-type=module --eval "$1" & exec sleep 60`
    const parent = spawn('sh', ['-c', line, process.execPath, hold], { stdio: ['ignore', 'pipe', 'ignore'] })
    onTestFinished(() => void parent.kill('SIGKILL'))
    const pid = Number(String((await once(parent.stdout, 'data'))[0]))
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => tryLock(path)).toBeDefined()
    expect(() => process.kill(pid, 0)).not.toThrow()
  })

  it('many that race for an abandoned lock get it one at a time', async () => {
    const dir = directoryWith()
    const rounds = 150
    const dead = JSON.stringify({ host: hostname(), pid: deadPid(), born: null })
    for (let round = 0; round < rounds; round++) lay(join(dir, `${round}.lock`), dead)
    const race = await script(`
      const won = []
      const start = Number(process.env.START)
      for (let round = 0; round < ${rounds}; round++) {
        while (Date.now() < start + round * 4) {}
        if (tryLock('${dir}/' + round + '.lock')) won.push(round)
      }
      process.stdin.resume() // those that it has won are to be a living process's until all are through
      console.log(JSON.stringify(won))`)
    const START = `${Date.now() + 800}`
    const racers = Array.from({ length: 6 }, () => startScript(race, { START }))
    const heard = await Promise.all(racers.map(({ stdout }) => once(stdout, 'data')))
    for (const { stdin } of racers) stdin.end()
    await Promise.all(racers.map(ended))
    const won = heard.map(([text]) => JSON.parse(String(text)) as number[])
    const winners = Array.from(
      { length: rounds },
      (_, round) => won.filter((its) => its.includes(round)).length,
    )
    expect(Math.max(...winners)).toBe(1)
    expect(winners.filter((count) => count === 1).length).toBeGreaterThan(rounds * 0.9)
  })
})
