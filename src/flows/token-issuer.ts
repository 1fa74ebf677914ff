import type { Environment } from '../profiles/environments.js'
import type { TokenIssuer } from '../protocol/issuer-keys.js'
import { metadataUrl } from '../protocol/metadata.js'

const OPENID = '/authentication/api/v1/openid/'
const WELL_KNOWN = '.well-known/openid-configuration'

/** The environment's Maskinporten as an issuer of tokens. */
export function maskinportenIssuer({ issuer, metadata, keys }: Environment): TokenIssuer {
  return { issuer, metadata: metadata ?? metadataUrl(issuer), ...(keys && { jwksUri: keys.maskinporten }) }
}

/** Altinn at this platform as an issuer of tokens (Altinn, "Token exchange"); the sandbox's is known by the sandbox's own name. */
export function altinnIssuer(platform: string, { issuer, keys }: Environment): TokenIssuer {
  const named = keys ? new URL(issuer).origin : platform
  return {
    issuer: named + OPENID,
    metadata: named + OPENID + WELL_KNOWN,
    ...(keys && { jwksUri: keys.altinn }),
  }
}
