import type { Environment } from '../profiles/environments.js'
import type { AccessToken } from '../protocol/token-endpoint.js'
import { discoverEndpoint } from './discover-endpoint.js'
import { type ObtainTokenPorts, obtainToken, type TokenRequest } from './obtain-token.js'
import type { Exchange } from './plan-exchange.js'

/** What is asked for: a grant's token, and Altinn's for it where there is an exchange. */
export interface AccessRequest extends Omit<TokenRequest, 'endpoint'> {
  environment: Environment
  altinn?: Exchange | undefined
}

/** `altinn`: whether it is Altinn's token, not Maskinporten's. */
export type WantedToken = AccessToken & { altinn: boolean }

/** Obtains Maskinporten's token, and trades it for Altinn's where that is asked for. */
export async function obtainAccessToken(
  { environment, grant, alg, key, altinn }: AccessRequest,
  ports: ObtainTokenPorts,
): Promise<WantedToken> {
  const { issuer, tokenEndpoint } = await discoverEndpoint(environment, ports.send)
  const request = { grant: { ...grant, audience: issuer }, alg, key, endpoint: tokenEndpoint }
  const token = await obtainToken(request, ports)
  if (!altinn) return { ...token, altinn: false }
  const { exchangeAltinnToken } = await import('./exchange-altinn-token.js')
  return { ...(await exchangeAltinnToken({ ...altinn, token: token.accessToken }, ports)), altinn: true }
}
