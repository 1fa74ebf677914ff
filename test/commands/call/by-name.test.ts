import { describe, expect, it } from 'vitest'
import { namingIn } from '../../../src/commands/call/by-name.js'

describe('the name of a URL', () => {
  const inside = namingIn({
    name: 'sandbox',
    issuer: 'http://127.0.0.1:8473/',
    samples: 'http://127.0.0.1:40001',
  })

  it('is the sandbox’s own, whatever port it is reached at', () => {
    const request = { method: 'GET', url: 'http://127.0.0.1:40001/utlegg/totalbestand' }
    expect(inside.named(request)).toEqual({ ...request, url: 'http://127.0.0.1:8473/utlegg/totalbestand' })
    const cursor = { url: 'http://127.0.0.1:40001/utlegg/totalbestand/2026' }
    expect(inside.reached(inside.remembered(cursor))).toEqual(cursor)
    expect(inside.remembered(cursor)).toEqual({ url: 'http://127.0.0.1:8473/utlegg/totalbestand/2026' })
    expect(inside.remembered({ lastSortValues: '["1"]' })).toEqual({ lastSortValues: '["1"]' })
  })

  it.each(['http://127.0.0.1:400011/x', 'https://api.example/x'])('is left alone for %s', (url) => {
    expect(inside.named({ url })).toEqual({ url })
  })

  it('is the URL itself anywhere else', () => {
    const { named, reached } = namingIn({ name: 'test', issuer: 'https://test.maskinporten.no/' })
    expect(named({ url: 'https://test.maskinporten.no/x' })).toEqual({
      url: 'https://test.maskinporten.no/x',
    })
    expect(reached({ url: 'https://api.example/x' })).toEqual({ url: 'https://api.example/x' })
  })
})
