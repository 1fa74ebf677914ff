import type { Environment } from '../profiles/environments.js'
import { discoverEndpoint } from './discover-endpoint.js'
import type { KeptToken } from './kept-token.js'
import { type ObtainTokenPorts, obtainToken, type TokenRequest } from './obtain-token.js'
import type { Exchange } from './plan-exchange.js'

/** What is asked for: a grant's token, and Altinn's for it where there is an exchange. */
export interface AccessRequest extends Omit<TokenRequest, 'endpoint'> {
  environment: Environment
  altinn?: Exchange | undefined
}

/** Obtains Maskinporten's token, and trades it for Altinn's where that is asked for. */
export async function obtainAccessToken(
  { environment, grant, alg, key, altinn }: AccessRequest,
  ports: ObtainTokenPorts,
): Promise<KeptToken> {
  const { issuer, tokenEndpoint } = await discoverEndpoint(environment, ports)
  const request = { grant: { ...grant, audience: issuer }, alg, key, endpoint: tokenEndpoint }
  const first = await obtainToken(request, ports)
  const token = altinn ? await exchanged(first.accessToken, altinn, ports) : first
  const expiresAt = ports.now() + token.expiresIn
  return { ...token, expiresAt, clientId: grant.clientId, altinn: altinn !== undefined }
}

async function exchanged(token: string, altinn: Exchange, ports: ObtainTokenPorts) {
  const { exchangeAltinnToken } = await import('./exchange-altinn-token.js')
  return exchangeAltinnToken({ ...altinn, token }, ports)
}
