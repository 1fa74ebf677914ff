import { describe, expect, it } from 'vitest'
import { fetchIssuerKeys } from '../../src/flows/fetch-issuer-keys.js'
import { altinnIssuer, maskinportenIssuer } from '../../src/flows/token-issuer.js'
import { ENVIRONMENTS, type Environment } from '../../src/profiles/environments.js'
import { rejectionOf } from '../support/failure.js'
import { publicKey } from '../support/keys.js'
import { answering, jsonResponse } from '../support/responses.js'

const ISSUER = 'https://test.maskinporten.no/'
const JWKS = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig' }] }

function environment(name: string): Environment {
  const found = ENVIRONMENTS.find((it) => it.name === name)
  if (!found) throw new Error(name)
  return found
}

const metadata = (more: object = {}) => jsonResponse({ issuer: ISSUER, jwks_uri: `${ISSUER}jwk`, ...more })
const named = maskinportenIssuer(environment('test'))

describe('fetchIssuerKeys', () => {
  it('asks the issuer’s metadata, and then for its keys', async () => {
    const { send, requests } = answering(metadata(), jsonResponse(JWKS))
    const { issuer, keys } = await fetchIssuerKeys(named, send)
    expect(issuer).toBe(ISSUER)
    expect(keys.map(({ kid }) => kid)).toEqual(['k1'])
    expect(requests.map(({ url }) => url)).toEqual([
      'https://test.maskinporten.no/.well-known/oauth-authorization-server',
      'https://test.maskinporten.no/jwk',
    ])
  })

  it.each([
    ['skyporten', 'https://sky.maskinporten.no/.well-known/openid-configuration'],
    ['prod', 'https://maskinporten.no/.well-known/oauth-authorization-server'],
  ])('knows where the metadata of %s is', (name, url) => {
    expect(maskinportenIssuer(environment(name)).metadata).toBe(url)
  })

  it('knows where Altinn’s is', () => {
    expect(altinnIssuer('https://platform.tt02.altinn.no', environment('test'))).toEqual({
      issuer: 'https://platform.tt02.altinn.no/authentication/api/v1/openid/',
      metadata:
        'https://platform.tt02.altinn.no/authentication/api/v1/openid/.well-known/openid-configuration',
    })
  })

  it.each([
    ['keys of another origin', [metadata({ jwks_uri: 'https://keys.example.no/jwk' })], /another origin/],
    ['keys by plain http', [metadata({ jwks_uri: 'http://test.maskinporten.no/jwk' })], /another origin/],
    ['another issuer', [metadata({ issuer: 'https://maskinporten.no/' })], /speaks for another issuer/],
    ['no keys’ address', [metadata({ jwks_uri: undefined })], /without issuer and jwks_uri/],
    ['metadata that is no JSON', [{ status: 200, headers: {}, body: '<html>' }], /not a JSON object/],
    ['an error', [jsonResponse({}, 500)], /answered 500/],
    ['keys that are none', [metadata(), jsonResponse({ keys: 1 })], /answered 200 without keys/],
    ['an empty set', [metadata(), jsonResponse({ keys: [] })], /without a usable key/],
    ['an error for the keys', [metadata(), jsonResponse(JWKS, 503)], /answered 503 without keys/],
  ])('does not take %s', async (_, responses, message) => {
    const { send, requests } = answering(...responses)
    const error = await rejectionOf(fetchIssuerKeys(named, send))
    expect(error).toMatchObject({ code: 'MP_RESPONSE_MALFORMED', message: expect.stringMatching(message) })
    expect(requests.filter(({ url }) => !url.startsWith(ISSUER))).toEqual([])
  })
})
