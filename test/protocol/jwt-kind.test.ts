import { expect, it } from 'vitest'
import { jwtKind } from '../../src/protocol/jwt-kind.js'

it.each([
  ['grant', { alg: 'RS256', x5c: ['MII'] }, { iss: 'https://a.example/' }],
  ['grant', { alg: 'RS256', kid: 'k' }, { iss: '5a4db0c5-0001-4000-8000-310904473001' }],
  ['token', { alg: 'RS256', kid: 'k' }, { iss: 'https://maskinporten.no/' }],
  ['token', { alg: 'RS256', kid: 'k' }, { consumer: { ID: '0192:310904473' } }],
])('is a %s by header and issuer', (kind, header, claims) => {
  expect(jwtKind({ header, claims })).toBe(kind)
})
