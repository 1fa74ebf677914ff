import type { JudgedGrant, KnownIssuer } from './rule.js'

/** The one value of a claim that may be a string or an array (RFC 7519 section 4.1.3), or undefined. */
export function soleAudience({ claims: { aud } }: JudgedGrant): unknown {
  return Array.isArray(aud) && aud.length === 1 ? aud[0] : aud
}

/** The environment that the grant is for: the one that was named, else the one whose server `aud` names, however spelt. */
export function environmentOf(grant: JudgedGrant): KnownIssuer | undefined {
  return grant.environment ?? issuerLike(grant, soleAudience(grant))
}

/** The known issuer of the same server as this URL. */
export function issuerLike({ issuers }: JudgedGrant, value: unknown): KnownIssuer | undefined {
  const host = hostOf(value)
  return host === undefined ? undefined : issuers.find(({ issuer }) => hostOf(issuer) === host)
}

export function hostOf(value: unknown): string | undefined {
  return typeof value === 'string' && URL.canParse(value) ? new URL(value).host : undefined
}
