import { type RequestOptions, request as requestHttp } from 'node:http'
import { Agent, type AgentOptions, request as requestHttps } from 'node:https'
import type { Socket } from 'node:net'
import type { ProxyServer } from './proxy.js'
import { ProxyTrouble, reasonOf } from './unreachable.js'

/** How long a proxy may take to open a way, where nothing else bounds it. */
const PATIENCE_MS = 30_000

/** Where TLS begins: what https.Agent makes its sockets from. */
interface Target {
  host: string
  port: number
}

/** An agent whose connections go through a proxy: TLS is spoken with the server, and the proxy reads none of it. */
export function tunnelAgent(proxy: ProxyServer, options: AgentOptions): Agent {
  const agent = new Agent(options)
  const overTls = agent.createConnection.bind(agent) as (to: object) => Socket
  const connect = (to: Target & object, done: (error: Error | null, socket?: Socket) => void) => {
    openTunnel(proxy, to).then(
      (socket) => done(null, overTls({ ...to, socket })),
      (error) => done(error),
    )
  }
  return Object.assign(agent, { createConnection: connect })
}

/** What a request says otherwise that a proxy sends on, and that proxy as a person would know it. */
export type Forwarding = RequestOptions & { headers: Record<string, string>; via: string }

/** How a request of plain HTTP is put to a proxy that sends it on: the whole URL is its target (RFC 9112 section 3.2.2). */
export function forwarding(proxy: ProxyServer, { href, host }: URL): Forwarding {
  const headers = { host, ...credentialsOf(proxy) }
  return { ...placeOf(proxy), path: href, headers, via: nameOf(proxy) }
}

function nameOf({ origin, variable }: ProxyServer): string {
  return `the proxy ${origin} ($${variable})`
}

function placeOf({ url }: ProxyServer): { protocol: string; hostname: string; port: number } {
  const { protocol, hostname } = url
  return {
    protocol,
    hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port || (protocol === 'https:' ? 443 : 80)),
  }
}

/** A connection to the target through the proxy (RFC 9110 section 9.3.6). Rejects with {@link ProxyTrouble}. */
function openTunnel(proxy: ProxyServer, { host, port }: Target): Promise<Socket> {
  const { url } = proxy
  const name = nameOf(proxy)
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`
  return new Promise((resolve, reject) => {
    const start = url.protocol === 'https:' ? requestHttps : requestHttp
    const asking = start({
      method: 'CONNECT',
      ...placeOf(proxy),
      path: authority,
      headers: { host: authority, ...credentialsOf(proxy) },
      agent: false,
      timeout: PATIENCE_MS,
      rejectUnauthorized: true,
    })
    asking.on('connect', ({ statusCode = 0 }, socket) => {
      if (statusCode === 200) return resolve(socket)
      socket.destroy()
      reject(refusal(name, statusCode))
    })
    asking.on('response', ({ statusCode = 0 }) => {
      asking.destroy()
      reject(refusal(name, statusCode))
    })
    asking.on('timeout', () => asking.destroy(new ProxyTrouble(`waited in vain for ${name}`)))
    asking.on('error', (cause: NodeJS.ErrnoException) => {
      if (cause instanceof ProxyTrouble) return reject(cause)
      reject(new ProxyTrouble(reasonOf(cause, name), cause.code))
    })
    asking.end()
  })
}

/** A proxy may be busy; that it does not want us will not pass. */
function refusal(name: string, status: number): ProxyTrouble {
  const wants = status === 407 ? ' (it wants a name and a password, in its URL)' : ''
  const isBusy = status === 429 || status >= 500
  return new ProxyTrouble(`was turned away by ${name} with ${status}${wants}`, isBusy ? '' : 'PROXY_SAYS_NO')
}

/** Basic credentials from the proxy's URL (RFC 9110 section 11.7.2). */
function credentialsOf({ url: { username, password } }: ProxyServer): Record<string, string> {
  if (username === '' && password === '') return {}
  const pair = Buffer.concat([bytesOf(username), Buffer.from(':'), bytesOf(password)])
  return { 'proxy-authorization': `Basic ${pair.toString('base64')}` }
}

/** A percent sign that begins no escape is meant as it stands, as with curl. */
function bytesOf(written: string): Buffer {
  const bytes = written.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1')
}
