import { Agent, request as requestHttp } from 'node:http'
import type { Pool } from '../host.js'
import { isSecureUrl } from '../protocol/secure-url.js'
import { exchange, unencrypted } from './http.js'
import { routeFor, type Variables } from './proxy.js'
import type { Forwarding } from './tunnel.js'

/** How an origin is reached, and the agent that keeps the connections to it. */
interface Way {
  start: typeof requestHttp
  agent: Agent
  /** What a request says otherwise where a proxy sends it on. */
  through?(url: URL): Forwarding
}

/**
 * Connections to each origin, at most so many, that are kept from request to request, through the proxy that the variables
 * name. A server may end one at any time: that is `MP_UNREACHABLE`, and passes.
 */
export function keepAlivePool(timeoutMs: number, connections: number, env: Variables = {}): Pool {
  const options = { keepAlive: true, maxSockets: connections, maxFreeSockets: connections }
  const ways = new Map<string, Promise<Way>>()
  const wayTo = (url: URL) => {
    const way = ways.get(url.origin) ?? openWay(url, options, env)
    ways.set(url.origin, way)
    return way
  }
  return {
    async send(request) {
      if (!isSecureUrl(request.url)) throw unencrypted(request)
      const url = new URL(request.url)
      const { start, agent, through } = await wayTo(url)
      const more = through?.(url)
      const headers = { ...more?.headers, connection: 'keep-alive' }
      return exchange(request, start, { ...more, agent, headers }, timeoutMs)
    },
    async findWay(url) {
      await wayTo(new URL(url))
    },
    close() {
      for (const way of ways.values())
        way.then(
          ({ agent }) => agent.destroy(),
          () => {},
        )
    },
  }
}

async function openWay(url: URL, options: object, env: Variables): Promise<Way> {
  const route = routeFor(url, env)
  if (url.protocol === 'https:') {
    const https = await import('node:https')
    if (!route) return { start: https.request, agent: new https.Agent(options) }
    const { tunnelAgent } = await import('./tunnel.js')
    return { start: https.request, agent: tunnelAgent(route.proxy, options) }
  }
  const agent = new Agent(options)
  if (!route) return { start: requestHttp, agent }
  const { forwarding } = await import('./tunnel.js')
  return { start: requestHttp, agent, through: (to) => forwarding(route.proxy, to) }
}
