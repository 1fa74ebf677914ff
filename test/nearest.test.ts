import { describe, expect, it } from 'vitest'
import { nearest } from '../src/nearest.js'
import { oneOf, randomFrom } from './support/random.js'

describe('nearest', () => {
  it.each([
    ['scop', 'scope', 'a letter left out'],
    ['sscope', 'scope', 'a letter too many'],
    ['scape', 'scope', 'a wrong letter'],
    ['socpe', 'scope', 'two letters that changed places'],
    ['cosnumerOgr', 'consumerOrg', 'more in a longer name'],
    ['SCOPE', 'scope', 'other case'],
    ['client_id', 'clientId', 'another way to join words'],
    ['scope', 'scope', 'nothing at all'],
  ])('takes %s for %s: %s', (name, meant) => {
    expect(nearest(name, ['resource', 'scope', 'consumerOrg', 'clientId'])).toBe(meant)
  })

  it.each(['xyz', 'nothing', 'sc', 'escapade', ''])('takes %j for nothing it knows', (name) => {
    expect(nearest(name, ['scope', 'resource', 'consumerOrg'])).toBeUndefined()
  })

  it('counts each change once, and a swap only of the same two letters', () => {
    expect(nearest('testt', ['test'])).toBe('test')
    expect(nearest('tes', ['test'])).toBe('test')
    expect(nearest('ab', ['ba'])).toBe('ba')
    expect(nearest('ab', ['ca'])).toBeUndefined()
    expect(nearest('ab', ['bc'])).toBeUndefined()
  })

  it('takes the nearest of several, wherever it stands', () => {
    expect(nearest('profil', ['profiles', 'profile'])).toBe('profile')
    expect(nearest('profil', ['profile', 'profiles'])).toBe('profile')
  })

  it('takes the first of two that are as near', () => {
    expect(nearest('tesx', ['test', 'tesy'])).toBe('test')
  })

  it('takes two changes in six letters, and not in five', () => {
    expect(nearest('abcdXX', ['abcdef'])).toBe('abcdef')
    expect(nearest('abcXX', ['abcde'])).toBeUndefined()
  })

  it('knows nothing where nothing is known', () => {
    expect(nearest('x', [])).toBeUndefined()
    expect(nearest('test', new Set(['test']))).toBe('test')
  })

  it('finds any name again after one slip', () => {
    const names = ['environment', 'systemuserOrg', 'authorizationDetails', 'lifetime', 'altinnTest']
    const random = randomFrom(7)
    for (let round = 0; round < 200; round++) {
      const name = oneOf(random, names)
      const at = 1 + Math.floor(random() * (name.length - 2))
      const [before, letter, next, after] = [
        name.slice(0, at),
        name[at],
        name[at + 1] ?? '',
        name.slice(at + 2),
      ]
      const slip = oneOf(random, [
        before + next + after,
        `${before}${letter}q${next}${after}`,
        `${before}q${next}${after}`,
        `${before}${next}${letter}${after}`,
      ])
      expect(nearest(slip, names)).toBe(name)
    }
  })
})
