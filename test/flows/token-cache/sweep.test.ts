import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeKeptToken } from '../../../src/flows/token-cache/kept-token.js'
import { nameOf } from '../../../src/flows/token-cache/share-token.js'
import { keepShortcut } from '../../../src/flows/token-cache/shortcut.js'
import { sweep } from '../../../src/flows/token-cache/sweep.js'
import type { TokenIdentity } from '../../../src/flows/token-cache/token-identity.js'
import { nodeFiles } from '../../../src/platform/files.js'
import { directoryWith } from '../../support/directory.js'

const NOW = 1_700_000_000

function identity(scope: string): TokenIdentity {
  return {
    issuer: 'https://issuer.example/',
    tokenEndpoint: null,
    clientId: 'c',
    key: null,
    sandbox: null,
    scopes: [scope],
    resource: [],
    consumerOrg: null,
    onBehalfOf: null,
    systemuserOrg: null,
    externalRef: null,
    authorizationDetails: null,
    altinn: null,
  }
}

/** Keeps a token that ends at that second, and gives its file. */
function keep(dir: string, scope: string, expiresAt: number): string {
  const path = join(dir, nameOf(identity(scope)))
  const token = { accessToken: 'x', tokenType: 'Bearer', expiresIn: 120, expiresAt, scope } as const
  nodeFiles.write(path, writeKeptToken(identity(scope), { ...token, clientId: 'c', altinn: false }))
  return path
}

/** Keeps a shortcut to that file, and gives its own. */
function shorten(dir: string, kept: string, word: string): string {
  const before = readdirSync(dir)
  const line = { argv: ['token', word], cwd: '/', home: '/' }
  keepShortcut(
    dir,
    { line, seen: { env: {}, files: {} }, request: identity(word), kept, given: {} },
    { files: nodeFiles },
  )
  return join(dir, readdirSync(dir).find((name) => !before.includes(name)) ?? '')
}

describe('sweep', () => {
  it('takes away what has ended and the shortcuts to it, and leaves what is good', () => {
    const dir = directoryWith()
    const [good, ended] = [keep(dir, 'a:good', NOW + 1), keep(dir, 'a:ended', NOW)]
    const lines = [good, ended, join(dir, `${'b'.repeat(64)}.json`)].map((kept, n) =>
      shorten(dir, kept, `${n}`),
    )
    sweep(dir, NOW, nodeFiles)
    expect([good, ended, ...lines].map((path) => existsSync(path))).toEqual([true, false, true, false, false])
  })

  it('leaves a shortcut that knows the folder by another name', () => {
    const dir = directoryWith()
    const name = keep(dir, 'a:good', NOW + 1).slice(dir.length)
    const line = shorten(dir, `/private${dir}${name}`, 'x')
    sweep(dir, NOW, nodeFiles)
    expect(existsSync(line)).toBe(true)
  })

  it('takes away a failure that is old, and one that a token came after', () => {
    const dir = directoryWith()
    const [later, recent, old] = ['a:good', 'a:recent', 'a:old'].map((scope) => {
      const path = join(dir, `${nameOf(identity(scope))}.failed`)
      writeFileSync(path, '{}', { mode: 0o600 })
      utimesSync(path, NOW - 600, NOW - 600)
      return path
    }) as [string, string, string]
    utimesSync(old, NOW - 601, NOW - 601)
    keep(dir, 'a:good', NOW + 1)
    sweep(dir, NOW, nodeFiles)
    expect([later, recent, old].map((path) => existsSync(path))).toEqual([false, true, false])
  })

  it('takes away a half written file when it is older than an hour, and nothing that is not its own', () => {
    const dir = directoryWith()
    const digest = 'c'.repeat(64)
    const old = [`${digest}.json.1.1.part`, `${digest}.line.1.2.part`, `${digest}.json.lock.1.3.part`]
    const stay = [`${digest}.json.1.4.part`, `${digest}.json`, `${digest}.line`, 'x.1.1.part', 'notes']
    for (const name of [...old, ...stay]) {
      writeFileSync(join(dir, name), 'damaged', { mode: 0o600 })
      utimesSync(join(dir, name), NOW - 3601, NOW - 3601)
    }
    utimesSync(join(dir, `${digest}.json.1.4.part`), NOW - 3600, NOW - 3600)
    sweep(dir, NOW, nodeFiles)
    expect(readdirSync(dir).sort()).toEqual([...stay].sort())
  })
})
