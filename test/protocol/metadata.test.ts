import { describe, expect, it } from 'vitest'
import {
  assertSameOrigin,
  isSameIssuer,
  isSameOrigin,
  issuerOfMetadataUrl,
  metadataRequest,
  metadataUrl,
  readMetadata,
} from '../../src/protocol/metadata.js'
import { codeOf, failureOf } from '../support/failure.js'
import { jsonResponse } from '../support/responses.js'

const WELL_KNOWN = '.well-known/oauth-authorization-server'
const ISSUER = 'https://test.maskinporten.no/'
const ENDPOINT = 'https://test.maskinporten.no/token'

describe('metadataUrl', () => {
  it.each([
    ['https://test.maskinporten.no/', `https://test.maskinporten.no/${WELL_KNOWN}`],
    ['https://test.sky.maskinporten.no', `https://test.sky.maskinporten.no/${WELL_KNOWN}`],
    ['http://127.0.0.1:8473/', `http://127.0.0.1:8473/${WELL_KNOWN}`],
    ['https://auth.example/tenant', `https://auth.example/${WELL_KNOWN}/tenant`],
    ['https://auth.example/a/b/', `https://auth.example/${WELL_KNOWN}/a/b`],
  ])('of %s is %s', (issuer, url) => {
    expect(metadataUrl(issuer)).toBe(url)
  })
})

describe('issuerOfMetadataUrl', () => {
  it.each([
    [`https://test.maskinporten.no/${WELL_KNOWN}`, 'https://test.maskinporten.no/'],
    [`https://test.maskinporten.no/${WELL_KNOWN}/`, 'https://test.maskinporten.no/'],
    ['https://sky.maskinporten.no/.well-known/openid-configuration', 'https://sky.maskinporten.no/'],
    [`http://127.0.0.1:8473/${WELL_KNOWN}`, 'http://127.0.0.1:8473/'],
    [`https://auth.example/${WELL_KNOWN}/a/b`, 'https://auth.example/a/b'],
    ['https://auth.example/tenant/.well-known/openid-configuration', 'https://auth.example/tenant'],
  ])('of %s is %s', (url, issuer) => {
    expect(issuerOfMetadataUrl(url)).toBe(issuer)
  })

  it.each(['https://auth.example/', 'https://auth.example/tenant', 'https://auth.example/a/b'])(
    'leads from %s to its metadata and back',
    (issuer) => {
      expect(issuerOfMetadataUrl(metadataUrl(issuer))).toBe(issuer)
    },
  )
})

describe('metadataRequest', () => {
  it('asks for JSON, with nothing else along', () => {
    expect(metadataRequest(ISSUER)).toEqual({
      method: 'GET',
      url: `https://test.maskinporten.no/${WELL_KNOWN}`,
      headers: { accept: 'application/json' },
    })
  })
})

describe('readMetadata', () => {
  it('gives issuer and token endpoint, and asks for no more fields than that', () => {
    const response = jsonResponse({ issuer: ISSUER, token_endpoint: ENDPOINT, jwks_uri: 7 })
    expect(readMetadata(ISSUER, response)).toEqual({ issuer: ISSUER, tokenEndpoint: ENDPOINT })
  })

  it('gives the issuer as the metadata writes it, which is what the grant must say', () => {
    const withSlash = jsonResponse({ issuer: ISSUER, token_endpoint: ENDPOINT })
    expect(readMetadata('https://test.maskinporten.no', withSlash).issuer).toBe(ISSUER)
    const without = jsonResponse({
      issuer: 'https://sky.maskinporten.no',
      token_endpoint: 'https://sky.maskinporten.no/token',
    })
    expect(readMetadata('https://sky.maskinporten.no/', without).issuer).toBe('https://sky.maskinporten.no')
  })

  it.each([
    ['https://maskinporten.no/'],
    ['https://test.maskinporten.no/tenant'],
    ['http://test.maskinporten.no/'],
    ['https://test.maskinporten.no//'],
    ['https://TEST.maskinporten.no/'],
    [''],
  ])('refuses metadata that speaks for %j', (issuer) => {
    const response = jsonResponse({ issuer, token_endpoint: ENDPOINT })
    expect(codeOf(() => readMetadata(ISSUER, response))).toBe('MP_METADATA')
  })

  it.each([
    ['https://maskinporten.no/token', 'of another host'],
    ['http://test.maskinporten.no/token', 'that is not encrypted'],
    ['https://test.maskinporten.no:8443/token', 'of another port'],
    ['https://test.maskinporten.no@elsewhere.example/token', 'behind a user name'],
    ['/token', 'that is no URL'],
    ['', 'that is empty'],
  ])('refuses a token endpoint %s, %s', (tokenEndpoint) => {
    const response = jsonResponse({ issuer: ISSUER, token_endpoint: tokenEndpoint })
    expect(codeOf(() => readMetadata(ISSUER, response))).toBe('MP_METADATA')
  })

  it('lets nothing of a stranger’s endpoint reach the terminal but printable characters', () => {
    const response = jsonResponse({ issuer: ISSUER, token_endpoint: 'https://x/\u001b[2J\u009b' })
    expect(failureOf(() => readMetadata(ISSUER, response)).message).not.toMatch(
      /[\u0000-\u001f\u007f-\u009f]/,
    )
  })

  it.each([
    ['has no issuer', { token_endpoint: ENDPOINT }],
    ['has no token endpoint', { issuer: ISSUER }],
    ['has an issuer that is no text', { issuer: [ISSUER], token_endpoint: ENDPOINT }],
    ['has a token endpoint that is no text', { issuer: ISSUER, token_endpoint: { url: ENDPOINT } }],
    ['is no object', [ISSUER, ENDPOINT]],
  ])('finds the answer malformed that %s', (_, body) => {
    expect(codeOf(() => readMetadata(ISSUER, jsonResponse(body)))).toBe('MP_RESPONSE_MALFORMED')
  })

  it.each([201, 302, 404, 500])('finds an answer with status %i malformed, whatever it holds', (status) => {
    const response = jsonResponse({ issuer: ISSUER, token_endpoint: ENDPOINT }, status)
    expect(codeOf(() => readMetadata(ISSUER, response))).toBe('MP_RESPONSE_MALFORMED')
  })
})

describe('isSameIssuer', () => {
  it.each([
    ['https://a.example/', 'https://a.example', true],
    ['https://a.example', 'https://a.example/', true],
    ['https://a.example/x', 'https://a.example/x/', true],
    ['https://a.example//', 'https://a.example', false],
    ['https://a.example', 'https://b.example', false],
    ['https://a.example', 'http://a.example', false],
  ])('compares %s and %s: %s', (one, other, same) => {
    expect(isSameIssuer(one, other)).toBe(same)
  })
})

describe('isSameOrigin', () => {
  it.each([
    ['https://a.example/x', 'https://a.example:443/y', true],
    ['https://a.example', 'http://a.example', false],
    ['https://a.example', 'https://a.example:8443', false],
    ['https://a.example', 'https://b.example', false],
    ['https://a.example', 'a.example', false],
    ['a.example', 'https://a.example', false],
    ['', '', false],
  ])('compares %s and %s: %s', (one, other, same) => {
    expect(isSameOrigin(one, other)).toBe(same)
  })
})

describe('assertSameOrigin', () => {
  it('lets path, query and a closing slash differ', () => {
    expect(() => assertSameOrigin('https://a.example', 'https://a.example:443/x/token?y')).not.toThrow()
  })

  it('refuses a subdomain', () => {
    expect(codeOf(() => assertSameOrigin('https://a.example', 'https://sub.a.example/token'))).toBe(
      'MP_METADATA',
    )
  })
})
