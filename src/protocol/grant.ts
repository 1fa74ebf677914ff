import { type KeyObject, sign } from 'node:crypto'
import type { SigningKey } from '../keys/signing-key.js'
import type { Algorithm } from './grant-limits.js'

/** What a client asks Maskinporten for. Lifetime is in seconds. */
export interface Grant {
  /** The issuer identifier of the Maskinporten that is asked, exactly as its metadata writes it. */
  audience: string
  clientId: string
  scopes: readonly string[]
  lifetime: number
  resource?: readonly string[]
  pid?: string
  consumerOrg?: string
  onBehalfOf?: string
  authorizationDetails?: readonly unknown[]
}

/** The claims that Digdir documents, and no others: it refuses grants that hold more. */
export interface GrantClaims {
  aud: string
  iss: string
  iat: number
  exp: number
  jti: string
  scope: string
  resource?: readonly string[]
  pid?: string
  consumer_org?: string
  iss_onbehalfof?: string
  authorization_details?: readonly unknown[]
}

/** Exactly one of `kid` and `x5c` (Digdir, "JWT grant"; RFC 7515 sections 4.1.4 and 4.1.6). */
export type GrantHeader = { alg: Algorithm; kid: string } | { alg: Algorithm; x5c: readonly string[] }

export interface SignedGrant {
  header: GrantHeader
  claims: GrantClaims
  /** The compact JWS (RFC 7515 section 7.1): a credential until it has been used. */
  assertion: string
}

/** The claims of a grant issued at `now`, seconds since 1970 (RFC 7523 section 3). */
export function grantClaims(grant: Grant, now: number, jti: string): GrantClaims {
  return {
    aud: grant.audience,
    iss: grant.clientId,
    iat: now,
    exp: now + grant.lifetime,
    jti,
    scope: grant.scopes.join(' '),
    ...(grant.resource?.length && { resource: grant.resource }),
    ...(grant.pid && { pid: grant.pid }),
    ...(grant.consumerOrg && { consumer_org: grant.consumerOrg }),
    ...(grant.onBehalfOf && { iss_onbehalfof: grant.onBehalfOf }),
    ...(grant.authorizationDetails?.length && { authorization_details: grant.authorizationDetails }),
  }
}

/** Signs the claims with RSASSA-PKCS1-v1_5 (RFC 7518 section 3.3). */
export function signGrant(claims: GrantClaims, key: SigningKey, alg: Algorithm): SignedGrant {
  const header = grantHeader(key, alg)
  const signed = `${encode(header)}.${encode(claims)}`
  return { header, claims, assertion: `${signed}.${signature(signed, key.privateKey, alg)}` }
}

/** Signs many grants with one key, on other threads, so that several are signed at a time; the header is made once. */
export function grantSigner(key: SigningKey, alg: Algorithm): (claims: GrantClaims) => Promise<SignedGrant> {
  const header = grantHeader(key, alg)
  const encoded = encode(header)
  return async (claims) => {
    const signed = `${encoded}.${encode(claims)}`
    return { header, claims, assertion: `${signed}.${await signatureAside(signed, key.privateKey, alg)}` }
  }
}

function grantHeader(key: SigningKey, alg: Algorithm): GrantHeader {
  if (key.kid !== undefined) return { alg, kid: key.kid }
  return { alg, x5c: key.certificates.map(({ der }) => Buffer.from(der).toString('base64')) }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function signature(signed: string, key: KeyObject, alg: Algorithm): string {
  return sign(`sha${alg.slice(2)}`, Buffer.from(signed), key).toString('base64url')
}

function signatureAside(signed: string, key: KeyObject, alg: Algorithm): Promise<string> {
  return new Promise((resolve, reject) => {
    sign(`sha${alg.slice(2)}`, Buffer.from(signed), key, (error, bytes) => {
      if (error) reject(error)
      else resolve(bytes.toString('base64url'))
    })
  })
}
