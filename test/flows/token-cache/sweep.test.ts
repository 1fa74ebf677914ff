import { describe, expect, it } from 'vitest'
import { writeKeptToken } from '../../../src/flows/token-cache/kept-token.js'
import { keepShortcut } from '../../../src/flows/token-cache/shortcut.js'
import { keptFiles, sweep } from '../../../src/flows/token-cache/sweep.js'
import { NOW } from '../../support/keys.js'
import { memoryFiles } from '../../support/ports.js'
import { anIdentity, aToken } from './support/kept.js'

const name = (digit: string) => `${digit.repeat(64)}.json`
const LIVING = writeKeptToken(anIdentity(), aToken('living', 119))
const ENDED = writeKeptToken(anIdentity(), { ...aToken('ended'), expiresAt: NOW })

describe('sweep', () => {
  it('takes away what has ended, also what never came to its name, and nothing else', () => {
    const stays = {
      [`/cache/${name('a')}`]: LIVING,
      [`/cache/${name('b')}`]: 'damaged',
      [`/cache/${name('c')}.12.1.part`]: LIVING,
      '/cache/notes.json': ENDED,
      [`/cache/${name('d')}.lock`]: '{}',
    }
    const goes = { [`/cache/${name('e')}`]: ENDED, [`/cache/${name('f')}.12.1.part`]: ENDED }
    const files = memoryFiles({ ...stays, ...goes })
    sweep('/cache', NOW, files)
    expect([...files.kept.keys()].toSorted()).toEqual(Object.keys(stays).toSorted())
  })

  it('takes away what led to a token that is gone', () => {
    const files = memoryFiles({ [`/cache/${name('a')}`]: LIVING, [`/cache/${name('b')}`]: ENDED })
    for (const kept of [name('a'), name('b'), name('c')]) {
      const line = { argv: ['token', kept], cwd: '/', home: '/' }
      const seen = { env: {}, files: {} }
      keepShortcut('/cache', { line, seen, request: anIdentity(), kept, given: {} }, { files })
    }
    sweep('/cache', NOW, files)
    const left = [...files.kept].map(([path, bytes]) => [path, Buffer.from(bytes).toString()])
    expect(left).toEqual([
      [`/cache/${name('a')}`, LIVING],
      [expect.stringMatching(/[0-9a-f]{64}\.line$/), expect.stringContaining(`"kept":"${name('a')}"`)],
    ])
  })
})

it('keptFiles gives the tokens of a cache, and those files that should hold one', () => {
  const files = memoryFiles({
    [`/cache/${name('a')}`]: LIVING,
    [`/cache/${name('b')}`]: 'damaged',
    '/cache/x.json': LIVING,
  })
  expect(keptFiles('/cache', files)).toEqual([
    { path: `/cache/${name('a')}`, entry: expect.objectContaining({ token: aToken('living') }) },
    { path: `/cache/${name('b')}`, entry: undefined },
  ])
})
