import type { CallApiPorts } from '../../flows/call-api.js'
import { type HeldToken, holdToken, type TokenHolder } from '../../flows/hold-token.js'
import { obtainAccessToken } from '../../flows/obtain-access-token.js'
import { tokenIdentity } from '../../flows/token-cache/token-identity.js'
import type { Host } from '../../host.js'
import { once } from '../../once.js'
import type { Stream } from '../../protocol/http-stream.js'
import { plannedExchange, sharedToken } from '../given-token.js'
import type { CacheOptions } from '../options/cache.js'
import { openGrant, type Prepared, routeOf, type Settled } from '../prepare.js'

/** What a call is made with: one token for as long as it is good, and a way to the API. */
export function apiPorts(settled: Settled, cache: CacheOptions, host: Host): CallApiPorts {
  const { options, resolved } = settled
  const prepare = once(() => openGrant(settled, host, 'reach'))
  const obtain = (anew: boolean) =>
    obtained(settled, prepare, { ...cache, refresh: cache.refresh || anew }, host)
  return {
    token: telling(holdToken(obtain, host.now), settled),
    stream: verboseStream(host.stream(options.timeoutMs, routeOf(resolved)), settled, host),
  }
}

/** The key is opened when nothing is kept, and not before. */
async function obtained(
  settled: Settled,
  prepare: () => Promise<Prepared>,
  { use, refresh }: CacheOptions,
  host: Host,
): Promise<HeldToken> {
  const { options, resolved, ports } = settled
  const altinn = await plannedExchange(resolved)
  const identity = use ? tokenIdentity(resolved, altinn, host) : undefined
  const ask = async () =>
    obtainAccessToken({ ...(await prepare()), environment: resolved.environment.value }, ports)
  return sharedToken({ identity, refresh, options }, ask, host)
}

/** Where no new token is to be had, that failure is told, and the API's refusal before it is not forgotten. */
function telling(holder: TokenHolder, { report }: Settled): TokenHolder {
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
function verboseStream(stream: Stream, { report }: Settled, host: Host): Stream {
  return async (request) => {
    const started = host.milliseconds()
    const answer = await stream(request)
    const took = Math.round(host.milliseconds() - started)
    report.tell(`${request.method} ${request.url} ${answer.status} (${took} ms)`)
    return answer
  }
}
