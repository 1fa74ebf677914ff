import type { CallApiPorts } from '../../flows/call-api.js'
import { type HeldToken, holdToken, type TokenHolder } from '../../flows/hold-token.js'
import { obtainAccessToken } from '../../flows/obtain-access-token.js'
import type { Host } from '../../host.js'
import type { Stream } from '../../protocol/http-stream.js'
import { type Prepared, routeOf } from '../prepare.js'

/** What a call is made with: one token for as long as it is good, and a way to the API. */
export function apiPorts(prepared: Prepared, host: Host): CallApiPorts {
  const { options, resolved, ports } = prepared
  const request = { ...prepared, environment: resolved.environment.value }
  return {
    token: telling(
      holdToken(() => obtainAccessToken(request, ports), host.now),
      prepared,
    ),
    stream: verboseStream(host.stream(options.timeoutMs, routeOf(resolved)), prepared, host),
  }
}

/** Where no new token is to be had, that failure is told, and the API's refusal before it is not forgotten. */
function telling(holder: TokenHolder, { report }: Prepared): TokenHolder {
  async function renew(): Promise<HeldToken> {
    try {
      return await holder.renew()
    } catch (error) {
      report.note('the API answered 401, and the new token that was then asked for did not come')
      throw error
    }
  }
  return { get: holder.get, renew }
}

/** Tells what is asked of whom; never what is in it. */
function verboseStream(stream: Stream, { report }: Prepared, host: Host): Stream {
  return async (request) => {
    const started = host.milliseconds()
    const answer = await stream(request)
    const took = Math.round(host.milliseconds() - started)
    report.tell(`${request.method} ${request.url} ${answer.status} (${took} ms)`)
    return answer
  }
}
