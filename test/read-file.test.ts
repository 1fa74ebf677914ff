import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeFiles } from '../src/platform/files.js'
import { readFile } from '../src/read-file.js'
import { directoryWith } from './support/directory.js'
import { failureOf } from './support/failure.js'

function failing(code?: string) {
  return {
    read(): never {
      throw Object.assign(new Error('what the system says'), code === undefined ? {} : { code })
    },
  }
}

describe('readFile', () => {
  it('gives the bytes', () => {
    const dir = directoryWith({ x: Uint8Array.of(0, 255, 10) })
    expect([...(readFile(nodeFiles, join(dir, 'x'), 'x', 'MP_FILE') ?? [])]).toEqual([0, 255, 10])
  })

  it('gives nothing where there is no file', () => {
    expect(readFile(nodeFiles, join(directoryWith(), 'x'), 'x', 'MP_FILE')).toBeUndefined()
  })

  it.each([
    ['EACCES', 'permission denied'],
    ['EPERM', 'permission denied'],
    ['EISDIR', 'it is a directory'],
    ['EFBIG', 'it is too large'],
    ['EIO', 'EIO'],
    [undefined, 'unknown error'],
  ])('says %s in words, with the file as it was written and the code of who asks', (code, words) => {
    const error = failureOf(() => readFile(failing(code), '/abs/x.p12', 'x.p12', 'MP_KEY_NOT_FOUND'))
    expect(error.code).toBe('MP_KEY_NOT_FOUND')
    expect(error.message).toBe(`"x.p12" cannot be read: ${words}`)
    expect(error.cause).toMatchObject({ message: 'what the system says' })
  })

  it('says of a directory that it is one', () => {
    const error = failureOf(() => readFile(nodeFiles, directoryWith(), 'certs', 'MP_CONFIG_UNREADABLE'))
    expect(error.message).toBe('"certs" cannot be read: it is a directory')
  })
})
