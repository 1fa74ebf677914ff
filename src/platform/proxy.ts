import { isIP } from 'node:net'
import { MpError } from '../errors.js'
import { isLoopback } from '../protocol/secure-url.js'

/** A proxy, and the variable that names it. What is printed of it holds no credentials. */
export interface ProxyServer {
  url: URL
  origin: string
  variable: string
}

/** `forward`: the proxy sends the request on; `tunnel`: it passes bytes on that only the server can read (RFC 9110 section 9.3.6). */
export interface Route {
  how: 'forward' | 'tunnel'
  proxy: ProxyServer
}

export type Variables = Readonly<Record<string, string | undefined>>

/**
 * The proxy that a request goes through, by `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in lower case too, as curl reads
 * them; undefined where it goes straight. Plain HTTP stays on this machine, and takes no proxy elsewhere. Throws
 * `MP_VARIABLE_INVALID`.
 */
export function routeFor({ protocol, hostname, port }: URL, env: Variables): Route | undefined {
  const isSecure = protocol === 'https:'
  const proxy = isSecure
    ? proxyIn(env, 'https_proxy', 'HTTPS_PROXY')
    : proxyIn(env, 'http_proxy', 'HTTP_PROXY')
  const exempt = env.no_proxy ?? env.NO_PROXY ?? ''
  if (!proxy || isExempt(bare(hostname), port || (isSecure ? '443' : '80'), exempt)) return undefined
  if (!isSecure && !isLoopback(proxy.url.hostname)) return undefined
  return { how: isSecure ? 'tunnel' : 'forward', proxy }
}

function proxyIn(env: Variables, ...names: readonly string[]): ProxyServer | undefined {
  const variable = names.find((name) => env[name])
  const text = variable && env[variable]
  if (!variable || !text) return undefined
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`
  const url = URL.canParse(whole) ? new URL(whole) : undefined
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return { url, origin: url.origin, variable }
  throw new MpError('MP_VARIABLE_INVALID', `$${variable} does not name an http: or https: proxy`)
}

/** Names with all that ends in them, `*` for everything, and a port where only that is meant. */
function isExempt(host: string, port: string, list: string): boolean {
  return list
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => entry === '*' || matches(host.toLowerCase(), port, entry.toLowerCase()))
}

function matches(host: string, port: string, entry: string): boolean {
  const [, name = entry, itsPort] = /^(.*?[^:]|\[.*\]):(\d+)$/.exec(entry) ?? []
  if (itsPort !== undefined && itsPort !== port) return false
  const suffix = bare(name).replace(/^\*?\./, '')
  return host === suffix || (isIP(host) === 0 && host.endsWith(`.${suffix}`))
}

/** An IPv6 address without its brackets. */
function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}
