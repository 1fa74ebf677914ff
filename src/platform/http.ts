import { type IncomingMessage, request as requestHttp } from 'node:http'
import type { RequestOptions } from 'node:https'
import { MpError } from '../errors.js'
import type { HttpRequest, HttpResponse, Send } from '../protocol/http.js'
import { isSecureUrl } from '../protocol/secure-url.js'

/** A token endpoint's answer is a few thousand bytes; more than this is none. */
const MAX_BODY = 1024 * 1024

/** A `Send` over node:http and node:https. Redirects are answers like any other: nothing is ever sent along them. */
export function httpSender(timeoutMs: number): Send {
  return async (request) => {
    if (!isSecureUrl(request.url))
      throw new MpError('MP_UNREACHABLE', `${describe(request)} would not be encrypted`)
    const start =
      new URL(request.url).protocol === 'https:' ? (await import('node:https')).request : requestHttp
    return exchange(request, start, timeoutMs)
  }
}

/** One exchange, bounded as a whole: a server that drips its answer runs out of time as a silent one does. */
function exchange(request: HttpRequest, start: typeof requestHttp, timeoutMs: number): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const { method, url, body = '' } = request
    const headers = { ...request.headers, 'content-length': Buffer.byteLength(body), connection: 'close' }
    // NODE_TLS_REJECT_UNAUTHORIZED does not reach here: there is no way to switch certificate checks off.
    const options: RequestOptions = { method, headers, agent: false, rejectUnauthorized: true }
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
    outgoing.on('error', (cause) => fail(unreachable(request, reason(cause), cause)))
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

function unreachable(request: HttpRequest, what: string, cause?: unknown): MpError {
  return new MpError('MP_UNREACHABLE', `${describe(request)} ${what}`, { cause })
}

/** What the operating system and OpenSSL call it, in words. */
const REASONS: Record<string, string> = {
  ECONNREFUSED: 'found nobody listening (connection refused)',
  ECONNRESET: 'was cut off (connection reset)',
  ENOTFOUND: 'found no such host',
  EAI_AGAIN: 'could not look the host up',
  ETIMEDOUT: 'could not connect in time',
  EHOSTUNREACH: 'found no route to the host',
  ENETUNREACH: 'found no route to the network',
  CERT_HAS_EXPIRED: 'met a server certificate that has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'met a server certificate for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'met a self-signed server certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'met a server certificate from an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'met a server certificate from an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'met a server certificate from an unknown authority',
  EPROTO: 'met something that does not speak TLS as it should',
}

function reason(error: NodeJS.ErrnoException): string {
  const { code = '' } = error
  if (code.startsWith('HPE_')) return 'met something that does not speak HTTP'
  return REASONS[code] ?? `failed${code && ` (${code})`}`
}
