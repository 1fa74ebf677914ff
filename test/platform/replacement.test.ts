import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { replace } from '../../src/platform/replacement.js'
import { bundled, ended, startScript } from '../support/bundle.js'
import { directoryWith } from '../support/directory.js'

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8)
}

describe('a file that is replaced', () => {
  it('has its old content until the new one is whole', async () => {
    const dir = directoryWith({ x: 'old' })
    const path = join(dir, 'x')
    const file = replace(path)
    await file.sink(Buffer.from('new, '))
    await file.end()
    expect(readFileSync(path, 'utf8')).toBe('old')
    await file.sink(Buffer.from('and whole'))
    await file.commit()
    expect(readFileSync(path, 'utf8')).toBe('new, and whole')
    expect(readdirSync(dir)).toEqual(['x'])
  })

  it('is for its owner alone, a new one too, from its first byte', async () => {
    const dir = directoryWith({ x: 'old' })
    for (const name of ['x', 'y']) {
      const file = replace(join(dir, name))
      const partial = readdirSync(dir).find((found) => found.endsWith('.part')) ?? ''
      expect(modeOf(join(dir, partial))).toBe('600')
      await file.commit()
      expect(modeOf(join(dir, name))).toBe('600')
    }
  })

  it('may be empty', async () => {
    const path = join(directoryWith({ x: 'old' }), 'x')
    await replace(path).commit()
    expect(readFileSync(path, 'utf8')).toBe('')
  })

  it('is as it was when the new content is given up, and nothing else is left', async () => {
    const dir = directoryWith({ x: 'old' })
    for (const name of ['x', 'y']) {
      const file = replace(join(dir, name))
      file.sink(new Uint8Array(3_000_000))
      await file.abandon()
      await file.abandon()
    }
    expect(readdirSync(dir)).toEqual(['x'])
    expect(readFileSync(join(dir, 'x'), 'utf8')).toBe('old')
  })

  it('stays when it is given up too late', async () => {
    const dir = directoryWith()
    const file = replace(join(dir, 'x'))
    file.sink(Buffer.from('new'))
    await file.commit()
    await file.abandon()
    expect(readdirSync(dir)).toEqual(['x'])
    expect(readFileSync(join(dir, 'x'), 'utf8')).toBe('new')
  })

  it('can be replaced by two at once: the last one stays', async () => {
    const dir = directoryWith()
    const [one, two] = [replace(join(dir, 'x')), replace(join(dir, 'x'))]
    one.sink(Buffer.from('one'))
    two.sink(Buffer.from('two'))
    await two.commit()
    await one.commit()
    expect(readdirSync(dir)).toEqual(['x'])
    expect(readFileSync(join(dir, 'x'), 'utf8')).toBe('one')
  })

  it('leaves nothing behind where it cannot get its name', async () => {
    const dir = directoryWith()
    const file = replace(join(dir, 'x'))
    file.sink(Buffer.from('new'))
    mkdirSync(join(dir, 'x'))
    await expect(file.commit()).rejects.toMatchObject({ code: 'EISDIR' })
    await file.abandon()
    expect(readdirSync(dir)).toEqual(['x'])
  })

  it('is as it was when the disk will not take the new content', async () => {
    const dir = directoryWith({ x: 'old' })
    const bundle = await bundled('platform/replacement.ts')
    const script = `
      process.on('SIGXFSZ', () => {})
      const { replace } = await import(process.argv[1])
      const file = replace(process.argv[2])
      let sunk = 0
      const error = await (async () => {
        for (; sunk < 100; sunk++) await file.sink(new Uint8Array(100_000))
        await file.commit()
      })().catch((error) => error)
      const again = await file.commit().catch((error) => error)
      await file.abandon()
      console.log(error.code, again.code)`
    const shell = 'ulimit -f 1000; exec "$@"'
    const argv = ['--input-type=module', '--eval', script, bundle, join(dir, 'x')]
    const { stdout, stderr } = spawnSync('sh', ['-c', shell, 'sh', process.execPath, ...argv], {
      encoding: 'utf8',
    })
    expect({ stdout, stderr }).toEqual({ stdout: 'EFBIG EFBIG\n', stderr: '' })
    expect(readdirSync(dir)).toEqual(['x'])
    expect(readFileSync(join(dir, 'x'), 'utf8')).toBe('old')
  })

  it('is whole, old or new, for whoever reads it meanwhile', async () => {
    const path = join(directoryWith({ x: 'a'.repeat(100_000) }), 'x')
    for (const letter of 'bcd') {
      const file = replace(path)
      for (let at = 0; at < 100; at++) {
        await file.sink(Buffer.from(letter.repeat(1000)))
        expect(readFileSync(path, 'utf8')).toMatch(/^(.)\1{99999}$/)
      }
      await file.commit()
      expect(readFileSync(path, 'utf8')).toBe(letter.repeat(100_000))
    }
  })
})

describe('what has the name already', () => {
  it('may be a link: it stays, and the file it leads to is replaced', async () => {
    const dir = directoryWith({ 'elsewhere/x': 'old' })
    symlinkSync('elsewhere/x', join(dir, 'link'))
    const file = replace(join(dir, 'link'))
    file.sink(Buffer.from('new'))
    await file.commit()
    expect(readlinkSync(join(dir, 'link'))).toBe('elsewhere/x')
    expect(readFileSync(join(dir, 'elsewhere/x'), 'utf8')).toBe('new')
    expect(readdirSync(join(dir, 'elsewhere'))).toEqual(['x'])
  })

  it('may be a link that leads nowhere: it is replaced itself', async () => {
    const dir = directoryWith()
    symlinkSync('nowhere', join(dir, 'link'))
    const file = replace(join(dir, 'link'))
    file.sink(Buffer.from('new'))
    await file.commit()
    expect(lstatSync(join(dir, 'link')).isFile()).toBe(true)
    expect(readdirSync(dir)).toEqual(['link'])
  })

  it.each([
    ['a folder', '.', 'EISDIR'],
    ['in a folder that is not there', 'folder/x', 'ENOENT'],
    ['in a file', 'x/y', 'ENOTDIR'],
  ])('may be in the way: %s', (_, name, code) => {
    const dir = directoryWith({ x: 'old' })
    expect(() => replace(join(dir, name))).toThrowError(expect.objectContaining({ code }))
    expect(readdirSync(dir)).toEqual(['x'])
  })

  it('may be /dev/null, and stays it', async () => {
    for (const close of ['commit', 'abandon'] as const) {
      const file = replace('/dev/null')
      file.sink(Buffer.from('x'))
      await file[close]()
    }
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
    expect(readdirSync('/dev').filter((name) => name.startsWith('null'))).toEqual(['null'])
  })

  it.runIf(existsSync('/dev/full'))('may be full, and says so as often as it is asked', async () => {
    const file = replace('/dev/full')
    expect(() => file.sink(Buffer.from('x'))).toThrowError(expect.objectContaining({ code: 'ENOSPC' }))
    for (let round = 0; round < 2; round++)
      await expect(file.commit()).rejects.toMatchObject({ code: 'ENOSPC' })
    await file.abandon()
    await file.abandon()
  })

  it('may be a pipe: its reader gets it all', async () => {
    const dir = directoryWith()
    const path = join(dir, 'pipe')
    spawnSync('mkfifo', [path])
    const reader = spawn('sh', ['-c', 'wc -c <"$1"', 'sh', path])
    onTestFinished(() => void reader.kill('SIGKILL'))
    let count = ''
    reader.stdout.on('data', (text) => {
      count += text
    })
    const file = replace(path)
    for (let round = 0; round < 10; round++) await file.sink(new Uint8Array(300_000))
    await file.commit()
    await file.abandon()
    await once(reader, 'close')
    expect(count.trim()).toBe('3000000')
    expect(readdirSync(dir)).toEqual(['pipe'])
  })

  it('may be a pipe whose reader takes nothing: giving up does not wait for it', async () => {
    const path = join(directoryWith(), 'pipe')
    spawnSync('mkfifo', [path])
    const reader = spawn('sh', ['-c', 'exec 3<"$1"; sleep 60', 'sh', path])
    onTestFinished(() => void reader.kill('SIGKILL'))
    const file = replace(path)
    file.sink(new Uint8Array(1_000_000))
    await file.abandon()
    await expect(replaceDone(path, reader)).resolves.toBeUndefined()
  })
})

/** The stalled writer ends with its reader, so that no thread of this process stays behind. */
async function replaceDone(path: string, reader: ReturnType<typeof spawn>): Promise<void> {
  reader.kill('SIGKILL')
  await once(reader, 'exit')
  rmSync(path)
}

describe('a process that is killed', () => {
  it('leaves the old content', async () => {
    const dir = directoryWith({ x: 'old' })
    const bundle = await bundled('platform/replacement.ts')
    const script = `
      const { replace } = await import(${JSON.stringify(bundle)})
      const file = replace(${JSON.stringify(join(dir, 'x'))})
      await file.sink(Buffer.from('new'))
      await file.end()
      process.kill(process.pid, 'SIGKILL')`
    expect((await ended(startScript(script))).signal).toBe('SIGKILL')
    expect(readFileSync(join(dir, 'x'), 'utf8')).toBe('old')
  })
})
