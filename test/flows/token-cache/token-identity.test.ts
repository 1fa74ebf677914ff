import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../../src/flows/plan-exchange.js'
import { nameOf } from '../../../src/flows/token-cache/share-token.js'
import { type SandboxIdentity, tokenIdentity } from '../../../src/flows/token-cache/token-identity.js'
import { resolveSettings } from '../../../src/profiles/resolve.js'
import type { KeySettings, PasswordSource, Settings } from '../../../src/profiles/settings.js'
import { Secret } from '../../../src/secret.js'
import { memoryFiles } from '../../support/ports.js'
import { sourceOf } from '../../support/sources.js'

const KEY = { kind: 'file', path: '/k.p12', label: 'k.p12' } as const
const WHOLE: Settings = { clientId: 'abc', scopes: ['a:b', 'c:d'], key: { source: KEY } }
const ENVIRONMENTS = {
  local: { issuer: 'http://127.0.0.1:9/' },
  endpoint: { issuer: 'http://127.0.0.1:9/', tokenEndpoint: 'http://127.0.0.1:9/t' },
  other: { issuer: 'http://127.0.0.1:99/' },
}

interface Case {
  settings?: Settings
  environment?: string
  altinn?: Exchange
  env?: Record<string, string>
  files?: Record<string, string>
  sandbox?: SandboxIdentity
}

function identity({ settings, environment = 'local', altinn, env = {}, files, sandbox }: Case = {}) {
  const flags = { settings: { ...WHOLE, ...settings }, origin: (name: string) => name }
  const sources = [sourceOf({ environments: ENVIRONMENTS })]
  const resolved = resolveSettings({ wish: { environment }, flags, env, cwd: '/', sources })
  return tokenIdentity(resolved, altinn, { files: memoryFiles(files ?? { '/k.p12': 'key' }), env }, sandbox)
}

function name(one?: Case): string {
  const found = identity(one)
  if (found === undefined) throw new Error('it is not kept')
  return nameOf(found)
}

const key = (more: KeySettings): Case => ({ settings: { key: { source: KEY, ...more } } })
const held = { kind: 'variable', name: 'HELD', label: 'env:HELD' } as const
const command = (...argv: string[]): PasswordSource => ({
  kind: 'command',
  argv,
  config: { path: '/c', label: 'c', bytes: new Uint8Array(), found: 'user' },
})

/** Each of these is a request of its own. */
const OTHERS: Record<string, Case> = {
  nothing: {},
  'the issuer': { environment: 'other' },
  'the endpoint': { environment: 'endpoint' },
  'the client': { settings: { clientId: 'abd' } },
  'a scope less': { settings: { scopes: ['a:b'] } },
  'a scope more': { settings: { scopes: ['a:b', 'c:d', 'e:f'] } },
  'one scope of the two names': { settings: { scopes: ['a:b c:d'] } },
  'a resource': { settings: { resource: ['https://one.example/'] } },
  'two resources': { settings: { resource: ['https://one.example/', 'https://two.example/'] } },
  'the consumer': { settings: { consumerOrg: '310904473' } },
  'on behalf of': { settings: { onBehalfOf: '310904473' } },
  'the system user': { settings: { systemuserOrg: '310904473' } },
  'its reference': { settings: { systemuserOrg: '310904473', externalRef: 'r' } },
  details: { settings: { authorizationDetails: [{ type: 'x' }] } },
  'other details': { settings: { authorizationDetails: [{ type: 'y' }] } },
  "Altinn's": { altinn: { platform: 'https://p.example', test: false } },
  "another Altinn's": { altinn: { platform: 'https://q.example', test: false } },
  "Altinn's own organisation": { altinn: { platform: 'https://p.example', test: true } },
  'a changed key': { files: { '/k.p12': 'other key' } },
  'a key elsewhere': {
    settings: { key: { source: { ...KEY, path: '/l.p12' } } },
    files: { '/l.p12': 'key' },
  },
  'an alias': key({ alias: 'auth' }),
  'a kid': key({ kid: 'auth' }),
  'a password file': key({ password: { kind: 'file', path: '/pw', label: 'pw' } }),
  'an entry password file': key({ entryPassword: { kind: 'file', path: '/pw', label: 'pw' } }),
  'a password variable': key({ password: { kind: 'variable', name: 'PW' } }),
  'a password program': key({ password: command('op', 'read', 'x') }),
  'another program': key({ password: command('op', 'read x') }),
  'a plain password': key({ password: { kind: 'plain', secret: new Secret('geheim') } }),
  'a key in a variable': { settings: { key: { source: held } }, env: { HELD: 'key' } },
  'another key in a variable': { settings: { key: { source: held } }, env: { HELD: 'other' } },
  'a sandbox': { sandbox: { issuer: 'http://127.0.0.1:9/', stamp: '1' } },
  'another sandbox': { sandbox: { issuer: 'http://127.0.0.1:9/', stamp: '2' } },
  'a sandbox elsewhere': { sandbox: { issuer: 'http://127.0.0.1:8/', stamp: '1' } },
}

describe('what a token is kept under', () => {
  it('is another for each setting that shapes the token', () => {
    const names = Object.entries(OTHERS).map(([setting, one]) => [name(one), setting] as const)
    expect(new Map(names).size, `one of ${names.length}`).toBe(Object.keys(OTHERS).length)
  })

  it.each<[string, Case]>([
    ['the scopes in another order', { settings: { scopes: ['c:d', 'a:b'] } }],
    ['the life of the grant', { settings: { lifetime: 30 } }],
    ['the algorithm', { settings: { alg: 'RS512' } }],
    ["the name of the key's file as it was written", key({ source: { ...KEY, label: './k.p12' } })],
  ])('is the same for %s', (_, one) => {
    expect(name(one)).toBe(name())
  })

  it.each<[string, Case]>([
    ['is bound to a person', { settings: { pid: '08089403198' } }],
    ['has its key from standard input', key({ source: { kind: 'stdin', label: '-' } })],
    ['has a key file that is not there', { files: { '/other': '' } }],
    ['has a variable that is not set', { settings: { key: { source: held } } }],
    ['has a variable that is empty', { settings: { key: { source: held } }, env: { HELD: '' } }],
    ['has no scope', { settings: { scopes: [] } }],
  ])('is nothing where the request %s', (_, one) => {
    expect(identity(one)).toBeUndefined()
  })

  it('is nothing in a sandbox for a key that is not there', () => {
    expect(identity({ sandbox: { issuer: 'x', stamp: '1' }, files: { '/other': '' } })).toBeUndefined()
  })

  it('is a name that tells nothing', () => {
    for (const one of Object.values(OTHERS)) expect(name(one)).toMatch(/^[0-9a-f]{64}\.json$/)
  })

  it('holds no key, no password, and nothing of what a program is called with', () => {
    const secrets: KeySettings = {
      password: { kind: 'plain', secret: new Secret('geheim') },
      entryPassword: command('op', '--token=geheim'),
    }
    const env = { HELD: 'geheim' }
    for (const one of [key(secrets), { settings: { key: { source: held, ...secrets } }, env }])
      expect(JSON.stringify(identity(one))).not.toContain('geheim')
  })
})
