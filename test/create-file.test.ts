import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { assertNew, createFile } from '../src/create-file.js'
import { nodeFiles } from '../src/platform/files.js'
import { directoryWith } from './support/directory.js'
import { failureOf } from './support/failure.js'

function failing(code: string) {
  return {
    create: () => {
      throw Object.assign(new Error(), { code })
    },
  }
}

describe('createFile', () => {
  it('writes a new file', () => {
    const dir = directoryWith()
    createFile(nodeFiles, join(dir, 'x'), 'x', 'new')
    expect(readFileSync(join(dir, 'x'), 'utf8')).toBe('new')
  })

  it.each([
    ['EEXIST', '"x" exists already, and is not written over'],
    ['ENOENT', '"x" cannot be written: there is no such folder'],
    ['EACCES', '"x" cannot be written: permission denied'],
    ['ENOSPC', '"x" cannot be written: the disk is full'],
    ['EIO', '"x" cannot be written: EIO'],
  ])('says of %s: %s', (code, message) => {
    expect(failureOf(() => createFile(failing(code), '/x', 'x', ''))).toMatchObject({
      code: 'MP_FILE',
      message,
    })
  })
})

describe('assertNew', () => {
  it('refuses whatever has the name', () => {
    const dir = directoryWith({ file: '' })
    symlinkSync('nowhere', join(dir, 'link'))
    for (const name of ['file', 'link', '.'])
      expect(failureOf(() => assertNew(nodeFiles, join(dir, name), name)).code).toBe('MP_FILE')
    expect(() => assertNew(nodeFiles, join(dir, 'new'), 'new')).not.toThrow()
    expect(() => assertNew(nodeFiles, join(dir, 'file/new'), 'new')).not.toThrow()
  })
})

describe('create', () => {
  it('writes for its owner alone, and leaves nothing else', () => {
    const dir = directoryWith()
    nodeFiles.create(join(dir, 'x'), Uint8Array.of(0, 255))
    expect([...readFileSync(join(dir, 'x'))]).toEqual([0, 255])
    expect(statSync(join(dir, 'x')).mode & 0o777).toBe(0o600)
    expect(readdirSync(dir)).toEqual(['x'])
  })

  it('touches nothing that is there, and leaves nothing else', () => {
    const dir = directoryWith({ x: 'precious' })
    chmodSync(join(dir, 'x'), 0o644)
    symlinkSync('nowhere', join(dir, 'link'))
    for (const name of ['x', 'link'])
      expect(() => nodeFiles.create(join(dir, name), 'new')).toThrowError(
        expect.objectContaining({ code: 'EEXIST' }),
      )
    expect(readFileSync(join(dir, 'x'), 'utf8')).toBe('precious')
    expect(statSync(join(dir, 'x')).mode & 0o777).toBe(0o644)
    expect(readdirSync(dir).sort()).toEqual(['link', 'x'])
  })

  it('makes no folders', () => {
    const dir = directoryWith()
    expect(() => nodeFiles.create(join(dir, 'no/x'), '')).toThrowError(
      expect.objectContaining({ code: 'ENOENT' }),
    )
    expect(readdirSync(dir)).toEqual([])
  })
})
