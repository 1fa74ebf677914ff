import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeFiles } from '../../src/platform/files.js'
import { directoryWith } from '../support/directory.js'
import { mp, type Outcome } from '../support/host.js'
import { privateKey } from '../support/keys.js'
import { httpServer } from '../support/servers.js'

const JWK = { ...privateKey.export({ format: 'jwk' }), kid: 'a-kid' }
const KEY = JSON.stringify(JWK)

/** A token endpoint that numbers its tokens, a directory with a profile for it, and one cache for all lines. */
async function workplace({ life = 119 } = {}) {
  let asked = 0
  const origin = await httpServer((request, response) => {
    request.resume()
    const token = { access_token: `t${++asked}`, token_type: 'Bearer', expires_in: life, scope: 'a:b' }
    response.end(JSON.stringify(token))
  })
  const profile = { environment: 'here', clientId: 'c', scopes: ['a:b'], key: { file: 'key.json' } }
  const environments = {
    here: { issuer: `${origin}/`, tokenEndpoint: `${origin}/token` },
    there: { issuer: `${origin}/`, tokenEndpoint: `${origin}/elsewhere` },
    other: { issuer: `${origin}/issuer`, tokenEndpoint: `${origin}/token` },
  }
  const config = { defaultProfile: 'one', profiles: { one: profile }, environments }
  const cwd = directoryWith({ 'key.json': KEY, 'maskinporten.config.json': JSON.stringify(config) })
  const cache = join(cwd, 'cache')
  const clock = { now: Math.floor(Date.now() / 1000) }
  const token = (argv: readonly string[] = [], env: Record<string, string> = {}) => {
    const world = { cwd, env: { MP_CACHE_DIR: cache, ...env }, host: { now: () => clock.now } }
    return mp(['token', ...argv], world)
  }
  const names = (end: string) => readdirSync(cache).filter((name) => name.endsWith(end))
  return {
    cwd,
    cache,
    clock,
    token,
    asked: () => asked,
    /** What is kept of tokens, or of lines. */
    kept: (end: '.json' | '.line') => names(end).map((name) => join(cache, name)),
  }
}

const plain = ({ code, stdout, stderr }: Outcome) => ({ code, stdout, stderr })
const good = (token: string) => ({ code: 0, stdout: `${token}\n`, stderr: '' })

describe('the cache', () => {
  it('gives the token that it has, and says so in JSON alone', async () => {
    const { token, asked, clock } = await workplace()
    expect(plain(await token())).toEqual(good('t1'))
    expect(plain(await token())).toEqual(good('t1'))
    clock.now += 60
    const json = JSON.parse((await token(['--json'])).stdout)
    expect(json).toMatchObject({ access_token: 't1', cached: true, expires_in: 59 })
    expect(asked()).toBe(1)
  })

  it.each([
    [119, 107, 108],
    [3600, 3239, 3240],
    [20, 9, 10],
  ])('gives a token of %i s for %i s, and not for %i', async (life, good, bad) => {
    const { token, clock } = await workplace({ life })
    const start = clock.now
    await token()
    clock.now = start + good
    expect((await token()).stdout).toBe('t1\n')
    clock.now = start + bad
    expect((await token()).stdout).toBe('t2\n')
  })

  it('gives no token that was kept in the future: the clock was set back', async () => {
    const { token, clock } = await workplace()
    await token()
    clock.now -= 3600
    expect((await token()).stdout).toBe('t2\n')
  })

  it('is one for all formats, and for scopes in any order', async () => {
    const { token, asked } = await workplace()
    await token(['-s', 'a:b c:d'])
    for (const format of ['raw', 'header', 'env', 'export', 'curl'])
      expect((await token(['-s', 'c:d,a:b', '--format', format])).stdout).toContain('t1')
    expect(asked()).toBe(1)
  })

  it.each<[string, string[], Record<string, string>?]>([
    ['the client', ['--client-id', 'd']],
    ['the issuer', ['--env', 'other', '-p', 'one']],
    ['the endpoint', ['--env', 'there', '-p', 'one']],
    ['a scope', ['-s', 'c:d']],
    ['a scope more', ['-s', 'a:b', '-s', 'c:d']],
    ['the resource', ['--resource', 'https://x.example/']],
    ['the consumer', ['--consumer-org', '310904473']],
    ['on behalf of', ['--on-behalf-of', 'x']],
    ['the system user', ['--systemuser-org', '310904473']],
    ['details', ['--authorization-details', '{"type":"x"}']],
    ['the key', ['--key', 'env:HELD'], { HELD: JSON.stringify({ ...JWK, kid: 'other' }) }],
    ['the kid', ['--kid', 'other']],
  ])('keeps another token for another %s', async (_, flags, env) => {
    const { token, asked, kept } = await workplace()
    await token()
    expect([(await token(flags, env)).stdout, (await token(flags, env)).stdout]).toEqual(['t2\n', 't2\n'])
    expect((await token()).stdout).toBe('t1\n')
    expect([asked(), kept('.json').length]).toEqual([2, 2])
  })

  it('asks anew when the key file is another, and for the same key when it is back', async () => {
    const { token, cwd } = await workplace()
    await token()
    writeFileSync(join(cwd, 'key.json'), JSON.stringify({ ...JWK, kid: 'other' }))
    expect((await token()).stdout).toBe('t2\n')
  })

  it('is passed over by --refresh, and has the new token then', async () => {
    const { token, kept } = await workplace()
    await token()
    expect((await token(['--refresh'])).stdout).toBe('t2\n')
    expect((await token()).stdout).toBe('t2\n')
    expect(kept('.json')).toHaveLength(1)
  })

  it('is neither read nor written with --no-cache', async () => {
    const { token, cache } = await workplace()
    expect((await token(['--no-cache'])).stdout).toBe('t1\n')
    expect(nodeFiles.list(cache)).toEqual([])
    await token()
    expect((await token(['--no-cache'])).stdout).toBe('t3\n')
    expect((await token()).stdout).toBe('t2\n')
  })

  it('takes no two words that exclude each other', async () => {
    const { token } = await workplace()
    expect(plain(await token(['--refresh', '--no-cache']))).toMatchObject({ code: 2, stdout: '' })
  })

  it('never has a token that is bound to a person', async () => {
    const { token, cache, asked } = await workplace()
    for (let round = 0; round < 2; round++) expect((await token(['--pid', '08089403198'])).code).toBe(0)
    expect([asked(), nodeFiles.list(cache)]).toEqual([2, []])
  })

  it('is swept when a token is kept', async () => {
    const { token, clock, kept } = await workplace()
    for (const id of ['d', 'e', 'f']) await token(['--client-id', id])
    expect([kept('.json').length, kept('.line').length]).toEqual([3, 3])
    clock.now += 200
    await token()
    expect([kept('.json').length, kept('.line').length]).toEqual([1, 1])
  })
})

describe('what is on the disk', () => {
  it('is closed to everyone else, folder and files', async () => {
    const { token, cache, kept } = await workplace()
    await token()
    expect(statSync(cache).mode & 0o777).toBe(0o700)
    for (const path of [...kept('.json'), ...kept('.line')]) expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(nodeFiles.list(cache)).toHaveLength(2)
  })

  it('has names that tell nothing', async () => {
    const { token, cache } = await workplace()
    await token(['--client-id', 'telltale', '-s', 'tell:tale'])
    for (const name of nodeFiles.list(cache)) expect(name).toMatch(/^[0-9a-f]{64}\.(json|line)$/)
  })

  it('holds neither key nor password, wherever they come from', async () => {
    const { token, cwd, cache } = await workplace()
    const profile = { environment: 'here', clientId: 'c', scopes: ['a:b'], key: { password: 'geheim-1' } }
    const path = join(cwd, 'maskinporten.config.json')
    const config = JSON.parse(readFileSync(path, 'utf8'))
    const lay = (key: object) =>
      writeFileSync(path, JSON.stringify({ ...config, profiles: { one: { ...profile, key } } }))
    const env = {
      MP_JWK: KEY,
      MASKINPORTEN_KEYSTORE_PASSWORD: 'geheim-2',
      MASKINPORTEN_KEY_PASSWORD: 'geheim-3',
      MP_KEY_PASSWORD: 'geheim-4',
      MASKINPORTEN_KEYSTORE_PATH: 'key.json',
      HELD: 'geheim-5',
    }
    lay({ file: 'key.json', password: 'geheim-1', entryPassword: { env: 'HELD' } })
    expect((await token([], env)).code).toBe(0)
    lay({ file: 'env:MP_JWK' })
    expect((await token([], { ...env, MASKINPORTEN_KEYSTORE_PATH: '' })).code).toBe(0)
    const { MASKINPORTEN_KEYSTORE_PATH: _, ...rest } = env
    const line = ['--client-id', 'c', '-s', 'a:b']
    expect((await token([...line, '--env', 'here'], { ...rest, MASKINPORTEN_CLIENT_JWK: KEY })).code).toBe(0)
    const all = nodeFiles.list(cache).map((name) => readFileSync(join(cache, name), 'utf8'))
    expect(all.length).toBeGreaterThan(3)
    for (const text of all) {
      expect(text).not.toContain('geheim')
      for (const part of [JWK.d, JWK.p, JWK.q, JWK.n]) expect(text).not.toContain(part)
    }
  })

  it.each<[string, (path: string) => void]>([
    ['cut short', (path) => writeFileSync(path, readFileSync(path).subarray(0, 200))],
    ['empty', (path) => writeFileSync(path, '')],
    ['damaged', (path) => writeFileSync(path, readFileSync(path, 'utf8').replace('{', '['))],
    ['open to the group', (path) => chmodSync(path, 0o640)],
    ['open to all', (path) => chmodSync(path, 0o604)],
    ['for another request', (path) => swap(path, '"clientId":"c"', '"clientId":"d"')],
    ['for another time', (path) => swap(path, /"expires_at":\d+/, '"expires_at":99999999999')],
    [
      'a link',
      (path) => {
        nodeFiles.rename(path, `${path}.elsewhere`)
        symlinkSync(`${path}.elsewhere`, path)
      },
    ],
    [
      'of more than 10 MiB',
      (path) => writeFileSync(path, readFileSync(path, 'utf8') + ' '.repeat(10 * 1024 * 1024)),
    ],
  ])('is not believed where it is %s, and is replaced', async (_, spoil) => {
    const { token, kept } = await workplace()
    await token()
    const [path = ''] = kept('.json')
    spoil(path)
    expect(plain(await token())).toEqual(good('t2'))
    expect(plain(await token())).toEqual(good('t2'))
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it.runIf(process.getuid?.() === 0)("is not believed where it is somebody else's", async () => {
    const { token, kept } = await workplace()
    await token()
    const [path = ''] = kept('.json')
    chownSync(path, 12345, 12345)
    expect([(await token()).stdout, (await token()).stdout]).toEqual(['t2\n', 't2\n'])
    expect(statSync(path).uid).toBe(0)
  })
})

function swap(path: string, from: string | RegExp, to: string): void {
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to))
}

describe('a disk that keeps nothing', () => {
  it.each<[string, (cache: string) => void]>([
    ['a file where the folder should be', (cache) => writeFileSync(cache, '')],
    ['a link to nowhere', (cache) => symlinkSync('/nowhere/at/all', cache)],
    ['a folder that nothing can be in', (cache) => symlinkSync('/proc/self', cache)],
  ])('stops nobody: %s', async (_, spoil) => {
    const { token, cache, asked } = await workplace()
    spoil(cache)
    expect(plain(await token())).toEqual(good('t1'))
    expect(plain(await token(['-v']))).toMatchObject({
      code: 0,
      stdout: 't2\n',
      stderr: expect.stringMatching(/the token is not kept: .* cannot be written \([A-Z]+\)/),
    })
    expect(asked()).toBe(2)
  })

  it('stops nobody where only the file cannot be replaced', async () => {
    const { token, kept } = await workplace()
    await token()
    const [path = ''] = kept('.json')
    nodeFiles.remove(path)
    mkdirSync(join(path, 'full'), { recursive: true })
    expect(plain(await token())).toEqual(good('t2'))
    expect(plain(await token())).toEqual(good('t3'))
  })
})
