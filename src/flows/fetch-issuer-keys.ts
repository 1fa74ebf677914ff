import { MpError } from '../errors.js'
import { type PublicKey, readPublicKeys } from '../keys/public-file.js'
import type { Send } from '../protocol/http.js'
import { documentRequest, readJwks, readKeysAddress, type TokenIssuer } from '../protocol/issuer-keys.js'

/** An issuer and the keys that its tokens are signed with. */
export interface IssuerKeys {
  issuer: string
  keys: readonly PublicKey[]
}

/** Fetches the keys of an issuer that was named, from where that issuer says they are: a token has no say in it. */
export async function fetchIssuerKeys(named: TokenIssuer, send: Send): Promise<IssuerKeys> {
  const { issuer, jwksUri } = named.jwksUri
    ? { issuer: named.issuer, jwksUri: named.jwksUri }
    : readKeysAddress(named, await send(documentRequest(named.metadata)))
  const jwks = readJwks(jwksUri, await send(documentRequest(jwksUri)))
  const keys = readPublicKeys(Buffer.from(jwks))
  if (keys.length > 0) return { issuer, keys }
  throw new MpError('MP_RESPONSE_MALFORMED', `${jwksUri} answered 200 without a usable key`)
}
