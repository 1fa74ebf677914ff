import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stillAsSeen, watch } from '../../../src/flows/token-cache/seen.js'
import type { Host } from '../../../src/host.js'
import { nodeFiles } from '../../../src/platform/files.js'
import { nodeHost } from '../../../src/platform/node-host.js'
import { directoryWith } from '../../support/directory.js'

type Variables = Record<string, string | undefined>

const hostWith = (env: Variables): Host => ({ ...nodeHost(() => '0'), env, files: nodeFiles })

/** What `look` sees of these variables, and whether it is still the same once they are others. */
function isSame(before: Variables, after: Variables, look = (env: Host['env']) => void env.X): boolean {
  const { host, seen } = watch(hostWith(before))
  look(host.env)
  return stillAsSeen(seen, hostWith(after))
}

describe('variables', () => {
  it.each<[Variables, Variables, boolean]>([
    [{ X: 'a' }, { X: 'a' }, true],
    [{ X: 'a' }, { X: 'b' }, false],
    [{ X: 'a' }, {}, false],
    [{}, { X: 'a' }, false],
    [{}, { X: '' }, false],
    [{ X: '' }, {}, false],
    [{ X: 'a' }, { X: 'a', Y: 'of no interest' }, true],
  ])('%j and then %j are the same: %s', (before, after, same) => {
    expect(isSame(before, after)).toBe(same)
  })

  it('that were not looked at may change', () => {
    expect(isSame({ Y: 'a' }, { Y: 'b' })).toBe(true)
  })

  it.each(['MP_JWK', 'MASKINPORTEN_JWK', 'HELD', 'MASKINPORTEN_CLIENT_JWK', 'KEY_PASSWORD_NONE', 'XDG_KEY'])(
    'of any name may hold a key: of %s no more is kept than whether it is the same',
    (name) => {
      const look = (env: Host['env']) => void env[name]
      const { host, seen } = watch(hostWith({ [name]: 'geheim' }))
      look(host.env)
      expect(JSON.stringify(seen)).not.toContain('geheim')
      expect(isSame({ [name]: 'geheim' }, { [name]: 'geheim' }, look)).toBe(true)
      expect(isSame({ [name]: 'geheim' }, { [name]: 'other' }, look)).toBe(false)
    },
  )

  it.each([
    'MP_KEY_PASSWORD',
    'MP_ENTRY_PASSWORD',
    'MASKINPORTEN_KEYSTORE_PASSWORD',
    'MASKINPORTEN_KEY_PASSWORD',
  ])('that are passwords leave no digest behind: %s', (name) => {
    const { host, seen } = watch(hostWith({ [name]: 'geheim' }))
    expect(host.env[name]).toBe('geheim')
    expect(seen.env).toEqual({ [name]: 'set' })
  })
})

describe('files', () => {
  const LOOKS = ['read', 'readOwn', 'stamp', 'list', 'exists', 'size'] as const

  /** Whether what was looked at in this way is still as seen after a change. */
  function isStill(look: (files: Host['files'], path: string) => unknown, change: (path: string) => void) {
    const path = join(directoryWith({ file: 'one' }), 'file')
    const { host, seen } = watch(hostWith({}))
    try {
      look(host.files, path)
    } catch {
      // a look that failed was a look
    }
    change(path)
    return stillAsSeen(seen, hostWith({}))
  }

  it.each(LOOKS)('that were looked at by %s are as seen until they change', (name) => {
    expect(
      isStill(
        (files, path) => files[name](path),
        () => {},
      ),
    ).toBe(true)
    expect(
      isStill(
        (files, path) => files[name](path),
        (path) => nodeFiles.write(path, 'more'),
      ),
    ).toBe(false)
    expect(isStill((files, path) => files[name](path), rmSync)).toBe(false)
  })

  it('that were not there are as seen until they come', () => {
    expect(
      isStill(
        (files, path) => files.read(`${path}.not`),
        () => {},
      ),
    ).toBe(true)
    expect(
      isStill(
        (files, path) => files.read(`${path}.not`),
        (path) => nodeFiles.write(`${path}.not`, ''),
      ),
    ).toBe(false)
    expect(
      isStill(
        (files, path) => files.read(`${path}.not`),
        (path) => mkdirSync(`${path}.not`),
      ),
    ).toBe(false)
  })

  it('are noted as they were at the first look', () => {
    const twice = (files: Host['files'], path: string) => {
      files.read(`${path}.not`)
      nodeFiles.write(`${path}.not`, '')
      files.read(`${path}.not`)
    }
    expect(isStill(twice, () => {})).toBe(false)
  })

  it('that are read once, and those that cannot be looked at, are never as seen', () => {
    expect(
      isStill(
        (files) => files.exists('/dev/null'),
        () => {},
      ),
    ).toBe(false)
    expect(
      isStill(
        (files, path) => files.stamp(`${path}${'x'.repeat(300)}`),
        () => {},
      ),
    ).toBe(false)
  })

  it('are written as ever', () => {
    const path = join(directoryWith(), 'x')
    const { host, seen } = watch(hostWith({}))
    host.files.write(path, 'text')
    expect([Buffer.from(nodeFiles.read(path) ?? []).toString(), seen.files]).toEqual(['text', {}])
  })
})
