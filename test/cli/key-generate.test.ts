import { createPrivateKey, type JsonWebKey } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { directoryWith } from '../support/directory.js'
import { mp, type World } from '../support/host.js'

const KID = /^mp-\d{4}-\d\d-\d\d-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function generate(argv: string[], world: World = {}) {
  return mp(['key', 'generate', ...argv], world)
}

describe('mp key generate', () => {
  it('makes a JWK for its owner alone, and prints what is public about it', async () => {
    const { code, stdout, stderr, cwd } = await generate(['-o', 'new.json'], {
      host: { now: () => 1_769_860_800, newId: () => '11111111-2222-4333-8444-555555555555' },
    })
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'file  new.json\nkid   mp-2026-01-31-11111111-2222-4333-8444-555555555555\n',
      stderr: 'mp: hint: its public half is to be registered on your client: mp key public new.json\n',
    })
    const jwk = JSON.parse(readFileSync(join(cwd, 'new.json'), 'utf8'))
    expect(Object.keys(jwk)).toEqual(['kty', 'use', 'alg', 'kid', 'n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'])
    expect(jwk).toMatchObject({
      kty: 'RSA',
      use: 'sig',
      alg: 'RS256',
      kid: 'mp-2026-01-31-11111111-2222-4333-8444-555555555555',
    })
    expect(statSync(join(cwd, 'new.json')).mode & 0o777).toBe(0o600)
    expect(readdirSync(cwd)).toEqual(['new.json'])
    for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi']) expect(stdout + stderr).not.toContain(jwk[secret])
  })

  it('tells a program where it is and what it is called', async () => {
    const { stdout, stderr, cwd } = await generate(['--output=new.json', '--json', '--kid', 'my.key_1-a'])
    expect(stderr).toBe('')
    expect(stdout).toBe(
      `${JSON.stringify({ schema: 'mp.key-generated/1', file: join(cwd, 'new.json'), format: 'jwk', bits: 2048, kid: 'my.key_1-a' })}\n`,
    )
  })

  it('makes a key that signs, under a kid that no other has', async () => {
    const cwd = directoryWith()
    for (const name of ['a', 'b']) await generate(['-o', name, '-q'], { cwd })
    const [one, other] = ['a', 'b'].map((name) => JSON.parse(readFileSync(join(cwd, name), 'utf8')))
    expect(one.kid).toMatch(KID)
    expect(one.kid).not.toBe(other.kid)
    expect(one.n).not.toBe(other.n)
    const { code } = await mp(['grant', '--env', 'sandbox', '-s', 'brreg:losore/utlegg', '--key', 'a'], {
      cwd,
    })
    expect(code).toBe(0)
  })

  it('makes PEM under the kid that mp key public gives it', async () => {
    const { stdout, stderr, cwd } = await generate(['-o', 'k.pem', '--format', 'pem', '--bits', '3072'])
    const pem = readFileSync(join(cwd, 'k.pem'), 'utf8')
    expect(pem).toMatch(/^-----BEGIN PRIVATE KEY-----\n([\w+/=]{1,64}\n)+-----END PRIVATE KEY-----\n$/)
    expect(createPrivateKey(pem).asymmetricKeyDetails?.modulusLength).toBe(3072)
    const { kid } = JSON.parse((await mp(['key', 'public', 'k.pem'], { cwd })).stdout)
    expect(stdout).toBe(`file  k.pem\nkid   ${kid}\n`)
    expect(stderr).toBe('mp: hint: its public half is to be registered on your client: mp key public k.pem\n')
  })

  it('says the kid again where the file cannot hold it', async () => {
    const { stdout, stderr } = await generate(['-o', 'k.pem', '--format', 'pem', '--kid', 'mine'])
    expect(stdout).toBe('file  k.pem\nkid   mine\n')
    expect(stderr).toContain('mp key public k.pem --kid mine\n')
  })

  it('writes to standard output where that is not a terminal, and then says the kid beside it', async () => {
    const { code, stdout, stderr, cwd } = await generate(['-o', '-'])
    const jwk: JsonWebKey & { kid: string } = JSON.parse(stdout)
    expect(code).toBe(0)
    expect(stderr).toBe(`mp: kid ${jwk.kid}\n`)
    expect(createPrivateKey({ key: jwk, format: 'jwk' }).type).toBe('private')
    expect(readdirSync(cwd)).toEqual([])
  })
})

describe('mp key generate fails, and leaves nothing behind', () => {
  it.each<[string, string[], number, string, World?]>([
    ['without -o', [], 2, '-o, --output <file> is missing'],
    [
      'on a terminal',
      ['-o', '-'],
      2,
      'a private key is not printed on a terminal: name a file with --output',
      { host: { isTerminal: () => true } },
    ],
    [
      'on standard output twice',
      ['-o', '-', '--json'],
      2,
      '--json and --output - exclude each other: both are standard output',
    ],
    ['with an empty name', ['-o', ''], 2, '--output is empty'],
    ['with too few bits', ['-o', 'x', '--bits', '1024'], 2, '--bits "1024" is none of 2048, 3072 and 4096'],
    ['with odd bits', ['-o', 'x', '--bits', '2048.0'], 2, '--bits "2048.0" is none of 2048, 3072 and 4096'],
    ['in an unknown format', ['-o', 'x', '--format', 'der'], 2, '--format "der" is neither of jwk and pem'],
    [
      'under a bad kid',
      ['-o', 'x', '--kid', 'nøkkel 1'],
      2,
      '--kid "nøkkel 1" holds other characters than letters A to Z, digits, dot, underscore and hyphen',
    ],
    ['under an empty kid', ['-o', 'x', '--kid='], 2, '--kid is empty'],
    ['with a word', ['x', '-o', 'y'], 2, 'too many arguments for "generate". Expected 0 arguments but got 1'],
    ['over a file', ['-o', 'taken'], 3, '"taken" exists already, and is not written over'],
    ['over a folder', ['-o', 'folder'], 3, '"folder" exists already, and is not written over'],
    ['over a link to nowhere', ['-o', 'link'], 3, '"link" exists already, and is not written over'],
    ['in a folder that is not there', ['-o', 'no/x'], 3, '"no/x" cannot be written: there is no such folder'],
    ['in a file', ['-o', 'taken/x'], 3, '"taken/x" cannot be written: a part of its path is no folder'],
  ])('%s', async (_, argv, exit, message, world = {}) => {
    const cwd = directoryWith({ taken: 'precious' })
    mkdirSync(join(cwd, 'folder'))
    symlinkSync('nowhere', join(cwd, 'link'))
    const { code, stdout, stderr } = await generate([...argv, '--no-color'], { cwd, ...world })
    expect({ code, stdout }).toEqual({ code: exit, stdout: '' })
    expect(argv.includes('--json') ? JSON.parse(stderr).message : stderr.split('\n')[0]).toBe(
      argv.includes('--json') ? message : `mp: error: ${message}`,
    )
    expect(readdirSync(cwd).sort()).toEqual(['folder', 'link', 'taken'])
    expect(readFileSync(join(cwd, 'taken'), 'utf8')).toBe('precious')
  })

  it('where another file takes the name meanwhile', async () => {
    const cwd = directoryWith()
    const runs = await Promise.all([1, 2, 3].map(() => generate(['-o', 'x', '--json'], { cwd })))
    expect(runs.map(({ code }) => code).sort()).toEqual([0, 3, 3])
    const winner = runs.find(({ code }) => code === 0)
    expect(JSON.parse(readFileSync(join(cwd, 'x'), 'utf8')).kid).toBe(JSON.parse(winner?.stdout ?? '').kid)
    expect(readdirSync(cwd)).toEqual(['x'])
  })
})
