import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ReaderGone } from '../../src/errors.js'
import { onceFrom } from '../../src/platform/body-source.js'
import { mp, type World } from '../support/host.js'
import { synthetic } from '../support/persons.js'
import { CLIENT_IDS, claimsOf, sandboxFile } from '../support/sandbox-files.js'
import { deserted, httpServer } from '../support/servers.js'

const SANDBOX = ['token', '--env', 'sandbox', '--scope', 'brreg:losore/utlegg']
const PERSONS = synthetic(40)
const [ONE = '', OTHER = '', THIRD = ''] = PERSONS

function lines(stdout: string) {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

function listOf(...rows: string[]): Pick<World, 'files'> {
  return { files: { 'persons.txt': rows.map((row) => `${row}\n`).join('') } }
}

/** All that was said, but for the tokens. */
function saidIn(stdout: string, stderr: string): string {
  return `${stdout.replace(/"access_token":"[^"]*"/g, '')}${stderr}`
}

type Answer = (pid: string, response: ServerResponse) => void

/** A Maskinporten that answers as the test says, and a configuration for it. */
async function authority(answer: Answer, persons: readonly string[]): Promise<World & { seen: string[] }> {
  const seen: string[] = []
  const url = await httpServer(async (request, response) => {
    const { pid } = claimsOf(new URLSearchParams(await bodyOf(request)).get('assertion') ?? '')
    seen.push(String(pid))
    answer(String(pid), response)
  })
  return { ...configured(url, persons), seen }
}

function configured(url: string, persons: readonly string[]): World {
  const profile = {
    environment: 'own',
    clientId: 'c',
    scopes: ['a:b'],
    key: { file: sandboxFile('consumer.jwk.json') },
  }
  const environments = { own: { issuer: `${url}/`, tokenEndpoint: `${url}/token` } }
  const config = JSON.stringify({ defaultProfile: 'p', profiles: { p: profile }, environments })
  return { files: { 'maskinporten.config.json': config, 'persons.txt': persons.join('\n') } }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

const give: Answer = (pid, response) => {
  response.end(
    JSON.stringify({ access_token: `t.${pid}`, token_type: 'Bearer', expires_in: 119, scope: 'a:b' }),
  )
}

const refuse: Answer = (pid, response) => {
  response.writeHead(400)
  response.end(
    JSON.stringify({ error: 'invalid_request', error_description: `Unknown pid ${pid} (trace_id: 0a1b)` }),
  )
}

const BULK = ['token', '--pid', '@persons.txt']

describe('mp token --pid @file', () => {
  it('prints a line for each person, in order, and nothing else', async () => {
    const { code, stdout, stderr } = await mp([...SANDBOX, '--pid', '@persons.txt'], listOf(...PERSONS))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const printed = lines(stdout)
    expect(printed.map(({ line }) => line)).toEqual(PERSONS.map((_, index) => index + 1))
    expect(printed.map(({ access_token }) => claimsOf(access_token).pid)).toEqual(PERSONS)
    expect(printed[0]).toEqual({
      schema: 'mp.token/1',
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: expect.any(Number),
      expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      scope: 'brreg:losore/utlegg',
      environment: 'sandbox',
      profile: null,
      client_id: CLIENT_IDS.certificate,
      cached: false,
      altinn: false,
      line: 1,
    })
  })

  it('signs a grant of its own for each', async () => {
    const { sent } = await mp([...SANDBOX, '--pid', '@persons.txt'], listOf(...PERSONS))
    const grants = sent.map(({ body }) => claimsOf(new URLSearchParams(body).get('assertion') ?? ''))
    expect(new Set(grants.map(({ jti }) => jti)).size).toBe(PERSONS.length)
    expect(new Set(grants.map(({ pid }) => pid))).toEqual(new Set(PERSONS))
  })

  it('takes standard input, Windows’ line ends and blank lines', async () => {
    const stdin = `\uFEFF\r\n  ${ONE}\r\n\r\n${OTHER}`
    const { code, stdout } = await mp([...SANDBOX, '--json', '--pid', '@-'], { stdin })
    expect(code).toBe(0)
    expect(lines(stdout).map(({ line, access_token }) => [line, claimsOf(access_token).pid])).toEqual([
      [2, ONE],
      [4, OTHER],
    ])
  })

  it('answers as the lines come', async () => {
    let printed = ''
    let hear = () => {}
    async function* asked() {
      for (const pid of [ONE, OTHER, THIRD]) {
        const answered = new Promise<void>((resolve) => {
          hear = resolve
        })
        yield Buffer.from(`${pid}\n`)
        await answered
      }
    }
    const sink = (piece: Uint8Array) => {
      printed += Buffer.from(piece).toString()
      hear()
      return undefined
    }
    const host = {
      stdinBody: async () => onceFrom(asked),
      outflow: async () => ({ sink, end: async () => {} }),
    }
    expect((await mp([...SANDBOX, '--pid', '@-'], { host })).code).toBe(0)
    expect(lines(printed)).toHaveLength(3)
  })

  it('answers a line that is no number in its place, and sends nothing for it', async () => {
    const mistyped = `${ONE.slice(0, 10)}${(Number(ONE[10]) + 1) % 10}`
    const world = listOf(ONE, mistyped, 'Kari Nordmann', '', OTHER)
    const { code, stdout, stderr, sent } = await mp([...SANDBOX, '--pid', '@persons.txt'], world)
    expect(code).toBe(2)
    expect(sent).toHaveLength(2)
    expect(lines(stdout).map(({ schema, line }) => [schema, line])).toEqual([
      ['mp.token/1', 1],
      ['mp.error/1', 2],
      ['mp.error/1', 3],
      ['mp.token/1', 5],
    ])
    expect(lines(stdout)[1]).toEqual({
      schema: 'mp.error/1',
      code: 'MP_USAGE',
      exit: 2,
      message: 'line 2 is not a national identity number: eleven digits, the last two check digits',
      hints: [],
      retryable: false,
      line: 2,
    })
    expect(stderr).toBe('mp: 2 of 4 lines got no token\n')
    for (const text of [ONE, OTHER, mistyped, 'Kari']) expect(saidIn(stdout, stderr)).not.toContain(text)
  })

  it('answers a person who is refused in place, without the number, and ends with 4', async () => {
    const world = await authority(
      (pid, response) => (pid === OTHER ? refuse : give)(pid, response),
      [ONE, 'nobody', OTHER, THIRD],
    )
    const { code, stdout, stderr } = await mp([...BULK, '-v'], world)
    expect(code).toBe(4)
    expect(lines(stdout).map(({ schema }) => schema)).toEqual([
      'mp.token/1',
      'mp.error/1',
      'mp.error/1',
      'mp.token/1',
    ])
    expect(lines(stdout)[2]).toEqual({
      schema: 'mp.error/1',
      code: 'MP_REFUSED',
      exit: 4,
      message: expect.stringMatching(/\/token refused \(400 invalid_request\): Unknown pid \(the number\) /),
      hints: [],
      retryable: false,
      maskinporten: {
        code: null,
        error: 'invalid_request',
        error_description: 'Unknown pid (the number) (trace_id: 0a1b)',
        trace_id: '0a1b',
        status: 400,
      },
      line: 3,
    })
    for (const pid of [ONE, OTHER, THIRD]) expect(saidIn(stdout, stderr)).not.toContain(pid)
  })

  it('explains a refusal that is known, in the language that is asked for', async () => {
    const world = await authority(
      (_, response) => {
        response.writeHead(400)
        response.end(JSON.stringify({ error: 'invalid_grant', error_description: 'Client not found' }))
      },
      [ONE],
    )
    const [{ hints }] = lines((await mp([...BULK, '--lang', 'en'], world)).stdout)
    expect(hints).toContain('no active client is known here by the id in iss')
  })

  it('ends with the code of the first failure where nobody was refused', async () => {
    const world = await authority((_, response) => response.writeHead(500).end('busy'), [ONE, 'nobody'])
    expect((await mp(BULK, world)).code).toBe(5)
    const other = await authority((_, response) => response.writeHead(500).end('busy'), ['nobody', ONE])
    expect((await mp(BULK, other)).code).toBe(2)
  })

  it('goes on where nobody listens, and says so of each', async () => {
    const { code, stdout } = await mp(BULK, configured(await deserted(), PERSONS))
    expect(code).toBe(5)
    expect(lines(stdout).map(({ code, exit, retryable }) => [code, exit, retryable])).toEqual(
      PERSONS.map(() => ['MP_UNREACHABLE', 5, true]),
    )
    expect(lines(stdout)[0].hints).toContain('it was tried 3 times')
  })

  it.each([ONE, 'nobody'])(
    'fails as a whole where a variable names no proxy, whatever stands first: %s',
    async (first) => {
      const world = {
        ...configured(await deserted(), [first, OTHER]),
        env: { HTTP_PROXY: 'ftp://proxy.example' },
      }
      const { code, stdout, stderr, sent } = await mp(BULK, world)
      expect({ code, stdout, sent }).toEqual({ code: 3, stdout: '', sent: [] })
      expect(stderr).toContain('mp: error: $HTTP_PROXY does not name an http: or https: proxy\n')
    },
  )

  it('waits where the server asks for it, and everyone gets a token', async () => {
    let isBusy = true
    const world = await authority((pid, response) => {
      if (!isBusy) return give(pid, response)
      setTimeout(() => {
        isBusy = false
      }, 5)
      response.writeHead(429, { 'retry-after': '1' }).end()
    }, PERSONS)
    const { code, stdout } = await mp(BULK, world)
    expect(code).toBe(0)
    expect(lines(stdout)).toHaveLength(PERSONS.length)
  })

  it('writes a file that is whole, for its owner alone', async () => {
    const world = listOf(ONE, 'nobody', OTHER)
    const { code, stdout, cwd } = await mp([...SANDBOX, '--pid', '@persons.txt', '-o', 'tokens.jsonl'], world)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    const path = join(cwd, 'tokens.jsonl')
    expect(lines(readFileSync(path, 'utf8')).map(({ line }) => line)).toEqual([1, 2, 3])
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(cwd).sort()).toEqual(['persons.txt', 'tokens.jsonl'])
  })

  it('leaves no file where the run fails', async () => {
    const url = await deserted()
    const world = configured(url, [ONE])
    const config = JSON.parse(String(world.files?.['maskinporten.config.json']))
    delete config.environments.own.tokenEndpoint
    const files = { ...world.files, 'maskinporten.config.json': JSON.stringify(config) }
    const { code, stderr, cwd } = await mp([...BULK, '-o', 'tokens.jsonl'], { files })
    expect(code).toBe(5)
    expect(stderr).toMatch(/^mp: error: GET .*openid-configuration|oauth-authorization-server/)
    expect(existsSync(join(cwd, 'tokens.jsonl'))).toBe(false)
    expect(readdirSync(cwd)).toHaveLength(2)
  })

  it('says nothing of the lines when nobody reads them any more', async () => {
    const sink = () => {
      throw new ReaderGone()
    }
    const host = { outflow: async () => ({ sink, end: async () => {} }) }
    const { code, stderr } = await mp([...SANDBOX, '--pid', '@persons.txt'], {
      ...listOf('nobody', ONE),
      host,
    })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  it('keeps nothing on the disk', async () => {
    const { cwd } = await mp([...SANDBOX, '--pid', '@persons.txt'], {
      ...listOf(ONE, OTHER),
      env: { MP_CACHE_DIR: 'cache' },
    })
    expect(readdirSync(cwd)).toEqual(['persons.txt'])
  })

  it('has nothing to say of a list without persons but that', async () => {
    const world = await authority(give, ['', '  '])
    expect(await mp(BULK, world)).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'mp: the list is empty: nothing was asked for\n',
      sent: [],
    })
    expect((await mp([...BULK, '-q'], world)).stderr).toBe('')
  })

  it.each([
    [['--pid', '@nowhere.txt'], '--pid: there is no file "nowhere.txt"'],
    [['--pid', '@.'], '"." cannot be read: it is a directory'],
    [['--pid', '@'], '--pid @ names no file'],
    [
      ['--pid', '@persons.txt', '--format', 'env'],
      '--pid @<file> and --format env exclude each other: lines of JSON are printed',
    ],
    [['--pid', '@-', '--key', '-'], 'standard input cannot be both --key and --pid'],
    [['--pid', '@persons.txt', '--refresh', '--no-cache'], '--refresh and --no-cache exclude each other'],
  ])('refuses %j, and sends nothing', async (flags, message) => {
    const { code, stdout, stderr, sent } = await mp([...SANDBOX, ...flags], listOf(ONE))
    expect({ code, stdout, stderr, sent }).toEqual({
      code: 2,
      stdout: '',
      stderr: `mp: error: ${message}\n`,
      sent: [],
    })
  })

  it.each([['grant'], ['call', 'losore/x'], ['config', 'show']])(
    'is for mp token alone, not mp %s',
    async (...command) => {
      const argv = [...command, '--env', 'sandbox', '--pid', '@persons.txt']
      expect(await mp(argv, listOf(ONE))).toMatchObject({
        code: 2,
        stdout: '',
        stderr: 'mp: error: --pid @<file> is for mp token: here it is one number\n',
        sent: [],
      })
    },
  )

  it('tells with --verbose how it went, in one line for all', async () => {
    const { stderr } = await mp([...SANDBOX, '--pid', '@persons.txt', '-v'], listOf(...PERSONS))
    expect(stderr).toMatch(/^mp: key .*\nmp: 40 tokens for 40 lines, 40 requests in \d+\.\d s\n$/)
  })

  it('trades each token for Altinn’s', async () => {
    const argv = [
      'token',
      '--env',
      'sandbox',
      '--scope',
      'altinn:instances.read',
      '--altinn',
      '--pid',
      '@persons.txt',
    ]
    const { code, stdout, sent } = await mp(argv, listOf(...PERSONS))
    expect(code).toBe(0)
    expect(sent).toHaveLength(2 * PERSONS.length)
    for (const { altinn, access_token } of lines(stdout))
      expect([altinn, claimsOf(access_token)['urn:altinn:orgNumber']]).toEqual([true, '310904473'])
  })

  it('shows a person how far it is, where that does not go where the lines go', async () => {
    let now = 0
    const host = { milliseconds: () => (now += 700) }
    const world = { ...listOf(...PERSONS), typed: '', host }
    const { stdout, stderr } = await mp([...SANDBOX, '--pid', '@persons.txt'], world)
    expect(lines(stdout)).toHaveLength(PERSONS.length)
    expect(stderr).toMatch(/^(?:\r *\d+ % {2}\d+ of 40 .*\/s .* left\x1b\[K)+\r\x1b\[K$/)
    for (const more of [['-q'], ['--json']])
      expect((await mp([...SANDBOX, '--pid', '@persons.txt', ...more], world)).stderr).toBe('')
    expect((await mp([...SANDBOX, '--pid', '@persons.txt'], { ...world, terminal: true })).stderr).toBe('')
  })
})
