import type { AccessToken } from '../protocol/token-endpoint.js'
import type { TokenLife } from '../protocol/token-life.js'

/** A token that outlives the request for it, with its end by our own clock and whom it was given to. */
export interface KeptToken extends AccessToken, TokenLife {
  clientId: string
  /** Whether it is Altinn's token, not Maskinporten's. */
  altinn: boolean
}
