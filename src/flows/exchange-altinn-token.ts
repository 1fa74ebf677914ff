import type { Host } from '../host.js'
import { exchangeRequest, readExchangeResponse } from '../protocol/altinn.js'
import type { Send } from '../protocol/http.js'
import type { AccessToken } from '../protocol/token-endpoint.js'
import { knowRefusal } from './know-refusal.js'
import type { Exchange } from './plan-exchange.js'

/** Trades Maskinporten's token for Altinn's. */
export async function exchangeAltinnToken(
  { token, platform, test }: Exchange & { token: string },
  { send, now }: Pick<Host, 'now'> & { send: Send },
): Promise<AccessToken> {
  const request = exchangeRequest(platform, token, { test })
  const response = await send(request)
  return knowRefusal('altinn-exchange', () => readExchangeResponse(request.url, response, now()))
}
