import { Agent as HttpAgent, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import type { Pool } from '../host.js'
import { isSecureUrl } from '../protocol/secure-url.js'
import { exchange, unencrypted } from './http.js'

/** Connections to each origin, at most so many, that are kept from request to request. A server may end one at any time: that is `MP_UNREACHABLE`, and passes. */
export function keepAlivePool(timeoutMs: number, connections: number): Pool {
  const options = { keepAlive: true, maxSockets: connections, maxFreeSockets: connections }
  const agents = { http: new HttpAgent(options), https: new HttpsAgent(options) }
  return {
    async send(request) {
      const { url } = request
      if (!isSecureUrl(url)) throw unencrypted(request)
      return new URL(url).protocol === 'https:'
        ? exchange(request, requestHttps, timeoutMs, agents.https)
        : exchange(request, requestHttp, timeoutMs, agents.http)
    },
    close() {
      agents.http.destroy()
      agents.https.destroy()
    },
  }
}
