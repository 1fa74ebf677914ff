import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http'
import { MpError } from '../errors.js'
import type { HttpRequest, HttpResponse, Send } from '../protocol/http.js'
import { isSecureUrl } from '../protocol/secure-url.js'
import { type Route, routeFor, type Variables } from './proxy.js'
import { reasonOf, unreachable } from './unreachable.js'

/** A token endpoint's answer is a few thousand bytes; more than this is none. */
const MAX_BODY = 1024 * 1024

/**
 * A `Send` over node:http and node:https, through the proxy that the variables name. Redirects are answers like any other:
 * nothing is ever sent along them.
 */
export function httpSender(timeoutMs: number, env: Variables = {}): Send {
  return async (request) => {
    if (!isSecureUrl(request.url)) throw unencrypted(request)
    const url = new URL(request.url)
    const route = routeFor(url, env)
    const start = url.protocol === 'https:' ? (await import('node:https')).request : requestHttp
    const way = route ? await wayThrough(route, url) : {}
    return exchange(request, start, way, timeoutMs)
  }
}

/** What a request through a proxy says otherwise, and that proxy, where it is not the agent that goes through it. */
export type Way = RequestOptions & { via?: string }

/** The way through a proxy. */
async function wayThrough({ how, proxy }: Route, url: URL): Promise<Way> {
  const { forwarding, tunnelAgent } = await import('./tunnel.js')
  return how === 'tunnel' ? { agent: tunnelAgent(proxy, {}) } : forwarding(proxy, url)
}

/** What must not be sent in the clear is not sent. */
export function unencrypted(request: HttpRequest): MpError {
  return new MpError('MP_UNREACHABLE', `${describe(request)} would not be encrypted`)
}

/** One exchange, bounded as a whole: a server that drips its answer runs out of time as a silent one does. */
export function exchange(
  request: HttpRequest,
  start: typeof requestHttp,
  way: Way,
  timeoutMs: number,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const { method, url, body = '' } = request
    const length = { 'content-length': Buffer.byteLength(body), connection: 'close' }
    const headers = { ...request.headers, ...length, ...way.headers }
    // NODE_TLS_REJECT_UNAUTHORIZED does not reach here: there is no way to switch certificate checks off.
    const options = { agent: false, ...way, method, headers, rejectUnauthorized: true }
    const outgoing = start(url, options)
    const fail = (error: Error) => {
      clearTimeout(timer)
      outgoing.destroy()
      reject(error)
    }
    const timer = setTimeout(
      () => fail(unreachable(request, `got no whole answer in ${timeoutMs / 1000} s`)),
      timeoutMs,
    )
    outgoing.on('error', (cause) => fail(unreachable(request, reasonOf(cause, way.via), cause)))
    outgoing.on('response', (incoming) => {
      readBody(request, incoming).then((text) => {
        clearTimeout(timer)
        resolve({ status: incoming.statusCode ?? 0, headers: headersOf(incoming), body: text })
      }, fail)
    })
    outgoing.end(body)
  })
}

/** By events: an async iterator over the body would cost a millisecond that every token waits for. */
function readBody(request: HttpRequest, incoming: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > MAX_BODY)
        reject(new MpError('MP_RESPONSE_MALFORMED', `${describe(request)} answered more than 1 MiB`))
      else chunks.push(chunk)
    })
    incoming.on('error', (cause) => reject(unreachable(request, 'was cut short', cause)))
    incoming.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
  })
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries.map(([name, value]) => [name, [value].flat().join(', ')]))
}

function describe({ method, url }: HttpRequest): string {
  return `${method} ${url}`
}
