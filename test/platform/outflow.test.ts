import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { outflowTo } from '../../src/platform/outflow.js'
import { hashOf, manyBytes, pause } from '../support/bodies.js'
import { directoryWith } from '../support/directory.js'

const MIB = 1024 * 1024

function openFile(): { path: string; descriptor: number } {
  const path = join(directoryWith(), 'x')
  const descriptor = openSync(path, 'w')
  onTestFinished(() => closeSync(descriptor))
  return { path, descriptor }
}

/** A pipe, what is written to it kept in a file by a reader that begins when it is told to. */
async function openPipe(flags: number) {
  const dir = directoryWith()
  const [pipe, copy] = [join(dir, 'pipe'), join(dir, 'copy')]
  spawnSync('mkfifo', [pipe])
  const script = 'exec 3<"$1"; read go; cat <&3 >"$2"'
  const reader: ChildProcess = spawn('sh', ['-c', script, 'sh', pipe, copy], { stdio: 'pipe' })
  onTestFinished(() => void reader.kill('SIGKILL'))
  const descriptor = openSync(pipe, constants.O_RDWR) // never blocks, so that the reader may come later
  const writer = openSync(pipe, constants.O_WRONLY | flags)
  await pause(50)
  closeSync(descriptor)
  return {
    descriptor: writer,
    read: () => void reader.stdin?.write('go\n'),
    async whole() {
      closeSync(writer)
      await once(reader, 'exit')
      return readFileSync(copy)
    },
  }
}

describe('outflowTo', () => {
  it('writes what it gets, in order', async () => {
    const { path, descriptor } = openFile()
    const { sink, end } = outflowTo(descriptor)
    for (let index = 0; index < 100; index++) await sink(Buffer.from(`${index},`))
    await end()
    expect(readFileSync(path, 'utf8')).toBe(Array.from({ length: 100 }, (_, index) => `${index},`).join(''))
  })

  it('has nothing to do where nothing comes', async () => {
    const { path, descriptor } = openFile()
    await outflowTo(descriptor).end()
    expect(readFileSync(path, 'utf8')).toBe('')
  })

  it.each([
    ['first', ['', 'one', 'two']],
    ['between', ['one', '', 'two']],
    ['last', ['one', 'two', '']],
  ])('lets an empty piece pass: %s', async (_, pieces) => {
    const { path, descriptor } = openFile()
    const { sink, end } = outflowTo(descriptor)
    for (const piece of pieces) {
      sink(Buffer.from(piece))
      await end()
    }
    expect(readFileSync(path, 'utf8')).toBe('onetwo')
  })

  it('lets an empty piece pass to a pipe too', async () => {
    const pipe = await openPipe(0)
    const { sink, end } = outflowTo(pipe.descriptor)
    pipe.read()
    for (const piece of ['', 'one', '', 'two', '']) {
      sink(Buffer.from(piece))
      await end()
    }
    expect((await pipe.whole()).toString()).toBe('onetwo')
  })

  it('takes more pieces at once than the system does', async () => {
    const { path, descriptor } = openFile()
    const { sink, end } = outflowTo(descriptor)
    const bytes = manyBytes(5000)
    for (let index = 0; index < bytes.length; index++) sink(bytes.subarray(index, index + 1))
    await end()
    expect(hashOf(readFileSync(path))).toBe(hashOf(bytes))
  })

  it('can be waited for between pieces, and again', async () => {
    const { path, descriptor } = openFile()
    const { sink, end } = outflowTo(descriptor)
    for (const word of ['one', 'two', 'three']) {
      sink(Buffer.from(word))
      await end()
      expect(readFileSync(path, 'utf8')).toMatch(new RegExp(`${word}$`))
    }
    await Promise.all([end(), end()])
  })

  it('asks to wait when much is waiting, and no longer than until that is on its way', async () => {
    const pipe = await openPipe(0)
    const { sink, end } = outflowTo(pipe.descriptor)
    const bytes = manyBytes(3 * MIB)
    expect(sink(bytes.subarray(0, MIB))).toBeUndefined()
    expect(sink(bytes.subarray(MIB, 2 * MIB))).toBeUndefined()
    const [room, roomToo] = [sink(bytes.subarray(2 * MIB, -1)), sink(bytes.subarray(-1))]
    let hasRoom = false
    room?.then(() => {
      hasRoom = true
    })
    await pause(50)
    expect(hasRoom).toBe(false)
    pipe.read()
    await Promise.all([room, roomToo])
    expect([room, roomToo]).toEqual([expect.any(Promise), expect.any(Promise)])
    await end()
    expect(hashOf(await pipe.whole())).toBe(hashOf(bytes))
  })

  it('writes all of it to a pipe that is full for the moment and says so', async () => {
    const pipe = await openPipe(constants.O_NONBLOCK)
    const { sink, end } = outflowTo(pipe.descriptor)
    const bytes = manyBytes(MIB)
    for (let at = 0; at < bytes.length; at += 1000) await sink(bytes.subarray(at, at + 1000))
    const done = end()
    await pause(30)
    pipe.read()
    await done
    expect(hashOf(await pipe.whole())).toBe(hashOf(bytes))
  })

  it.runIf(existsSync('/dev/full'))('remembers why a write failed', async () => {
    const descriptor = openSync('/dev/full', 'w')
    onTestFinished(() => closeSync(descriptor))
    const { sink, end } = outflowTo(descriptor)
    const full = expect.objectContaining({ code: 'ENOSPC' })
    expect(() => sink(Buffer.from('one'))).toThrowError(full)
    await expect(end()).rejects.toEqual(full)
    await expect(end()).rejects.toEqual(full)
    expect(() => sink(Buffer.from('two'))).toThrowError(full)
  })

  it('keeps nobody waiting whose bytes will never be written', async () => {
    const pipe = join(directoryWith(), 'pipe')
    spawnSync('mkfifo', [pipe])
    const nobody = openSync(pipe, constants.O_RDWR)
    const descriptor = openSync(pipe, constants.O_WRONLY)
    onTestFinished(() => closeSync(descriptor))
    closeSync(nobody)
    const { sink, end } = outflowTo(descriptor)
    sink(Buffer.from('one'))
    await sink(new Uint8Array(2 * MIB))
    await expect(end()).rejects.toMatchObject({ code: 'EPIPE' })
    await expect(end()).rejects.toMatchObject({ code: 'EPIPE' })
    expect(() => sink(Buffer.from('two'))).toThrowError(expect.objectContaining({ code: 'EPIPE' }))
  })
})
