import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ReaderGone } from '../../src/errors.js'
import { directoryWith } from '../support/directory.js'
import { explained } from '../support/explained.js'
import { httpServer, socketServer } from '../support/servers.js'
import { type Api, apiAnswering, apiSaying, benchFor, lines } from './support/api-bench.js'

/** An API that breaks off in the midst of its answer. */
function apiBreakingOff(): Promise<Api> {
  return apiAnswering((_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('begun', () => response.destroy())
  })
}

/** One that begins an answer and falls silent. */
function apiPausing(): Promise<Api> {
  return apiAnswering((_, response) => void response.writeHead(200).write('begun'))
}

/** One that takes connections and never reads what comes over them. */
async function silentServer() {
  let count = 0
  const origin = await socketServer((socket) => {
    count++
    socket.pause()
  })
  return { origin, socket: () => count }
}

/** What a world says whose person interrupts after so many milliseconds. */
function interruptedAfter(ms: number) {
  return { interrupted: () => new Promise<number>((resolve) => setTimeout(resolve, ms, 130)) }
}

describe('the body', () => {
  it('comes out byte for byte on a pipe, though it is no text', async () => {
    const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 31) % 256))
    const { call } = await benchFor(await apiSaying(bytes))
    const outcome = await call(['own/x'])
    expect([outcome.code, outcome.stderr, outcome.bytes.equals(bytes)]).toEqual([0, '', true])
  })

  it.each([
    { type: 'application/pdf; a=b', what: ' (application/pdf)' },
    { type: undefined, what: '' },
    { type: '\x9b2Jtoken-1.geheim.x', what: '' },
  ])('is refused by a terminal where it is no text: $type', async ({ type, what }) => {
    const { call } = await benchFor(await apiSaying('%PDF\x00', 200, type ? { 'content-type': type } : {}))
    const { code, stdout, stderr } = await call(['own/x'], { terminal: true })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toBe(
      lines(
        `error: the answer is binary${what}, and standard output is a terminal`,
        'hint: -o <file> keeps it; a pipe takes it too',
      ),
    )
  })

  it('is refused as soon as it turns into what would steer a terminal', async () => {
    const api = await apiAnswering((_, response) => {
      response.write('words, ø')
      setTimeout(() => response.end('\x1b[2J'), 50)
    })
    const { call } = await benchFor(api)
    const { code, stdout } = await call(['own/x'], { terminal: true })
    expect({ code, stdout }).toEqual({ code: 2, stdout: 'words, ø' })
  })

  it('may have a letter cut between two pieces', async () => {
    const [first, second] = [Buffer.from('ø').subarray(0, 1), Buffer.from('ø').subarray(1)]
    const api = await apiAnswering((_, response) => {
      response.write(first)
      setTimeout(() => response.end(second), 50)
    })
    const { call } = await benchFor(api)
    const { code, stdout } = await call(['own/x'], { terminal: true })
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'ø' })
  })

  it('goes into a file from a terminal too, whatever it is', async () => {
    const { call } = await benchFor(await apiSaying('\x00'))
    const { code, stdout, cwd } = await call(['own/x', '-o', 'out'], { terminal: true })
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(readFileSync(join(cwd, 'out'), 'latin1')).toBe('\x00')
  })

  it('is not there for HEAD', async () => {
    const { call } = await benchFor(await apiSaying('x', 200, { 'content-length': '1' }))
    const { code, stdout, stderr } = await call(['own/x', '-X', 'HEAD'])
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' })
  })
})

describe('--include', () => {
  const HEAD = { 'X-Two': 'a', date: 'now', connection: 'close', 'content-length': '4' }

  it('puts the head before the body, as it came', async () => {
    const { call } = await benchFor(await apiSaying('body', 201, HEAD))
    const { code, stdout, stderr } = await call(['own/x', '-i'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toBe(
      'HTTP/1.1 201 Created\r\nX-Two: a\r\ndate: now\r\nconnection: close\r\ncontent-length: 4\r\n\r\nbody',
    )
  })

  it('keeps the bytes of a header on a pipe, and spares a terminal them', async () => {
    const { call } = await benchFor(
      await apiSaying('', 200, { ...HEAD, 'X-Two': '\x9b2J', 'content-length': '0' }),
    )
    expect((await call(['own/x', '-i'])).bytes.includes(Buffer.from('X-Two: \x9b2J', 'latin1'))).toBe(true)
    expect((await call(['own/x', '-i'], { terminal: true })).stdout).not.toContain('\x9b')
  })

  it('shows the head of a refusal, and the file gets nothing of it', async () => {
    const { call } = await benchFor(await apiSaying('none', 404, HEAD))
    const { code, stdout, cwd } = await call(['own/x', '-i', '-o', 'out'])
    expect([code, stdout.split('\r\n')[0], stdout.split('\r\n\r\n')[1]]).toEqual([
      6,
      'HTTP/1.1 404 Not Found',
      'none',
    ])
    expect(existsSync(join(cwd, 'out'))).toBe(false)
  })
})

describe('--output', () => {
  it('is a file for its owner alone, and standard output stays empty', async () => {
    const { call } = await benchFor(await apiSaying('body'))
    const { code, stdout, stderr, cwd } = await call(['own/x', '-o', 'out.json'])
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(readFileSync(join(cwd, 'out.json'), 'utf8')).toBe('body')
    expect(statSync(join(cwd, 'out.json')).mode & 0o777).toBe(0o600)
  })

  it('takes the place of an old file, and of what a link leads to', async () => {
    const { call } = await benchFor(await apiSaying('new'))
    const cwd = directoryWith({ old: 'old and longer' })
    chmodSync(join(cwd, 'old'), 0o644)
    symlinkSync('old', join(cwd, 'link'))
    const inode = statSync(join(cwd, 'old')).ino
    const { code } = await call(['own/x', '-o', join(cwd, 'link')])
    expect([code, readFileSync(join(cwd, 'old'), 'utf8')]).toEqual([0, 'new'])
    expect(lstatSync(join(cwd, 'link')).isSymbolicLink()).toBe(true)
    expect(statSync(join(cwd, 'old')).ino).not.toBe(inode)
    expect(readdirSync(cwd).sort()).toEqual(['link', 'old'])
  })

  it.each([
    [404, 6, 'Not Found', []],
    [500, 7, 'Internal Server Error', ["hint: the fault is the API's: try again later"]],
  ])(
    'stays as it was when the API answers %i, whose body goes to standard output',
    async (status, exit, reason, hints) => {
      const { api, call } = await benchFor(await apiSaying('why not', status))
      const cwd = directoryWith({ old: 'old' })
      const { code, stdout, stderr } = await call(['own/x', '-o', join(cwd, 'old')])
      expect({ code, stdout }).toEqual({ code: exit, stdout: 'why not' })
      expect(stderr).toBe(lines(`error: GET ${api.origin}/v1/x answered ${status} ${reason}`, ...hints))
      expect([readFileSync(join(cwd, 'old'), 'utf8'), readdirSync(cwd)]).toEqual(['old', ['old']])
    },
  )

  it('stays as it was when the body is cut short', async () => {
    const { api, call } = await benchFor(await apiBreakingOff())
    const cwd = directoryWith({ old: 'old' })
    const { code, stdout, stderr } = await call(['own/x', '-o', join(cwd, 'old')])
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
    expect(stderr).toBe(
      lines(
        `error: GET ${api.origin}/v1/x was cut short`,
        'hint: nothing was changed; it is safe to try again',
      ),
    )
    expect([readFileSync(join(cwd, 'old'), 'utf8'), readdirSync(cwd)]).toEqual(['old', ['old']])
  })

  it('stays as it was when it has not changed since', async () => {
    const { call } = await benchFor(await apiSaying('', 304))
    const cwd = directoryWith({ old: 'old' })
    const { code } = await call(['own/x', '-o', join(cwd, 'old'), '-H', 'If-None-Match: "a"'])
    expect([code, readFileSync(join(cwd, 'old'), 'utf8'), readdirSync(cwd)]).toEqual([0, 'old', ['old']])
  })

  it.each([
    ['none/out', 'error: "none/out" cannot be written: there is no such folder'],
    ['.', 'error: "." cannot be written: it is a directory'],
  ])('that cannot be written is found out before anything is sent: %s', async (output, message) => {
    const { api, authority, call } = await benchFor(await apiSaying('body'))
    const { code, stdout, stderr } = await call(['own/x', '-o', output])
    expect({ code, stdout, stderr }).toEqual({ code: 3, stdout: '', stderr: lines(message) })
    expect([api.heard, authority.grants]).toEqual([[], []])
  })

  it('is left alone where no token is to be had', async () => {
    const { call } = await benchFor(await apiSaying('body'), { last: 0 })
    const cwd = directoryWith({ old: 'old' })
    expect((await call(['own/x', '-o', join(cwd, 'old')])).code).toBe(4)
    expect([readFileSync(join(cwd, 'old'), 'utf8'), readdirSync(cwd)]).toEqual(['old', ['old']])
  })

  it('leaves no file where the disk is full', async () => {
    const { call } = await benchFor(await apiSaying('body'))
    const gone: string[] = []
    const replaceFile = async () => ({
      sink: () => undefined,
      end: async () => {
        throw Object.assign(new Error('full'), { code: 'ENOSPC' })
      },
      commit: async () => void gone.push('commit'),
      abandon: async () => void gone.push('abandon'),
    })
    const { code, stderr } = await call(['own/x', '-o', 'out'], { host: { replaceFile } })
    expect([code, stderr, gone]).toEqual([
      3,
      lines('error: "out" cannot be written: the disk is full'),
      ['abandon'],
    ])
  })

  it('may be /dev/null, which stays what it is', async () => {
    const { call } = await benchFor(await apiSaying('body'))
    const { code, stdout } = await call(['own/x', '-o', '/dev/null'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
  })

  it('may be - for standard output', async () => {
    const { call } = await benchFor(await apiSaying('body'))
    const { code, stdout, cwd } = await call(['own/x', '-o', '-'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'body' })
    expect(existsSync(join(cwd, '-'))).toBe(false)
  })
})

describe('a refusal of the API', () => {
  const WIDE =
    'hint: the token is good and not enough: mp call --list shows the scopes of each API, and --scope asks for another'

  it.each([
    [400, 6, 'Bad Request', []],
    [403, 6, 'Forbidden', ['hint: the token was asked for with a:b', WIDE]],
    [404, 6, 'Not Found', []],
    [429, 6, 'Too Many Requests', ['hint: the API wants fewer requests: wait a little']],
    [499, 6, '', []],
    [500, 7, 'Internal Server Error', ["hint: the fault is the API's: try again later"]],
    [503, 7, 'Service Unavailable', ["hint: the fault is the API's: try again later"]],
  ])('of %i ends with %i, its body on standard output', async (status, exit, reason, hints) => {
    const api = await apiAnswering((_, response) => response.writeHead(status, reason).end('{"why":"not"}'))
    const { call } = await benchFor(api)
    const { code, stdout, stderr } = await call(['own/x?a=b'])
    expect({ code, stdout }).toEqual({ code: exit, stdout: '{"why":"not"}' })
    const said = `error: GET ${api.origin}/v1/x?a=b answered ${status}${reason && ` ${reason}`}`
    expect(stderr).toBe(lines(said, ...hints))
  })

  it.each([
    [403, 'MP_API_REFUSED', 6],
    [502, 'MP_API_FAILED', 7],
  ])('of %i is one line of JSON for programs', async (status, code, exit) => {
    const { api, call } = await benchFor(await apiSaying('why', status))
    const { stdout, stderr } = await call(['own/x', '--json'])
    expect(stdout).toBe('why')
    expect(JSON.parse(stderr)).toEqual({
      schema: 'mp.error/1',
      code,
      exit,
      message: expect.stringMatching(new RegExp(`^GET ${api.origin}/v1/x answered ${status} `)),
      hints: expect.any(Array),
      retryable: false,
      api: { status },
    })
  })

  describe("with one of Altinn's codes", () => {
    const problem = (code: string, more = {}) => JSON.stringify({ title: 'Bad Request', code, ...more })

    it.each([
      ['AUTH-00007', 400, 6, 'Bad Request', problem('AUTH-00007')],
      ['AUTH-00010', 404, 6, 'Not Found', problem('auth-00010')],
      ['AUTH-00055', 500, 7, 'Internal Server Error', problem('AUTH-00055')],
      [
        'AUTH.VLD-00002',
        400,
        6,
        'Bad Request',
        problem('STD-00000', { validationErrors: [{ code: 'AUTH.VLD-00002' }] }),
      ],
    ])('%s is explained in both languages, its body handed on', async (id, status, exit, reason, body) => {
      const { api, call } = await benchFor(await apiSaying(body, status))
      for (const language of ['nb', 'en'] as const) {
        const { code, stdout, stderr } = await call(['own/x', '--lang', language])
        const hints = explained(id, language).map((hint) => `hint: ${hint}`)
        const said = `error: GET ${api.origin}/v1/x answered ${status} ${reason} (${id})`
        expect({ code, stdout, stderr }).toEqual({ code: exit, stdout: body, stderr: lines(said, ...hints) })
      }
      const { stderr } = await call(['own/x', '--json'])
      expect(JSON.parse(stderr)).toMatchObject({ api: { status, code: id }, hints: explained(id, 'en') })
    })

    it('among pages is explained too', async () => {
      const { call } = await benchFor(await apiSaying(problem('AUTH-00011'), 404))
      const { code, stderr } = await call(['own/x', '--paginate'])
      expect(code).toBe(6)
      for (const hint of explained('AUTH-00011')) expect(stderr).toContain(`mp: hint: ${hint}\n`)
    })

    it.each([
      ['that mp does not know', problem('AUTH-99999')],
      ['in a body that is no object', '["AUTH-00007"]'],
      ['far down in a body that is too long', problem('AUTH-00007', { x: 'y'.repeat(70_000) })],
    ])('%s is handed on without a word', async (_, body) => {
      const { api, call } = await benchFor(await apiSaying(body, 400))
      const { code, stdout, stderr } = await call(['own/x'])
      expect({ code, stdout: stdout.length }).toEqual({ code: 6, stdout: body.length })
      expect(stderr).toBe(lines(`error: GET ${api.origin}/v1/x answered 400 Bad Request`))
    })
  })

  it('that comes while a body is still on its way is not missed', async () => {
    const origin = await httpServer((_, response) => void response.writeHead(413).end('too much'))
    const { call } = await benchFor({ origin, heard: [] })
    const { code, stdout } = await call(['own/x', '-d', '@big'], { files: { big: Buffer.alloc(20_000_000) } })
    expect({ code, stdout }).toEqual({ code: 6, stdout: 'too much' })
  })

  it('counts for more than a body that a terminal is spared', async () => {
    const { call } = await benchFor(await apiSaying('\x00', 404))
    const { code, stdout, stderr } = await call(['own/x'], { terminal: true })
    expect([code, stdout, stderr.includes('answered 404 Not Found')]).toEqual([6, '', true])
  })

  it('counts though nobody reads its body any more; an answer that nobody reads is no failure', async () => {
    const outflow = async () => ({
      sink: () => {
        throw new ReaderGone()
      },
      end: async () => {},
    })
    const refusing = await benchFor(await apiSaying('no', 404))
    expect((await refusing.call(['own/x'], { host: { outflow } })).code).toBe(6)
    const answering = await benchFor(await apiSaying('yes'))
    const { code, stderr } = await answering.call(['own/x'], { host: { outflow } })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })
})

describe('no answer', () => {
  it('in the time of --timeout is safe to try again where nothing was to change', async () => {
    const { api, call } = await benchFor(await apiAnswering(() => {}))
    const { code, stdout, stderr } = await call(['own/x', '--timeout', '0.2'])
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
    expect(stderr).toBe(
      lines(
        `error: GET ${api.origin}/v1/x heard nothing for 0.2 s`,
        'hint: nothing was changed; it is safe to try again',
      ),
    )
  })

  it('to a POST may mean that it was done, and programs are not told to try again', async () => {
    const { api, call } = await benchFor(await apiAnswering(() => {}))
    const { code, stderr } = await call(['own/x', '-d', 'x', '--timeout', '0.2', '--json'])
    expect(code).toBe(5)
    expect(JSON.parse(stderr)).toEqual({
      schema: 'mp.error/1',
      code: 'MP_UNANSWERED',
      exit: 5,
      message: `POST ${api.origin}/v1/x heard nothing for 0.2 s`,
      hints: ['the API may have done what it was asked to: look before you try again'],
      retryable: false,
    })
  })
})

describe('an interruption', () => {
  it('while the answer is waited for ends with 130', async () => {
    const { call } = await benchFor(await apiAnswering(() => {}))
    const { code, stdout, stderr, cwd } = await call(['own/x', '-o', 'out'], { host: interruptedAfter(150) })
    expect({ code, stdout, stderr }).toEqual({ code: 130, stdout: '', stderr: lines('error: interrupted') })
    expect(readdirSync(cwd).sort()).toEqual(['.cache', 'key.jwk.json', 'maskinporten.config.json'])
  })

  it('in the midst of a body ends with 130 and leaves no file', async () => {
    const { call } = await benchFor(await apiPausing())
    const { code, stdout, stderr, cwd } = await call(['own/x', '-o', 'out'], { host: interruptedAfter(250) })
    expect({ code, stdout, stderr }).toEqual({ code: 130, stdout: '', stderr: lines('error: interrupted') })
    expect(readdirSync(cwd).sort()).toEqual(['.cache', 'key.jwk.json', 'maskinporten.config.json'])
  })

  it('of an upload takes the progress line away before anything is said', async () => {
    const { socket, origin } = await silentServer()
    const { call } = await benchFor({ origin, heard: [] })
    let clock = 0
    const milliseconds = () => {
      clock += 700
      return clock
    }
    const { code, stderr } = await call(['own/x', '-d', '@big', '--no-color'], {
      files: { big: Buffer.alloc(20_000_000) },
      typed: '',
      host: { milliseconds, ...interruptedAfter(400) },
    })
    expect(code).toBe(130)
    expect(stderr).toMatch(/^\r.* of 20 MB.*\x1b\[K\r\x1b\[Kmp: error: interrupted\n$/s)
    expect(socket()).toBe(1)
  })

  it('in the midst of a body keeps what standard output has of it', async () => {
    const { call } = await benchFor(await apiPausing())
    const { code, stdout } = await call(['own/x'], { host: interruptedAfter(250) })
    expect({ code, stdout }).toEqual({ code: 130, stdout: 'begun' })
  })
})
