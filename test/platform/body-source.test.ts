import { spawn, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  truncateSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fileBody, onceFrom } from '../../src/platform/body-source.js'
import type { BodySource } from '../../src/protocol/http-stream.js'
import { endless, hashOf, manyBytes, piecesBody, wholeOf } from '../support/bodies.js'
import { directoryWith } from '../support/directory.js'

const isRoot = process.getuid?.() === 0

function bodyOf(content: string | Uint8Array): { path: string; body: BodySource } {
  const path = join(directoryWith({ x: content }), 'x')
  return { path, body: there(fileBody(path)) }
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('there is none')
  return value
}

/** How often this process has the file open. */
function openings(path: string): number {
  const links = readdirSync('/proc/self/fd').map((name) => {
    try {
      return readlinkSync(`/proc/self/fd/${name}`)
    } catch {
      return undefined // gone since the folder was read
    }
  })
  return links.filter((link) => link === path).length
}

describe('a file as a body', () => {
  it('has a length, and is the same each time', async () => {
    const bytes = manyBytes(1_500_001)
    const { body } = bodyOf(bytes)
    expect(body).toMatchObject({ length: bytes.length, repeatable: true })
    for (let round = 0; round < 2; round++) expect(hashOf(await wholeOf(body))).toBe(hashOf(bytes))
  })

  it('shows its beginning, and is whole all the same', async () => {
    const { body } = bodyOf('x'.repeat(1000))
    expect(await body.peek()).toHaveLength(512)
    expect(await wholeOf(body)).toHaveLength(1000)
  })

  it('may be shorter than a beginning, or empty', async () => {
    expect(Buffer.from(await bodyOf('{}').body.peek()).toString()).toBe('{}')
    const { body } = bodyOf('')
    expect([body.length, (await body.peek()).length, (await wholeOf(body)).length]).toEqual([0, 0, 0])
  })

  it('is sent in the length that has been told, when it grows afterwards', async () => {
    const { path, body } = bodyOf('before')
    appendFileSync(path, ' and after')
    expect((await wholeOf(body)).toString()).toBe('before')
    const empty = bodyOf('')
    appendFileSync(empty.path, 'after')
    expect(await wholeOf(empty.body)).toHaveLength(0)
  })

  it.each([0, 600_000])('fails when it is shorter at the end: %i bytes', async (length) => {
    const { path, body } = bodyOf(manyBytes(1_500_000))
    truncateSync(path, length)
    await expect(wholeOf(body)).rejects.toMatchObject({ code: 'ESTALE' })
  })

  it('fails when it becomes shorter on its way', async () => {
    const { path, body } = bodyOf(manyBytes(3_000_000))
    let length = 0
    const sending = (async () => {
      for await (const piece of body.read()) {
        length += piece.length
        truncateSync(path, 1000)
      }
    })()
    await expect(sending).rejects.toMatchObject({ code: 'ESTALE' })
    expect(length).toBeLessThan(3_000_000)
  })

  it.runIf(existsSync('/proc/self/fd'))('is closed when nothing more of it is wanted', async () => {
    const { path, body } = bodyOf(manyBytes(3_000_000))
    for await (const _ of body.read()) {
      expect(openings(path)).toBe(1)
      break
    }
    await expect.poll(() => openings(path)).toBe(0)
  })

  it('is nothing where there is no file, and no folder', () => {
    expect(fileBody(join(directoryWith(), 'x'))).toBeUndefined()
    expect(() => fileBody(directoryWith())).toThrowError(expect.objectContaining({ code: 'EISDIR' }))
  })

  it.skipIf(isRoot)('may be forbidden to read, as nothing is to root', () => {
    const { path } = bodyOf('x')
    chmodSync(path, 0)
    expect(() => fileBody(path)).toThrowError(expect.objectContaining({ code: 'EACCES' }))
  })

  it('fails where the file is gone by the time it is sent', async () => {
    const dir = directoryWith({ x: 'x' })
    const body = there(fileBody(join(dir, 'x')))
    spawnSync('rm', [join(dir, 'x')])
    mkdirSync(join(dir, 'x'))
    await expect(wholeOf(body)).rejects.toMatchObject({ code: 'EISDIR' })
  })
})

describe('a named pipe as a body', () => {
  function pipeWritten(script: string): string {
    const path = join(directoryWith(), 'pipe')
    spawnSync('mkfifo', [path])
    const writer = spawn('sh', ['-c', script, 'sh', path], { stdio: 'ignore' })
    onTestFinished(() => void writer.kill('SIGKILL'))
    return path
  }

  it('comes once and whole, its beginning looked at before', async () => {
    const path = pipeWritten('sleep 0.1; head -c 300000 /dev/zero >"$1"')
    const body = there(fileBody(path))
    expect(body.repeatable).toBe(false)
    expect(body.length).toBeUndefined()
    expect((await body.peek()).length).toBeGreaterThan(0)
    expect(hashOf(await body.peek(), await body.peek())).toBe(
      hashOf(new Uint8Array(2 * (await body.peek()).length)),
    )
    expect(await wholeOf(body)).toHaveLength(300_000)
  })

  it('keeps its writer, who may have been waiting for a reader', async () => {
    const path = pipeWritten('printf one >"$1"')
    await new Promise((resolve) => setTimeout(resolve, 100))
    const body = there(fileBody(path))
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect((await wholeOf(body)).toString()).toBe('one')
  })

  it('keeps nobody waiting who only looks what it is', () => {
    const path = join(directoryWith(), 'pipe')
    spawnSync('mkfifo', [path])
    expect(there(fileBody(path)).repeatable).toBe(false)
  })

  it.runIf(existsSync('/proc/self/fd'))('is closed when nothing more of it is wanted', async () => {
    const path = pipeWritten('cat /dev/zero >"$1"')
    const body = there(fileBody(path))
    await body.peek()
    for await (const _ of body.read()) break
    await expect.poll(() => openings(path)).toBe(0)
  })
})

describe('a body that comes once', () => {
  it('is opened when it is wanted, and once', async () => {
    let opened = 0
    const source = piecesBody([Buffer.from('one'), Buffer.from('two')])
    const body = onceFrom(() => {
      opened++
      return source.read()
    })
    expect(opened).toBe(0)
    expect(Buffer.from(await body.peek()).toString()).toBe('one')
    expect((await wholeOf(body)).toString()).toBe('onetwo')
    expect([opened, source.ended]).toEqual([1, 1])
  })

  it('may be empty', async () => {
    const body = onceFrom(() => piecesBody([]).read())
    expect(await body.peek()).toHaveLength(0)
    expect(await wholeOf(body)).toHaveLength(0)
  })

  it('shows no more than a beginning', async () => {
    const body = onceFrom(() => piecesBody([new Uint8Array(1000)]).read())
    expect(await body.peek()).toHaveLength(512)
    expect(await wholeOf(body)).toHaveLength(1000)
  })

  it('lets its source go when nothing more is wanted', async () => {
    const source = piecesBody(endless(new Uint8Array(10)))
    for await (const _ of onceFrom(() => source.read()).read()) break
    expect([source.taken, source.ended]).toEqual([1, 1])
  })

  it('fails as its source does, from the beginning or in the midst', async () => {
    function* failing(after: number): Generator<Uint8Array> {
      for (let count = 0; count < after; count++) yield Buffer.from('x')
      throw new Error('gone')
    }
    const body = onceFrom(() => piecesBody(failing(0)).read())
    await expect(body.peek()).rejects.toThrow('gone')
    await expect(wholeOf(body)).rejects.toThrow('gone')
    await expect(wholeOf(onceFrom(() => piecesBody(failing(2)).read()))).rejects.toThrow('gone')
  })
})
