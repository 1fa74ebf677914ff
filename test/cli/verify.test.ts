import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeFiles } from '../../src/platform/files.js'
import { openState } from '../../src/sandbox/store.js'
import { part } from '../sandbox/support/grants.js'
import { mp } from '../support/host.js'
import { claimsOf, sandboxFile } from '../support/sandbox-files.js'
import { apiAnswering } from './support/api-bench.js'

const SCOPE = 'brreg:losore/utlegg'
const token = async (...flags: string[]) =>
  (await mp(['token', '--env', 'sandbox', '-s', SCOPE, ...flags])).stdout
const verify = (flags: string[], stdin: string) => mp(['verify', '--env', 'sandbox', ...flags], { stdin })

/** The checks that failed. */
function failed(stdout: string): string[] {
  return JSON.parse(stdout).checks.flatMap(({ check, ok }: { check: string; ok: boolean }) =>
    ok ? [] : [check],
  )
}

/** The sandbox's public keys, as its `/jwk` gives them. */
async function jwks(): Promise<string> {
  const state = await openState(nodeFiles, dirname(dirname(sandboxFile('x'))), {
    now: () => Math.floor(Date.now() / 1000),
    newId: () => 'x',
  })
  return JSON.stringify({ keys: state.issuer_keys.map(({ kty, n, e, kid }) => ({ kty, n, e, kid })) })
}

describe('mp verify', () => {
  it('finds a token of the sandbox valid, check by check, where none runs', async () => {
    const { code, stdout, stderr } = await verify(
      ['-s', SCOPE, '--consumer-org', '310 904 473'],
      await token(),
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^ok {6}format {6}a compact JWS of three parts\n/)
    expect(stdout).toMatch(/\nok {6}consumer {4}310904473\nvalid\n$/)
  })

  it('says so as one line of JSON', async () => {
    const made = await token()
    const { code, stdout } = await verify(['--json'], made)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'mp.verified/1', valid: true, claims: claimsOf(made) })
    expect(failed(stdout)).toEqual([])
    expect(stdout.split('\n')).toHaveLength(2)
  })

  it('lists every check that fails, with 8', async () => {
    const { code, stdout, stderr } = await verify(
      ['-s', 'krr:x', '--supplier-org', '313725138', '--at', '2099-01-01'],
      await token(),
    )
    expect({ code, stderr }).toEqual({ code: 8, stderr: '' })
    expect(stdout).toMatch(/^FAILED {2}scope {7}lacks krr:x$/m)
    expect(stdout).toMatch(/\nnot valid: exp, scope, supplier\n$/)
  })

  it('says of a grant that it is one, and nothing of its audience', async () => {
    const grant = (await mp(['grant', '--env', 'sandbox', '-s', SCOPE])).stdout
    const { code, stderr } = await verify([], grant)
    expect({ code, stderr }).toEqual({
      code: 8,
      stderr: 'mp: hint: this is a grant, which buys a token and is none: mp lint judges grants\n',
    })
  })

  it('verifies Altinn’s token against Altinn’s keys, and says where that was forgotten', async () => {
    const altinn = (await mp(['token', '--env', 'sandbox', '-s', 'altinn:instances.read', '--altinn'])).stdout
    expect((await verify(['--altinn', '-s', 'altinn:instances.read'], altinn)).code).toBe(0)
    expect((await verify(['--altinn-env', 'at22'], altinn)).code).toBe(0)
    const { code, stdout, stderr } = await verify([], altinn)
    expect({ code, stderr }).toEqual({ code: 8, stderr: "mp: hint: this is a token of Altinn's: --altinn\n" })
    expect(stdout).toMatch(/not valid: iss\n$/)
  })

  it('compares the audience, and warns of one that was not compared', async () => {
    const made = await token('--resource', 'https://api.example.no')
    expect((await verify(['--audience', 'https://api.example.no'], made)).stderr).toBe('')
    expect((await verify(['--audience', 'https://other.example.no'], made)).code).toBe(8)
    expect(await verify([], made)).toMatchObject({
      code: 0,
      stderr:
        'mp: warning: the token is for one audience alone, and none was named (--audience): any other API must refuse it\n',
    })
    expect((await verify(['--audience', 'https://api.example.no'], await token())).code).toBe(8)
  })

  it('verifies with keys from a file, and asks nobody', async () => {
    const world = { stdin: await token(), files: { 'jwks.json': await jwks() } }
    const asked: string[] = []
    const sender =
      () =>
      async ({ url }: { url: string }) => {
        asked.push(url)
        throw new Error('nobody was to be asked')
      }
    const { code } = await mp(['verify', '--env', 'sandbox', '--jwks', 'jwks.json'], {
      ...world,
      host: { sender },
    })
    expect({ code, asked }).toEqual({ code: 0, asked: [] })
    expect(
      (await mp(['verify', '--env', 'sandbox', '--jwks', '-', world.stdin, '-q'], { stdin: await jwks() }))
        .code,
    ).toBe(0)
  })

  it('asks the issuer that was named, and never one that the token names', async () => {
    const stranger = await apiAnswering((_, response) => response.end(''))
    const own = await apiAnswering(({ url }, response) => {
      const { origin } = own
      if (url === '/jwk') jwks().then((keys) => response.end(keys))
      else response.end(JSON.stringify({ issuer: `${origin}/`, jwks_uri: `${origin}/jwk` }))
    })
    const config = {
      profiles: { mine: { environment: 'mine' } },
      environments: { mine: { issuer: `${own.origin}/` } },
    }
    const files = { 'maskinporten.config.json': JSON.stringify(config) }
    const made = (await token()).trim().split('.')
    const header = { alg: 'RS256', kid: 'x', jku: `${stranger.origin}/jwk`, x5u: `${stranger.origin}/x5u` }
    const claims = { ...claimsOf(made.join('.')), iss: `${stranger.origin}/` }
    const stdin = [part(header), part(claims), made[2]].join('.')
    const { code, stdout } = await mp(['verify', '--profile', 'mine', '--json'], { stdin, files })
    expect(code).toBe(8)
    expect(failed(stdout)).toEqual(['kid', 'signature', 'iss'])
    expect(own.heard.map(({ url }) => url)).toEqual(['/.well-known/oauth-authorization-server', '/jwk'])
    expect(stranger.heard).toEqual([])
  })

  it('ends with 5 where the keys cannot be had', async () => {
    const own = await apiAnswering((_, response) => response.writeHead(500).end('{}'))
    const files = {
      'maskinporten.config.json': JSON.stringify({ environments: { mine: { issuer: `${own.origin}/` } } }),
    }
    const { code, stdout } = await mp(['verify', '--env', 'mine'], { stdin: await token(), files })
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
  })

  it('finds a grant to be no token', async () => {
    const { stdout: grant } = await mp(['grant', '--env', 'sandbox', '-s', SCOPE])
    const { code, stdout } = await verify(['--json'], grant)
    expect(code).toBe(8)
    expect(failed(stdout)).toEqual(['kid', 'signature', 'iss'])
  })

  it.each([
    [['--env', 'sandbox', '--jwks', '-'], 2, 'standard input cannot be both the token and --jwks'],
    [
      ['--env', 'sandbox', '--consumer-org', '1'],
      2,
      '--consumer-org "1" is not an organisation number: nine digits, the last a check digit',
    ],
    [
      ['--env', 'sandbox', '--supplier-org', '1'],
      2,
      '--supplier-org "1" is not an organisation number: nine digits, the last a check digit',
    ],
    [['--env', 'sandbox', '--jwks', 'none.json'], 3, 'there is no file "none.json" (--jwks)'],
    [['--env', 'sandbox', '--jwks', 'empty.json'], 3, '"empty.json" holds no public key (--jwks)'],
    [
      ['--env', 'skyporten', '--altinn'],
      2,
      '--altinn asks for Altinn\'s token, and environment "skyporten" has no Altinn',
    ],
  ])('with %j ends with %i', async (flags, code, message) => {
    const outcome = await mp(['verify', ...flags], {
      stdin: await token(),
      files: { 'empty.json': '{"keys":[]}' },
    })
    expect({ code: outcome.code, stdout: outcome.stdout }).toEqual({ code, stdout: '' })
    expect(outcome.stderr.split('\n')[0]).toBe(`mp: error: ${message}`)
  })

  it('wants to know whom to trust', async () => {
    const { code, stderr } = await mp(['verify'], { stdin: await token() })
    expect(code).toBe(3)
    expect(stderr).toContain('environment')
  })
})
