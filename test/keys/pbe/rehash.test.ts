import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { rehash } from '../../../src/keys/pbe/rehash.js'
import { rehashSha1 } from '../../../src/keys/pbe/sha1.js'
import { rehashSha256 } from '../../../src/keys/pbe/sha256.js'

describe.each([
  ['sha1', rehashSha1],
  ['sha256', rehashSha256],
] as const)('our own %s', (algorithm, own) => {
  it('agrees with the real one, round after round', () => {
    let digest = createHash(algorithm).update('start').digest()
    for (let i = 0; i < 200; i++) {
      const next = createHash(algorithm).update(digest).digest()
      expect(own(digest, 1)).toEqual(next)
      digest = next
    }
  })

  it('agrees with the real one after many rounds', () => {
    const start = createHash(algorithm).update('start').digest()
    let digest = start
    for (let i = 0; i < 5000; i++) digest = createHash(algorithm).update(digest).digest()
    expect(rehash(algorithm, start, 5000)).toEqual(digest)
  })
})
