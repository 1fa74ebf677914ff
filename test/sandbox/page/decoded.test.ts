import { describe, expect, it } from 'vitest'
import { decodedGrant, linesOf } from '../../../src/sandbox/page/decoded.js'
import type { TakenApart } from '../../../src/sandbox/take-apart.js'
import { NOW } from '../support/bench.js'

const grant = (header: Record<string, unknown>, claims: Record<string, unknown> = {}) =>
  decodedGrant({ jws: { header, claims, signingInput: '' }, now: NOW } as unknown as TakenApart)

describe('a decoded grant', () => {
  it.each([
    ['iat', NOW, '22:13:20 UTC, now'],
    ['exp', NOW + 60, '22:14:20 UTC, in 60 s'],
    ['nbf', NOW - 599, '22:03:21 UTC, 599 s ago'],
    ['exp', NOW + 3600, '23:13:20 UTC, in 60 minutes'],
    ['iat', NOW - 24 * 3600, '2023-11-13 22:13:20 UTC, 24 hours ago'],
    ['iat', 1, '1970-01-01 00:00:01 UTC, 19676 days ago'],
    ['iat', `${NOW}`, undefined],
    ['iat', 1e300, undefined],
    ['jti', NOW, undefined],
  ])('says when %s %j is', (name, value, note) => {
    expect(linesOf({ [name]: value }, NOW)[0]?.note).toBe(note)
  })

  it('has the certificates apart, and of a key in the header nothing that is private', () => {
    const { header = [] } = grant({ x5c: ['MIIB', 'MIIC'], jwk: { kty: 'RSA', d: 'secret' } }) ?? {}
    expect(header).toEqual([
      { name: 'jwk', value: '"a private key, which must never be sent"' },
      { name: 'x5c', value: '"2 certificates"' },
    ])
  })

  it('is cut where it would fill the page, and shows what cannot be shown as such', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`claim${at}`, at]))
    expect(
      grant({}, { long: 'x'.repeat(100_000), deep })?.claims.map(({ value }) => value.slice(-25)),
    ).toEqual([`${'x'.repeat(24)}…`, '(too deep to be shown)'])
    expect(grant({}, many)?.claims).toHaveLength(60)
  })
})
