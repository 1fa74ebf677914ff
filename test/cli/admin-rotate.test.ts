import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { explained } from '../support/explained.js'
import { mp, type Outcome, type World } from '../support/host.js'
import { CLIENT_IDS, sandboxFile } from '../support/sandbox-files.js'
import { type AdminBench, adminBench, asked, scopesAsked, steady } from './support/admin-bench.js'

const SCOPE = 'brreg:losore/utlegg'

interface Desk extends AdminBench {
  id: string
  /** The kid of the key that the client has at first, whose file is `old.json`. */
  old: string
  /** The kid in a file. */
  kid(file: string): string
  rotate(argv: readonly string[], world?: World): Promise<Outcome>
  /** Whether the key in the file gives a token. */
  works(file: string): Promise<boolean>
  kids(): Promise<string[]>
}

/** A client with one key. */
async function desk(): Promise<Desk> {
  const bench = adminBench()
  const id = await bench.client()
  await bench.run(['key', 'generate', '-o', 'old.json'])
  await bench.admin(['key', 'add', id, '--key', 'old.json'])
  const kid = (file: string) => JSON.parse(readFileSync(join(bench.cwd, file), 'utf8')).kid
  return {
    ...bench,
    id,
    kid,
    old: kid('old.json'),
    rotate: (argv, world) => bench.admin(['key', 'rotate', id, '-o', 'new.json', ...argv], world),
    works: async (file) => {
      const { code } = await bench.run(['token', '--no-cache', '--client-id', id, '--key', file, '-s', SCOPE])
      expect([0, 4]).toContain(code)
      return code === 0
    },
    kids: async () => {
      const { stdout } = await bench.admin(['key', 'list', id, '--json'])
      return JSON.parse(stdout).keys.map((key: { kid: string }) => key.kid)
    },
  }
}

describe('mp admin key rotate', () => {
  it('gives a client a new key beside the old one, and says how to switch', async () => {
    const { id, old, kid, rotate, works, kids, cwd } = await desk()
    const { code, stdout, stderr } = await rotate([])
    const names = { client: id, new: kid('new.json'), old }
    expect(code).toBe(0)
    expect(steady(stderr, names)).toBe(
      'mp: made key "<new>" in "new.json"\n' +
        'mp: registered it on client "<client>"\n' +
        `mp: proved it: Maskinporten gave a token for ${SCOPE}\n` +
        'mp: hint: to switch, give the profile of client "<client>" this key: "key": {"file":"new.json","kid":"<new>"}\n' +
        'mp: hint: then the same command with --remove-old retires the old key\n',
    )
    expect(steady(stdout, names)).toBe(
      `client   <client>\nkid      <new>\nfile     new.json\nproved   ${SCOPE}\nretired  none\n`,
    )
    expect(await kids()).toEqual([old, kid('new.json')])
    expect([await works('old.json'), await works('new.json')]).toEqual([true, true])
    expect(statSync(join(cwd, 'new.json')).mode & 0o777).toBe(0o600)
  })

  it('retires the old key, which gives no token after that, and can be run again', async () => {
    const { id, old, kid, rotate, works, kids } = await desk()
    await rotate([])
    const { code, stdout, stderr } = await rotate(['--remove-old', '--yes', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      schema: 'mp.key-rotated/1',
      client_id: id,
      kid: kid('new.json'),
      file: expect.stringMatching(/^\/.*\/new\.json$/),
      scope: SCOPE,
      retired: old,
    })
    expect(steady(stderr, { client: id, new: kid('new.json'), old })).toBe(
      'mp: going on with the key in "new.json", "<new>"\n' +
        'mp: it is registered on client "<client>" already\n' +
        `mp: proved it: Maskinporten gave a token for ${SCOPE}\n` +
        'mp: hint: to switch, give the profile of client "<client>" this key: "key": {"file":"new.json","kid":"<new>"}\n' +
        'mp: retired key "<old>"\n',
    )
    expect(await kids()).toEqual([kid('new.json')])
    expect([await works('old.json'), await works('new.json')]).toEqual([false, true])
    const again = await rotate(['--remove-old', '--yes'])
    expect([again.code, again.stderr.includes('--remove-old')]).toEqual([0, false])
    expect(await rotate(['--remove-old', '--yes', '--quiet'])).toMatchObject({ code: 0, stderr: '' })
    expect(await kids()).toEqual([kid('new.json')])
  })

  it('asks before it retires, and sends nothing where nobody confirms', async () => {
    const { id, rotate, kids, cwd } = await desk()
    const before = await kids()
    for (const world of [{}, { typed: 'n' }]) {
      const { code, stdout, stderr, sent } = await rotate(['--remove-old'], world)
      expect({ code, stdout, sent }).toEqual({ code: 10, stdout: '', sent: [] })
      expect(stderr).toContain(
        `mp: error: client "${id}" is to get a new key, and its old one to be retired in environment "sandbox"`,
      )
    }
    expect(readdirSync(cwd)).not.toContain('new.json')
    expect(await kids()).toEqual(before)
    expect((await rotate(['--remove-old'], { typed: 'y' })).code).toBe(0)
  })

  it('rehearses: prints the request, and makes and changes nothing', async () => {
    const { id, rotate, kids, cwd, old } = await desk()
    const { code, stdout, stderr, sent } = await rotate(['--remove-old', '--dry-run', '--json'])
    expect([code, stderr]).toEqual([
      0,
      'mp: the new key of a rehearsal is kept nowhere: the run itself makes another\n',
    ])
    const { method, url, body } = JSON.parse(stdout)
    expect([method, url.replace(/.*\/api\/v1/, '')]).toEqual(['POST', `/clients/${id}/jwks`])
    expect(body.keys.map(({ kid }: { kid: string }) => kid)).toEqual([old, expect.stringMatching(/^mp-/)])
    expect(stdout).not.toContain('"d"')
    expect(sent.filter((it) => it.method !== 'GET' && !it.url.endsWith('/token'))).toEqual([])
    expect(readdirSync(cwd)).not.toContain('new.json')
    expect(await kids()).toEqual([old])
    await rotate([])
    const { stdout: second } = await rotate(['--remove-old', '--dry-run', '--json'])
    expect(JSON.parse(second).body.keys).toHaveLength(1)
    expect(await kids()).toHaveLength(2)
  })

  it('stops where the proof fails, and says what still works and the way back', async () => {
    const { id, old, kid, rotate, works } = await desk()
    const { code, stdout, stderr } = await rotate(['-s', 'brreg:losore/tlg', '--remove-old', '--yes'])
    const names = { client: id, new: kid('new.json'), old }
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' })
    expect(steady(stderr, names).split('\n').slice(2)).toEqual([
      expect.stringMatching(/^mp: error: <origin>\/token refused \(400 invalid_scope MP-200\)/),
      ...explained('MP-200').map((hint) => `mp: hint: ${hint}`),
      'mp: hint: the keys that were registered before still work, and nothing was taken from the client',
      'mp: hint: the way back: mp admin key remove <client> <new>, and then delete "new.json"',
      'mp: hint: the same command goes on where this one stopped',
      '',
    ])
    expect(await works('old.json')).toBe(true)
    expect((await rotate(['--remove-old', '--yes'])).code).toBe(0)
  })

  it('of the session’s own client warns, and goes on with the new key when the old one is gone', async () => {
    const { admin, run, cwd } = adminBench({ 'old.json': readFileSync(sandboxFile('consumer.jwk.json')) })
    const { kid } = JSON.parse(readFileSync(join(cwd, 'old.json'), 'utf8'))
    const own = ['--client-id', CLIENT_IDS.key, '--key', 'old.json', '--session-scope', 'idporten:dcr.modify']
    const argv = [
      'key',
      'rotate',
      CLIENT_IDS.key,
      '-o',
      'new.json',
      '-s',
      SCOPE,
      '--remove-old',
      '--yes',
      ...own,
    ]
    const first = await admin(argv)
    expect(first.code).toBe(0)
    expect(first.stderr).toContain(
      `mp: warning: this session itself signs with "${kid}": when it is retired, the next one must sign with the key in "new.json"\n`,
    )
    expect(scopesAsked(first)).toEqual(['idporten:dcr.modify', SCOPE, SCOPE])
    const again = await admin(argv)
    expect({ code: again.code, stdout: again.stdout.split('\n').at(-2) }).toEqual({
      code: 0,
      stdout: 'retired  none',
    })
    expect(scopesAsked(again)).toEqual(['idporten:dcr.modify', 'idporten:dcr.modify', SCOPE])
    const token = ['token', '--client-id', CLIENT_IDS.key, '-s', SCOPE, '--key']
    expect([(await run([...token, 'old.json'])).code, (await run([...token, 'new.json'])).code]).toEqual([
      4, 0,
    ])
  })

  it('changes nothing in a rehearsal, also when it goes on with the new key', async () => {
    const { admin, run, cwd } = adminBench({ 'old.json': readFileSync(sandboxFile('consumer.jwk.json')) })
    await run(['key', 'generate', '-o', 'third.json', '--kid', 'third'])
    const own = ['--client-id', CLIENT_IDS.key, '--key', 'old.json', '-s', SCOPE, '--remove-old', '--yes']
    const argv = ['key', 'rotate', CLIENT_IDS.key, '-o', 'new.json', ...own]
    expect((await admin(argv)).code).toBe(0)
    await admin(['key', 'add', CLIENT_IDS.key, '--key', 'third.json'])
    const { code, stdout, sent } = await admin([...argv, '--dry-run', '--json'])
    const { kid } = JSON.parse(readFileSync(join(cwd, 'new.json'), 'utf8'))
    expect([code, JSON.parse(stdout).body.keys.map((key: { kid: string }) => key.kid)]).toEqual([0, [kid]])
    expect(sent.filter(({ method, url }) => method !== 'GET' && !url.endsWith('/token'))).toEqual([])
  })

  it('leaves a file that is no key alone, with nothing sent', async () => {
    const { cwd, admin } = adminBench({ 'new.json': 'mine' })
    const { code, stderr, sent } = await admin(['key', 'rotate', 'x', '-o', 'new.json'])
    expect({ code, sent }).toEqual({ code: 3, sent: [] })
    expect(stderr).toBe(
      'mp: error: "new.json" exists already, is not written over, and is no private JWK with a kid to go on with\n',
    )
    expect(readFileSync(join(cwd, 'new.json'), 'utf8')).toBe('mine')
  })

  it('asks for the environment’s name in production, also where nothing is retired', async () => {
    const argv = ['admin', 'key', 'rotate', 'x', '-o', 'new.json', '--env', 'prod', '--client-id', 'me']
    const { code, sent } = await mp(argv)
    expect({ code, sent }).toEqual({ code: 10, sent: [] })
  })

  it.each([
    [['x'], '-o, --output <file> is missing: the file for the new key'],
    [['x', '-o', '-'], '--output must be a file: the new key has to lie somewhere before it is registered'],
    [['x', '-o', 'f', '--old', 'a'], '--old says which key --remove-old retires, and that was not given'],
    [['x', '-o', 'f', '--wait', '1.5'], '--wait "1.5" is not a whole number of seconds, at most 3600'],
    [['x', '-o', 'f', '--wait', '3601'], '--wait "3601" is not a whole number of seconds, at most 3600'],
    [['x', '-o', 'f', '--session-scope', ''], '--session-scope is empty'],
    [['x', '-o', 'f', '-s', ''], '--scope is empty'],
    [
      ['..', '-o', 'f'],
      'client id ".." cannot be used: letters A to Z, digits, dot, underscore and hyphen make one',
    ],
    [['x', '-o', 'f', '--old', '../a', '--remove-old'], 'kid "../a" cannot be one'],
  ])('%j is usage, with nothing sent', async (argv, message) => {
    const { code, stdout, stderr, sent } = await mp(['admin', 'key', 'rotate', ...argv, '--env', 'sandbox'])
    expect({ code, stdout, sent }).toEqual({ code: 2, stdout: '', sent: [] })
    expect(stderr).toBe(`mp: error: ${message}\n`)
  })

  it('looks at the client and its keys before it changes anything', async () => {
    const { id, rotate } = await desk()
    expect(asked(await rotate([])).slice(0, 2)).toEqual([`GET /clients/${id}`, `GET /clients/${id}/jwks`])
  })
})
