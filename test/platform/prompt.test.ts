import { PassThrough, Writable } from 'node:stream'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { promptHidden, promptVisible } from '../../src/platform/prompt.js'
import { codeOfRejection } from '../support/failure.js'

/** A terminal in place of the process's own: what it was told, and a way to type on it. */
function terminal() {
  const stdin = Object.assign(new PassThrough(), {
    modes: [] as boolean[],
    setRawMode(raw: boolean) {
      stdin.modes.push(raw)
      return stdin
    },
  })
  let shown = ''
  const stderr = new Writable({
    write(chunk, _, done) {
      shown += chunk
      done()
    },
  })
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(stdin as unknown as typeof process.stdin)
  vi.spyOn(process, 'stderr', 'get').mockReturnValue(stderr as unknown as typeof process.stderr)
  return { stdin, type: (text: string | Buffer) => stdin.write(text), shown: () => shown }
}

afterEach(() => vi.restoreAllMocks())

describe('promptHidden', () => {
  it.each([
    ['geheim\r', 'geheim'],
    ['geheim\n', 'geheim'],
    ['\r', ''],
    ['blåbær €\r', 'blåbær €'],
    [' ge heim \r', ' ge heim '],
    ['gehx\u007feim\r', 'geheim'],
    ['gehx\beim\r', 'geheim'],
    ['\u007f\u007fgeheim\r', 'geheim'],
    ['geheim\rand more', 'geheim'],
    ['geheim\r\n', 'geheim'],
  ])('reads %j as %j', async (typed, password) => {
    const { type } = terminal()
    const answer = promptHidden('password: ')
    type(typed)
    expect((await answer).reveal()).toBe(password)
  })

  it('reads key by key, and letters that come in two halves', async () => {
    const { type } = terminal()
    const answer = promptHidden('password: ')
    for (const byte of Buffer.from('blåbær\r')) type(Buffer.from([byte]))
    expect((await answer).reveal()).toBe('blåbær')
  })

  it('takes a whole letter back, however it is written', async () => {
    const { type } = terminal()
    const answer = promptHidden('password: ')
    type('a😀\u007fb\r')
    expect((await answer).reveal()).toBe('ab')
  })

  it('shows the question and nothing of the answer', async () => {
    const { type, shown } = terminal()
    const answer = promptHidden('password of x: ')
    type('geheim\r')
    await answer
    expect(shown()).toBe('password of x: \n')
  })

  it('switches the echo off, and on again, and lets go of standard input', async () => {
    const { stdin, type } = terminal()
    const answer = promptHidden('password: ')
    expect(stdin.modes).toEqual([true])
    type('x\r')
    await answer
    expect(stdin.modes).toEqual([true, false])
    expect(stdin.isPaused()).toBe(true)
    expect(stdin.listenerCount('data')).toBe(0)
  })

  it('can be asked again', async () => {
    const { stdin, type } = terminal()
    for (const password of ['one', 'two']) {
      const answer = promptHidden('password: ')
      type(`${password}\r`)
      expect((await answer).reveal()).toBe(password)
    }
    expect(stdin.modes).toEqual([true, false, true, false])
  })

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
    ['Ctrl-C after some letters', 'gehe\u0003im\r'],
  ])('ends with %s, and the terminal is as it was', async (_, typed) => {
    const { stdin, type, shown } = terminal()
    const answer = promptHidden('password: ')
    type(typed)
    expect(await codeOfRejection(answer)).toBe('MP_INTERRUPTED')
    expect(stdin.modes).toEqual([true, false])
    expect(shown()).toBe('password: \n')
  })
})

describe('promptVisible', () => {
  it.each([
    ['prod\n', 'prod'],
    ['prod\r\n', 'prod'],
    ['\n', ''],
    ['blåbær\nand more\n', 'blåbær'],
  ])('reads %j as %j', async (typed, line) => {
    const { type } = terminal()
    const answer = promptVisible('go on? ')
    type(typed)
    expect(await answer).toBe(line)
  })

  it('reads a line that comes in pieces', async () => {
    const { type } = terminal()
    const answer = promptVisible('go on? ')
    for (const byte of Buffer.from('blåbær\n')) type(Buffer.from([byte]))
    expect(await answer).toBe('blåbær')
  })

  it('leaves the echo to the terminal, and lets go of standard input', async () => {
    const { stdin, type, shown } = terminal()
    const answer = promptVisible('go on? ')
    type('y\n')
    await answer
    expect(stdin.modes).toEqual([])
    expect(shown()).toBe('go on? ')
    expect(stdin.isPaused()).toBe(true)
    expect(stdin.listenerCount('data')).toBe(0)
  })

  it('is interrupted where standard input ends', async () => {
    const { stdin } = terminal()
    const answer = promptVisible('go on? ')
    stdin.end('half a li')
    expect(await codeOfRejection(answer)).toBe('MP_INTERRUPTED')
  })
})
