import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { rehashMd5 } from '../../../src/keys/pbe/md5.js'
import { rehash } from '../../../src/keys/pbe/rehash.js'
import { rehashSha1 } from '../../../src/keys/pbe/sha1.js'
import { rehashSha256 } from '../../../src/sha256.js'

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

describe('our own md5', () => {
  it.each([0, 1, 8, 38, 39, 40, 64, 100])(
    'agrees with the real one, with a suffix of %i octets',
    (length) => {
      const [start, suffix] = [Buffer.from('salt'), Buffer.alloc(length, 'passord')]
      let digest = start
      for (let rounds = 1; rounds <= 100; rounds++) {
        digest = createHash('md5').update(digest).update(suffix).digest()
        expect(rehashMd5(start, suffix, rounds)).toEqual(digest)
      }
    },
  )
})
