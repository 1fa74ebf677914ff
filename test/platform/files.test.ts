import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeFiles } from '../../src/platform/files.js'
import { directoryWith } from '../support/directory.js'

const MIB = 1024 * 1024

describe('read', () => {
  it.each([0, 1, 65535, 65536, 65537, 200_000])('gives all of a file of %i bytes', (size) => {
    const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 7) % 256)
    const read = nodeFiles.read(join(directoryWith({ x: bytes }), 'x'))
    expect(Buffer.compare(read ?? Buffer.from('none'), bytes)).toBe(0)
  })

  it.each(['x', 'x/y', 'file/x'])('gives nothing where there is no %s', (name) => {
    expect(nodeFiles.read(join(directoryWith({ file: '' }), name))).toBeUndefined()
  })

  it('gives nothing for a link to nowhere', () => {
    const dir = directoryWith()
    symlinkSync('nowhere', join(dir, 'x'))
    expect(nodeFiles.read(join(dir, 'x'))).toBeUndefined()
  })

  it('follows a link', () => {
    const dir = directoryWith({ file: 'bytes' })
    symlinkSync('file', join(dir, 'x'))
    expect(Buffer.from(nodeFiles.read(join(dir, 'x')) ?? []).toString()).toBe('bytes')
  })

  it('lets the words of the operating system through', () => {
    expect(() => nodeFiles.read(directoryWith())).toThrowError(expect.objectContaining({ code: 'EISDIR' }))
  })

  it('lets through that links lead in a circle', () => {
    const dir = directoryWith()
    symlinkSync('x', join(dir, 'x'))
    expect(() => nodeFiles.read(join(dir, 'x'))).toThrowError(expect.objectContaining({ code: 'ELOOP' }))
  })

  it('takes a file of the limit, and not one byte more', () => {
    const path = join(directoryWith({ x: '0123456789' }), 'x')
    expect(nodeFiles.read(path, 10)).toHaveLength(10)
    expect(() => nodeFiles.read(path, 9)).toThrowError(expect.objectContaining({ code: 'EFBIG' }))
  })

  it('has a limit of 10 MiB by itself', () => {
    const path = join(directoryWith({ x: '' }), 'x')
    truncateSync(path, 10 * MIB)
    expect(nodeFiles.read(path)).toHaveLength(10 * MIB)
    truncateSync(path, 10 * MIB + 1)
    expect(() => nodeFiles.read(path)).toThrowError(expect.objectContaining({ code: 'EFBIG' }))
  })

  it('reads a pipe to its end, as of <(…)', () => {
    const pipe = join(directoryWith(), 'pipe')
    execFileSync('mkfifo', [pipe])
    spawn('sh', ['-c', `{ printf one; sleep 0.05; printf two; } > "${pipe}"`], { stdio: 'ignore' })
    expect(Buffer.from(nodeFiles.read(pipe, 'onetwo'.length) ?? []).toString()).toBe('onetwo')
  })

  it('ends with a pipe that never ends', () => {
    expect(() => nodeFiles.read('/dev/zero', MIB)).toThrowError(expect.objectContaining({ code: 'EFBIG' }))
  })

  it.runIf(existsSync('/proc/self/fd'))('leaves no file open', () => {
    const dir = directoryWith({ x: '0123456789' })
    const before = readdirSync('/proc/self/fd').length
    for (let round = 0; round < 20; round++) {
      nodeFiles.read(join(dir, 'x'))
      expect(() => nodeFiles.read(join(dir, 'x'), 1)).toThrow()
    }
    expect(readdirSync('/proc/self/fd').length).toBeLessThanOrEqual(before)
  })
})

describe('readOwn', () => {
  function closed(): string {
    const path = join(directoryWith({ x: 'bytes' }), 'x')
    chmodSync(path, 0o600)
    return path
  }

  it('gives a file that is closed to others', () => {
    for (const mode of [0o600, 0o400, 0o700]) {
      const path = closed()
      chmodSync(path, mode)
      expect(Buffer.from(nodeFiles.readOwn(path) ?? []).toString()).toBe('bytes')
    }
  })

  it.each([0o640, 0o604, 0o620, 0o601, 0o644, 0o666])('gives nothing of mode %o', (mode) => {
    const path = closed()
    chmodSync(path, mode)
    expect(nodeFiles.readOwn(path)).toBeUndefined()
  })

  it.runIf(process.getuid?.() === 0)("gives nothing of another's file", () => {
    const path = closed()
    chownSync(path, 12345, 0)
    expect(nodeFiles.readOwn(path)).toBeUndefined()
  })

  it('follows no link', () => {
    const path = closed()
    symlinkSync(path, `${path}.link`)
    expect(nodeFiles.readOwn(`${path}.link`)).toBeUndefined()
  })

  it('gives nothing of a folder, of a device, and where there is no file', () => {
    for (const path of [directoryWith(), '/dev/null', join(directoryWith(), 'none'), `${closed()}/y`])
      expect(nodeFiles.readOwn(path)).toBeUndefined()
  })

  it('does not wait for whoever might write into a pipe', () => {
    const pipe = join(directoryWith(), 'pipe')
    execFileSync('mkfifo', ['-m', '600', pipe])
    expect(nodeFiles.readOwn(pipe)).toBeUndefined()
  })

  it('gives a file of the limit, and nothing of a longer one', () => {
    const path = closed()
    expect(nodeFiles.readOwn(path, 5)).toHaveLength(5)
    expect(nodeFiles.readOwn(path, 4)).toBeUndefined()
  })

  it.runIf(existsSync('/proc/self/fd'))('leaves no file open', () => {
    const [good, folder] = [closed(), directoryWith()]
    const before = readdirSync('/proc/self/fd').length
    for (let round = 0; round < 20; round++) for (const path of [good, folder]) nodeFiles.readOwn(path)
    expect(readdirSync('/proc/self/fd').length).toBeLessThanOrEqual(before)
  })
})

describe('stamp', () => {
  it('is the same while a file is', () => {
    const path = join(directoryWith({ x: 'bytes' }), 'x')
    const stamp = nodeFiles.stamp(path)
    nodeFiles.read(path)
    expect(nodeFiles.stamp(path)).toBe(stamp)
  })

  it.each<[string, (path: string) => void]>([
    ['it is longer', (path) => writeFileSync(path, 'more bytes')],
    ['another of its length took its place', (path) => nodeFiles.write(path, 'other')],
    ['its times were set back', (path) => utimesSync(path, 1, 1)],
  ])('is another once %s', (_, change) => {
    const path = join(directoryWith({ x: 'bytes' }), 'x')
    const stamp = nodeFiles.stamp(path)
    change(path)
    expect(nodeFiles.stamp(path)).not.toBe(stamp)
  })

  it('follows a link to what it leads to', () => {
    const dir = directoryWith({ one: '1', two: '2' })
    symlinkSync('one', join(dir, 'x'))
    const stamp = nodeFiles.stamp(join(dir, 'x'))
    expect(stamp).toBe(nodeFiles.stamp(join(dir, 'one')))
    nodeFiles.remove(join(dir, 'x'))
    symlinkSync('two', join(dir, 'x'))
    expect(nodeFiles.stamp(join(dir, 'x'))).not.toBe(stamp)
  })

  it('of a folder is another once a name in it is', () => {
    const dir = directoryWith()
    const stamp = nodeFiles.stamp(dir)
    mkdirSync(join(dir, 'new'))
    expect(nodeFiles.stamp(dir)).not.toBe(stamp)
  })

  it('is none where there is nothing, and of what is read once', () => {
    const dir = directoryWith({ file: '' })
    execFileSync('mkfifo', [join(dir, 'pipe')])
    for (const name of ['none', 'none/x', 'file/x', 'pipe'])
      expect(nodeFiles.stamp(join(dir, name))).toBeUndefined()
  })
})

describe('list', () => {
  it('gives the names in a folder, and none where there is no folder', () => {
    const dir = directoryWith({ b: '', a: '', 'c/d': '' })
    expect(nodeFiles.list(dir).sort()).toEqual(['a', 'b', 'c'])
    expect(nodeFiles.list(join(dir, 'none'))).toEqual([])
  })

  it('lets the words of the operating system through', () => {
    const dir = directoryWith({ file: '' })
    expect(() => nodeFiles.list(join(dir, 'file'))).toThrowError(expect.objectContaining({ code: 'ENOTDIR' }))
  })
})

describe('write', () => {
  it('writes text and bytes, for their owner alone', () => {
    const dir = directoryWith()
    nodeFiles.write(join(dir, 'text'), 'blåbær\n')
    nodeFiles.write(join(dir, 'bytes'), Uint8Array.of(0, 255))
    expect(readFileSync(join(dir, 'text'), 'utf8')).toBe('blåbær\n')
    expect([...readFileSync(join(dir, 'bytes'))]).toEqual([0, 255])
    expect(statSync(join(dir, 'text')).mode & 0o777).toBe(0o600)
  })

  it('makes the folders, for their owner alone', () => {
    const dir = directoryWith()
    nodeFiles.write(join(dir, 'a/b/x'), '')
    expect([statSync(join(dir, 'a')).mode & 0o777, statSync(join(dir, 'a/b')).mode & 0o777]).toEqual([
      0o700, 0o700,
    ])
  })

  it('replaces what is there, and its permissions with it', () => {
    const dir = directoryWith({ x: 'old and long' })
    chmodSync(join(dir, 'x'), 0o666)
    nodeFiles.write(join(dir, 'x'), 'new')
    expect(readFileSync(join(dir, 'x'), 'utf8')).toBe('new')
    expect(statSync(join(dir, 'x')).mode & 0o777).toBe(0o600)
  })

  it('puts a new file in place of the old one: who has the old one open reads on undisturbed', () => {
    const dir = directoryWith({ x: 'old' })
    linkSync(join(dir, 'x'), join(dir, 'also'))
    nodeFiles.write(join(dir, 'x'), 'new')
    expect(readFileSync(join(dir, 'also'), 'utf8')).toBe('old')
  })

  it('does not write through a link that somebody laid', () => {
    const dir = directoryWith({ target: 'precious' })
    symlinkSync('target', join(dir, 'x'))
    nodeFiles.write(join(dir, 'x'), 'new')
    expect(readFileSync(join(dir, 'target'), 'utf8')).toBe('precious')
    expect(() => readlinkSync(join(dir, 'x'))).toThrow()
  })

  it('leaves nothing behind but the file', () => {
    const dir = directoryWith()
    for (const text of ['one', 'two', 'three']) nodeFiles.write(join(dir, 'x'), text)
    expect(readdirSync(dir)).toEqual(['x'])
  })

  it('leaves nothing behind where it fails', () => {
    const dir = directoryWith()
    mkdirSync(join(dir, 'x/full'), { recursive: true })
    expect(() => nodeFiles.write(join(dir, 'x'), 'new')).toThrow()
    expect(readdirSync(dir)).toEqual(['x'])
    expect(existsSync(join(dir, 'x/full'))).toBe(true)
  })

  it('lets the words of the operating system through', () => {
    const dir = directoryWith()
    writeFileSync(join(dir, 'file'), '')
    expect(() => nodeFiles.write(join(dir, 'file/x'), '')).toThrowError(
      expect.objectContaining({ code: expect.stringMatching(/^ENOTDIR|EEXIST$/) }),
    )
  })
})

describe('size', () => {
  it.each([
    ['file', 3],
    ['link', 3],
    ['none', undefined],
    ['file/x', undefined],
    ['lost', undefined],
  ])('of %s is %s', (name, size) => {
    const dir = directoryWith({ file: 'abc' })
    symlinkSync('file', join(dir, 'link'))
    symlinkSync('nowhere', join(dir, 'lost'))
    expect(nodeFiles.size(join(dir, name))).toBe(size)
  })
})

describe('rename', () => {
  it('gives a file another name, in place of what had it', () => {
    const dir = directoryWith({ x: 'new', y: 'old' })
    nodeFiles.rename(join(dir, 'x'), join(dir, 'y'))
    expect(readdirSync(dir)).toEqual(['y'])
    expect(readFileSync(join(dir, 'y'), 'utf8')).toBe('new')
  })

  it('lets the words of the operating system through', () => {
    const dir = directoryWith()
    expect(() => nodeFiles.rename(join(dir, 'x'), join(dir, 'y'))).toThrowError(
      expect.objectContaining({ code: 'ENOENT' }),
    )
  })
})

describe('remove', () => {
  it('takes a file away, a link too but not what it leads to, and minds none that is not there', () => {
    const dir = directoryWith({ x: '', y: '' })
    symlinkSync('y', join(dir, 'link'))
    for (const name of ['x', 'link', 'none']) nodeFiles.remove(join(dir, name))
    expect(readdirSync(dir)).toEqual(['y'])
  })

  it('takes no folder away', () => {
    expect(() => nodeFiles.remove(directoryWith())).toThrow()
  })
})
