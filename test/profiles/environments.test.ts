import { describe, expect, it } from 'vitest'
import { ENVIRONMENTS } from '../../src/profiles/environments.js'
import { assertSameOrigin } from '../../src/protocol/metadata.js'
import { isSecureUrl } from '../../src/protocol/secure-url.js'

const TT02 = 'https://platform.tt02.altinn.no'
const SAMARBEID_TEST = 'https://api.test.samarbeid.digdir.no/api/v1'

describe('ENVIRONMENTS', () => {
  it.each([
    [
      'test',
      'https://test.maskinporten.no/',
      'https://test.maskinporten.no/token',
      TT02,
      SAMARBEID_TEST,
      'test',
    ],
    [
      'prod',
      'https://maskinporten.no/',
      'https://maskinporten.no/token',
      'https://platform.altinn.no',
      'https://api.samarbeid.digdir.no/api/v1',
      'production',
    ],
    [
      'ver2',
      'https://ver2.maskinporten.no/',
      'https://ver2.maskinporten.no/token',
      TT02,
      SAMARBEID_TEST,
      'test',
    ],
    [
      'sandbox',
      'http://127.0.0.1:8473/',
      'http://127.0.0.1:8473/token',
      'http://127.0.0.1:8473',
      'http://127.0.0.1:8473/api/v1',
      'test',
    ],
    [
      'skyporten-test',
      'https://test.sky.maskinporten.no',
      'https://test.sky.maskinporten.no/token',
      undefined,
      undefined,
      'test',
    ],
    [
      'skyporten',
      'https://sky.maskinporten.no',
      'https://sky.maskinporten.no/token',
      undefined,
      undefined,
      'production',
    ],
  ])('knows %s', (name, issuer, tokenEndpoint, altinn, selfservice, certificates) => {
    const found = ENVIRONMENTS.find((known) => known.name === name)
    const { warning: _, samples: __, metadata: ___, ...environment } = found ?? { name: '' }
    expect(environment).toEqual(
      Object.fromEntries(
        Object.entries({ name, issuer, tokenEndpoint, altinn, selfservice, certificates }).filter(
          ([, value]) => value !== undefined,
        ),
      ),
    )
  })

  it('lists them in the order that people are told of them', () => {
    expect(ENVIRONMENTS.map(({ name }) => name)).toEqual([
      'test',
      'prod',
      'ver2',
      'sandbox',
      'skyporten-test',
      'skyporten',
    ])
  })

  it('warns of ver2 alone, and says when and what instead', () => {
    const warned = ENVIRONMENTS.filter(({ warning }) => warning !== undefined)
    expect(warned.map(({ name }) => name)).toEqual(['ver2'])
    expect(warned[0]?.warning).toMatch(/2024-06-10.*"test"/)
  })

  it('has the sample APIs in the sandbox, and nowhere else', () => {
    const places = ENVIRONMENTS.flatMap(({ name, samples }) =>
      samples === undefined ? [] : [[name, samples]],
    )
    expect(places).toEqual([['sandbox', 'http://127.0.0.1:8473']])
  })

  it.each(ENVIRONMENTS.map((environment) => [environment.name, environment] as const))(
    'keeps the rules for custom environments itself: %s',
    (_, { issuer, tokenEndpoint, altinn, selfservice }) => {
      expect(() => assertSameOrigin(issuer, tokenEndpoint ?? '')).not.toThrow()
      for (const url of [issuer, tokenEndpoint, altinn, selfservice]) {
        expect(url === undefined || isSecureUrl(url)).toBe(true)
      }
    },
  )
})
