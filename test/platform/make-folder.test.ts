import { existsSync, mkdirSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeFolder } from '../../src/platform/make-folder.js'
import { directoryWith } from '../support/directory.js'

describe('makeFolder', () => {
  it('makes all that is missing, for its owner alone', () => {
    const dir = directoryWith()
    makeFolder(join(dir, 'a/b/c'))
    for (const name of ['a', 'a/b', 'a/b/c']) expect(statSync(join(dir, name)).mode & 0o777).toBe(0o700)
  })

  it('leaves what is there as it is', () => {
    const dir = directoryWith({ 'a/x': '' })
    mkdirSync(join(dir, 'b'), { mode: 0o755 })
    symlinkSync('a', join(dir, 'link'))
    for (const name of ['.', 'a', 'b', 'link', 'link/new']) makeFolder(join(dir, name))
    expect(statSync(join(dir, 'b')).mode & 0o777).toBe(0o755)
    expect(existsSync(join(dir, 'a/new'))).toBe(true)
  })

  it.each([
    ['file', 'EEXIST'],
    ['file/x', 'ENOTDIR'],
    ['file/x/y', 'ENOTDIR'],
    ['nowhere', 'EEXIST'],
    ['nowhere/x', 'EEXIST'],
    ['circle/x', 'ELOOP'],
  ])('cannot make %s where that is no folder: %s', (name, code) => {
    const dir = directoryWith({ file: '' })
    symlinkSync('gone', join(dir, 'nowhere'))
    symlinkSync('circle', join(dir, 'circle'))
    expect(() => makeFolder(join(dir, name))).toThrow(expect.objectContaining({ code }))
  })

  // Node's recursive mkdir never ends here.
  it.skipIf(!existsSync('/proc/self'))('comes to an end where nothing can be made', () => {
    expect(() => makeFolder('/proc/maskinporten/sandbox/trusted')).toThrow(
      expect.objectContaining({ code: 'ENOENT' }),
    )
  })
})
