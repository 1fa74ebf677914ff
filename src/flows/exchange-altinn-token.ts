import type { Host } from '../host.js'
import { exchangeRequest, readExchangeResponse } from '../protocol/altinn.js'
import type { Send } from '../protocol/http.js'
import type { AccessToken } from '../protocol/token-endpoint.js'
import type { Exchange } from './plan-exchange.js'

/** Trades Maskinporten's token for Altinn's. */
export async function exchangeAltinnToken(
  { token, platform, test }: Exchange & { token: string },
  { send, now }: Pick<Host, 'now'> & { send: Send },
): Promise<AccessToken> {
  const request = exchangeRequest(platform, token, { test })
  return readExchangeResponse(request.url, await send(request), now())
}
