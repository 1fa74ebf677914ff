import { describe, expect, it } from 'vitest'
import { placeEnvironment } from '../../../src/profiles/foreign/place-environment.js'

function placed(issuer: string, environments = {}, tokenEndpoint?: string) {
  const foreign = { issuer: { value: issuer, origin: 'x' }, settings: {}, key: {}, warnings: [] }
  const settings = { ...foreign, ...(tokenEndpoint !== undefined && { tokenEndpoint }) }
  return placeEnvironment(settings, { environments }, { named: undefined, label: 'x' })
}

describe('placeEnvironment', () => {
  it.each([
    ['https://test.maskinporten.no/', 'test'],
    ['https://maskinporten.no/', 'prod'],
    ['https://sky.maskinporten.no', 'skyporten'],
    ['http://127.0.0.1:8473/', 'sandbox'],
  ])('knows %s as %s', (issuer, name) => {
    expect(placed(issuer)).toEqual({ name, warnings: [] })
  })

  it('gives any other a name that is free', () => {
    const added = { issuer: 'http://localhost:1/' }
    expect(placed(added.issuer)).toEqual({ name: 'local', added, warnings: [] })
    const taken = { local: { issuer: 'http://localhost:2/' }, 'local-2': { issuer: 'http://localhost:3/' } }
    expect(placed(added.issuer, taken)).toEqual({ name: 'local-3', added, warnings: [] })
    expect(placed('https://mp.example/a').name).toBe('mp.example')
  })

  it('leaves a token endpoint out that the environment has another of, and says so', () => {
    expect(
      placed('https://test.maskinporten.no/', {}, 'https://test.maskinporten.no/token').warnings,
    ).toEqual([])
    expect(placed('https://test.maskinporten.no/', {}, 'https://test.maskinporten.no/old').warnings).toEqual([
      'the token endpoint https://test.maskinporten.no/old is left out: environment "test" knows its own',
    ])
  })
})
