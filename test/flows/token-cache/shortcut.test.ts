import { describe, expect, it } from 'vitest'
import { writeKeptToken } from '../../../src/flows/token-cache/kept-token.js'
import { keepShortcut, type Shortcut, takeShortcut } from '../../../src/flows/token-cache/shortcut.js'
import { NOW } from '../../support/keys.js'
import { memoryFiles } from '../../support/ports.js'
import { anIdentity, aToken } from './support/kept.js'

const LINE = { argv: ['token', '-s', 'a:b'], cwd: '/here', home: '/home' }
const SHORTCUT: Shortcut<string> = {
  line: LINE,
  seen: { env: { X: null }, files: { '/here/x': null } },
  request: anIdentity(),
  kept: 'token.json',
  given: 'as JSON',
}

function keeping() {
  const files = memoryFiles({ '/cache/token.json': writeKeptToken(anIdentity(), aToken()) })
  keepShortcut('/cache', SHORTCUT, { files })
  const ports = { files, env: {} as Record<string, string>, now: () => NOW, ...LINE }
  return { files, take: (more = {}, argv = LINE.argv) => takeShortcut('/cache', argv, { ...ports, ...more }) }
}

describe('takeShortcut', () => {
  it('gives the token that the line came to, and what its printing takes', () => {
    expect(keeping().take()).toEqual({ token: { ...aToken(), cached: true }, given: 'as JSON' })
  })

  it.each([
    [{}, ['token', '-s', 'a:c']],
    [{}, ['token', '-s a:b']],
    [{ cwd: '/there' }, LINE.argv],
    [{ home: '/house' }, LINE.argv],
    [{ env: { X: 'set' } }, LINE.argv],
    [{ now: () => NOW + 110 }, LINE.argv],
  ])('gives nothing with %j for %j', (more, argv) => {
    expect(keeping().take(more, argv)).toBeUndefined()
  })

  it('gives nothing where a file has come, or the token has gone or is another', () => {
    const changes = [
      { '/here/x': '' },
      { '/cache/token.json': '' },
      { '/cache/token.json': writeKeptToken(anIdentity({ clientId: 'other' }), aToken()) },
    ]
    for (const change of changes) {
      const { files, take } = keeping()
      for (const [path, text] of Object.entries(change)) files.write(path, text)
      expect(take()).toBeUndefined()
    }
  })

  it('finds the token beside it also where the cache has moved', () => {
    const { files } = keeping()
    for (const [path, bytes] of [...files.kept]) {
      files.remove(path)
      files.write(path.replace('/cache', '/moved'), bytes)
    }
    expect(takeShortcut('/moved', LINE.argv, { files, env: {}, now: () => NOW, ...LINE })).toBeDefined()
  })
})

it('keepShortcut is stopped by no disk that keeps nothing', () => {
  const write = () => {
    throw new Error('full')
  }
  expect(() => keepShortcut('/cache', SHORTCUT, { files: { ...memoryFiles(), write } })).not.toThrow()
})
