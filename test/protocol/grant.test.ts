import { verify } from 'node:crypto'
import { compactVerify, decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { type Grant, grantClaims, grantSigner, signGrant } from '../../src/protocol/grant.js'
import type { Algorithm } from '../../src/protocol/grant-limits.js'
import { MAX_LIFETIME } from '../../src/protocol/grant-limits.js'
import { authorityDer, certifiedKey, NOW, publicKey, registeredKey } from '../support/keys.js'

const CLIENT = '3f1c0a52-6b7d-4e11-9a43-0123456789ab'
const JTI = '0d9b8f5e-1c2d-4e3f-8a4b-5c6d7e8f9a0b'

const PLAIN: Grant = {
  audience: 'https://test.maskinporten.no/',
  clientId: CLIENT,
  scopes: ['brreg:losore/utlegg'],
  lifetime: 60,
}

const DETAILS = [
  {
    type: 'urn:altinn:systemuser',
    systemuser_org: { authority: 'iso6523-actorid-upis', ID: '0192:310904473' },
  },
]

const FULL: Grant = {
  ...PLAIN,
  scopes: ['a:b', 'c:d'],
  resource: ['https://api.example.no/'],
  pid: '21818297804',
  consumerOrg: '310904473',
  onBehalfOf: 'kunde-1',
  authorizationDetails: DETAILS,
  lifetime: 120,
}

function parts(assertion: string): string[] {
  return assertion
    .split('.')
    .slice(0, 2)
    .map((part) => Buffer.from(part, 'base64url').toString())
}

describe('grantClaims', () => {
  it('holds the documented claims in a fixed order, and nothing that was not asked for', () => {
    expect(JSON.stringify(grantClaims(PLAIN, NOW, JTI))).toBe(
      `{"aud":"https://test.maskinporten.no/","iss":"${CLIENT}","iat":1700000000,"exp":1700000060,` +
        `"jti":"${JTI}","scope":"brreg:losore/utlegg"}`,
    )
  })

  it('holds everything that may be asked for', () => {
    expect(JSON.stringify(grantClaims(FULL, NOW, JTI))).toBe(
      `{"aud":"https://test.maskinporten.no/","iss":"${CLIENT}","iat":1700000000,"exp":1700000120,` +
        `"jti":"${JTI}","scope":"a:b c:d","resource":["https://api.example.no/"],"pid":"21818297804",` +
        `"consumer_org":"310904473","iss_onbehalfof":"kunde-1","authorization_details":[{"type":"urn:altinn:systemuser",` +
        `"systemuser_org":{"authority":"iso6523-actorid-upis","ID":"0192:310904473"}}]}`,
    )
  })

  it('writes one resource as a list too', () => {
    expect(grantClaims({ ...PLAIN, resource: ['x'] }, NOW, JTI).resource).toEqual(['x'])
  })

  it('leaves out what is empty: Maskinporten takes neither nulls nor empty lists', () => {
    const empty = { resource: [], pid: '', consumerOrg: '', onBehalfOf: '', authorizationDetails: [] }
    expect(Object.keys(grantClaims({ ...PLAIN, ...empty }, NOW, JTI))).toEqual(
      Object.keys(grantClaims(PLAIN, NOW, JTI)),
    )
  })

  it('counts issue and expiry from one clock read', () => {
    const { iat, exp } = grantClaims({ ...PLAIN, lifetime: MAX_LIFETIME }, NOW, JTI)
    expect([iat, exp - iat]).toEqual([NOW, 120])
  })

  it('holds the audience exactly as it was given, slash or no slash', () => {
    const audience = 'https://test.sky.maskinporten.no'
    expect(grantClaims({ ...PLAIN, audience }, NOW, JTI).aud).toBe(audience)
  })
})

describe('signGrant', () => {
  const claims = grantClaims(PLAIN, NOW, JTI)

  it('names a registered key by its id, and sends no certificate', () => {
    const key = { ...certifiedKey(authorityDer), kid: 'min-nøkkel' }
    const { header, assertion } = signGrant(claims, key, 'RS256')
    expect(parts(assertion)[0]).toBe('{"alg":"RS256","kid":"min-nøkkel"}')
    expect(header).toEqual({ alg: 'RS256', kid: 'min-nøkkel' })
  })

  it('sends the chain of any other key, leaf first, in plain base64', () => {
    const leaf = Uint8Array.of(0xfb, 0xff, 0xfe, 0)
    const { header, assertion } = signGrant(claims, certifiedKey(leaf, authorityDer), 'RS256')
    const chain = ['+//+AA==', Buffer.from(authorityDer).toString('base64')]
    expect(parts(assertion)[0]).toBe(`{"alg":"RS256","x5c":${JSON.stringify(chain)}}`)
    expect(header).toEqual({ alg: 'RS256', x5c: chain })
  })

  it('sends a lone certificate as a list too', () => {
    expect(signGrant(claims, certifiedKey(Uint8Array.of(1)), 'RS256').header).toEqual({
      alg: 'RS256',
      x5c: ['AQ=='],
    })
  })

  it('gives the claims that it signed', () => {
    const signed = signGrant(claims, registeredKey(), 'RS256')
    expect(parts(signed.assertion)[1]).toBe(JSON.stringify(signed.claims))
    expect(signed.claims).toEqual(claims)
  })

  it('is the same to the last letter for the same second, id and key', () => {
    const { assertion } = signGrant(claims, registeredKey(), 'RS256')
    expect(assertion).toBe(PINNED)
  })

  it.each(['RS256', 'RS384', 'RS512'] as const)('makes a signature that others verify: %s', async (alg) => {
    const { assertion } = signGrant(grantClaims(FULL, NOW, JTI), registeredKey(), alg)
    const [header = '', payload = '', signature = ''] = assertion.split('.')
    const signed = Buffer.from(`${header}.${payload}`)
    expect(verify(digestOf(alg), signed, publicKey, Buffer.from(signature, 'base64url'))).toBe(true)
    const verified = await compactVerify(assertion, publicKey, { algorithms: [alg] })
    expect(JSON.parse(new TextDecoder().decode(verified.payload))).toEqual(grantClaims(FULL, NOW, JTI))
    expect(decodeProtectedHeader(assertion)).toEqual({ alg, kid: 'a-kid' })
  })

  it('stands on one line of URL-safe letters', () => {
    const wide = grantClaims({ ...FULL, onBehalfOf: 'blåbærøl ÿþ?>' }, NOW, JTI)
    expect(signGrant(wide, registeredKey(), 'RS512').assertion).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
  })
})

describe('grantSigner', () => {
  it.each(['RS256', 'RS384', 'RS512'] as const)(
    'signs as signGrant does, many at a time: %s',
    async (alg) => {
      for (const key of [registeredKey(), certifiedKey(authorityDer)]) {
        const sign = grantSigner(key, alg)
        const several = [NOW, NOW + 1, NOW + 2].map((now) => grantClaims(FULL, now, JTI))
        expect(await Promise.all(several.map(sign))).toEqual(
          several.map((claims) => signGrant(claims, key, alg)),
        )
      }
    },
  )
})

function digestOf(alg: Algorithm): string {
  return { RS256: 'sha256', RS384: 'sha384', RS512: 'sha512' }[alg]
}

const PINNED = [
  'eyJhbGciOiJSUzI1NiIsImtpZCI6ImEta2lkIn0.eyJhdWQiOiJodHRwczovL3Rlc3QubWFza2lucG9ydGVuLm5vLyIsImlzcyI6',
  'IjNmMWMwYTUyLTZiN2QtNGUxMS05YTQzLTAxMjM0NTY3ODlhYiIsImlhdCI6MTcwMDAwMDAwMCwiZXhwIjoxNzAwMDAwMDYwLCJq',
  'dGkiOiIwZDliOGY1ZS0xYzJkLTRlM2YtOGE0Yi01YzZkN2U4ZjlhMGIiLCJzY29wZSI6ImJycmVnOmxvc29yZS91dGxlZ2cifQ.m',
  'V20Gx59bzWzVNZlsuVRSep_qh8iHtw77ClUDBFVPFNwfs2X1ic5-S5Kzcr7R8KDp7zo3N2KTtl4cQ7OGphlSRHIoiALZrb5TBu17',
  'vudWHNymu7u0JnERWv8FBeCv_53MokwLqD4jD4m25zcbvZlqEVl38u1DYHp40p5CH1PM0BsPAJGuCQNITLKMgHvLzQhF_gduizSX',
  'Ki_9fvFDar8J9mjLN75z7fqgFP6kShr9zj3DtGF9Y6pWKIp9Nsx_tjl0Labt2U-cz4kal637Ng8ydBxgmh5QKqUOki9Gm6C8jKas',
  'ZoRo5B8sCw-e1zFVUwBAEOGjm1Jqx2Lh24hYjN8Uw',
].join('')
