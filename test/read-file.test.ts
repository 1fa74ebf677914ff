import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeFiles } from '../src/platform/files.js'
import { readFile, readStandardInput } from '../src/read-file.js'
import { directoryWith } from './support/directory.js'
import { failureOf, rejectionOf } from './support/failure.js'

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
    ['ESTALE', 'it changed while it was read'],
    ['ELOOP', 'its links lead in a circle'],
    ['ENAMETOOLONG', 'the name is too long'],
    ['ENOTDIR', 'a part of its path is no folder'],
    ['EIO', 'the disk or share that it is on failed'],
    ['ENOTHEARDOF', 'ENOTHEARDOF'],
    [undefined, 'unknown error'],
  ])('says %s in words, with the file as it was written and the code of who asks', (code, words) => {
    const error = failureOf(() => readFile(failing(code), '/abs/x.p12', 'x.p12', 'MP_KEY_NOT_FOUND'))
    expect(error.code).toBe('MP_KEY_NOT_FOUND')
    expect(error.message).toBe(`"x.p12" cannot be read: ${words}`)
    expect(error.cause).toMatchObject({ message: 'what the system says' })
  })

  it('says in words what real files say too', () => {
    const dir = directoryWith()
    symlinkSync('circle', join(dir, 'circle'))
    const messageFor = (name: string) =>
      failureOf(() => readFile(nodeFiles, join(dir, name), 'x', 'MP_FILE')).message
    expect(messageFor('circle')).toBe('"x" cannot be read: its links lead in a circle')
    expect(messageFor('n'.repeat(300))).toBe('"x" cannot be read: the name is too long')
  })

  it('says of a directory that it is one', () => {
    const error = failureOf(() => readFile(nodeFiles, directoryWith(), 'certs', 'MP_CONFIG_UNREADABLE'))
    expect(error.message).toBe('"certs" cannot be read: it is a directory')
  })
})

describe('readStandardInput', () => {
  it('gives the bytes', async () => {
    const readStdin = async () => Uint8Array.of(0, 255)
    expect(await readStandardInput({ readStdin }, 'MP_FILE')).toEqual(Uint8Array.of(0, 255))
  })

  it('says in words why it cannot, with the code of who asks', async () => {
    const readStdin = async () => failing('EFBIG').read()
    expect(await rejectionOf(readStandardInput({ readStdin }, 'MP_SECRET_UNAVAILABLE'))).toMatchObject({
      code: 'MP_SECRET_UNAVAILABLE',
      message: 'standard input cannot be read: it is too large',
      cause: { code: 'EFBIG' },
    })
  })
})
