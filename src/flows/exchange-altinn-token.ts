import { exchangeRequest, readExchangeResponse } from '../protocol/altinn.js'
import type { AccessToken } from '../protocol/token-endpoint.js'
import { knowRefusal } from './know-refusal.js'
import type { Exchange } from './plan-exchange.js'
import { type TryAgainPorts, tryAgain } from './try-again.js'

/** Trades Maskinporten's token for Altinn's. */
export async function exchangeAltinnToken(
  { token, platform, test }: Exchange & { token: string },
  ports: TryAgainPorts,
): Promise<AccessToken> {
  const request = exchangeRequest(platform, token, { test })
  return knowRefusal('altinn-exchange', async () => {
    const response = await tryAgain(() => request, ports)
    return readExchangeResponse(request.url, response, ports.now())
  })
}
