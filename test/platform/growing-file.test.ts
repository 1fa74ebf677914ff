import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { grow } from '../../src/platform/growing-file.js'
import { directoryWith } from '../support/directory.js'

function grown(path: string, at: number, ...texts: string[]): string {
  const file = grow(path, at)
  for (const text of texts) file.write(text)
  file.close()
  return readFileSync(path, 'utf8')
}

describe('grow', () => {
  it('makes a new file for its owner alone, and adds to it', () => {
    const path = join(directoryWith(), 'x')
    expect(grown(path, 0, 'blåbær\n', '', 'to\n')).toBe('blåbær\nto\n')
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('has each text in the file when it is written, before it is closed', () => {
    const path = join(directoryWith(), 'x')
    const file = grow(path, 0)
    file.write('one')
    expect(readFileSync(path, 'utf8')).toBe('one')
    file.write('two')
    expect(statSync(path).size).toBe(6)
    file.close()
  })

  it.each([
    [1, '0new'],
    [5, '01234new'],
    [10, '0123456789new'],
  ])('goes on after %i bytes, and cuts off what stood behind them', (at, content) => {
    expect(grown(join(directoryWith({ x: '0123456789' }), 'x'), at, 'n', 'ew')).toBe(content)
  })

  it('cuts off although nothing is written', () => {
    expect(grown(join(directoryWith({ x: '0123456789' }), 'x'), 4)).toBe('0123')
  })

  it('writes much at once', () => {
    const text = 'blåbær\n'.repeat(500_000)
    expect(grown(join(directoryWith(), 'x'), 0, text, 'end')).toBe(`${text}end`)
  })

  it('begins a new file in place of an old one, which others may have open or have opened wide', () => {
    const dir = directoryWith({ x: 'old' })
    chmodSync(join(dir, 'x'), 0o666)
    linkSync(join(dir, 'x'), join(dir, 'also'))
    expect(grown(join(dir, 'x'), 0, 'new')).toBe('new')
    expect(readFileSync(join(dir, 'also'), 'utf8')).toBe('old')
    expect(statSync(join(dir, 'x')).mode & 0o777).toBe(0o600)
  })

  it('writes through no link that somebody laid', () => {
    const dir = directoryWith({ target: 'precious' })
    symlinkSync('target', join(dir, 'x'))
    expect(() => grow(join(dir, 'x'), 3)).toThrowError(expect.objectContaining({ code: 'ELOOP' }))
    expect(grown(join(dir, 'x'), 0, 'new')).toBe('new')
    expect(readFileSync(join(dir, 'target'), 'utf8')).toBe('precious')
  })

  it.each([
    ['a file that is shorter', 'x', 4, 'EINVAL'],
    ['a file that is not there', 'none', 1, 'ENOENT'],
    ['a folder that is not there', 'none/x', 0, 'ENOENT'],
    ['a folder', 'folder', 1, 'EISDIR'],
    ['a file for a folder', 'x/y', 0, 'ENOTDIR'],
  ])('lets the words of the operating system through for %s', (_, name, at, code) => {
    const dir = directoryWith({ x: '012' })
    mkdirSync(join(dir, 'folder'))
    expect(() => grow(join(dir, name), at)).toThrowError(expect.objectContaining({ code }))
    expect(readFileSync(join(dir, 'x'), 'utf8')).toBe('012')
  })

  it('lets through why a write failed', () => {
    const path = join(directoryWith(), 'x')
    const file = grow(path, 0)
    file.write('one')
    file.close()
    expect(() => file.write('two')).toThrowError(expect.objectContaining({ code: 'EBADF' }))
    expect(readFileSync(path, 'utf8')).toBe('one')
  })

  it.runIf(existsSync('/proc/self/fd'))('leaves no file open', () => {
    const dir = directoryWith({ x: '0' })
    const before = readdirSync('/proc/self/fd').length
    for (let round = 0; round < 20; round++) {
      grown(join(dir, 'y'), 0, 'z')
      expect(() => grow(join(dir, 'x'), 9)).toThrow()
    }
    expect(readdirSync('/proc/self/fd').length).toBeLessThanOrEqual(before)
  })
})
