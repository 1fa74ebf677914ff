import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HttpRequest, HttpResponse } from '../protocol/http.js'
import { type Answer, type Handler, json } from './answer.js'

export interface ListenOptions {
  /** 0 for any that is free. */
  port: number
  /** A loopback address: 127.0.0.1 unless told otherwise. */
  host?: string
  /** How long a request may take to come in whole. */
  patienceMs?: number
}

export interface Listening {
  /** `http://127.0.0.1:8473`, without a slash at the end. */
  origin: string
  port: number
  /** Ends every connection, kept alive or not, and gives the port back. */
  close(): Promise<void>
}

const BODY_LIMIT = 1024 * 1024
const PATIENCE_MS = 10_000
const LOOPBACK = /^(127\.[0-9.]+|::1|localhost)$/

/** Serves a handler over HTTP on loopback. Rejects with the system's own error, `EADDRINUSE` for a port that is taken. */
export async function listen(
  handlerFor: (origin: string) => Handler,
  { port, host = '127.0.0.1', patienceMs = PATIENCE_MS }: ListenOptions,
): Promise<Listening> {
  if (!LOOPBACK.test(host)) throw new RangeError(`${host} is not a loopback address`)
  const server = createServer({
    headersTimeout: patienceMs,
    requestTimeout: patienceMs,
    keepAliveTimeout: patienceMs,
    connectionsCheckingInterval: Math.min(1000, patienceMs),
  })
  const bound = await bind(server, port, host)
  const origin = `http://${host.includes(':') ? `[${host}]` : host}:${bound}`
  const handler = handlerFor(origin)
  server.on('request', (request, response) => void serve(handler, origin, request, response))
  return { origin, port: bound, close: () => close(server) }
}

function bind(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

async function serve(
  handler: Handler,
  origin: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // The handler's clock dates its answers; the machine's must not contradict it.
  response.sendDate = false
  try {
    const body = await readBody(request)
    await send(response, body === undefined ? tooLarge() : await handler(toRequest(request, origin, body)))
  } catch {
    if (response.headersSent || request.errored) response.destroy()
    else write(response, json(500, { error: 'server_error', error_description: 'The sandbox failed.' }))
  }
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length']) > BODY_LIMIT) return undefined
  const chunks: Buffer[] = []
  let size = 0
  // An iterator left early would destroy the socket before the answer is out.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > BODY_LIMIT) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function toRequest(request: IncomingMessage, origin: string, body: string): HttpRequest {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')])
  // A proxy's absolute target keeps its path; anything else becomes a path that nothing answers at.
  const target = (request.url ?? '').replace(/^https?:\/\/[^/?#]*/i, '')
  return {
    method: request.method ?? '',
    url: origin + (target.startsWith('/') ? target : `/${target}`),
    headers: Object.fromEntries(headers),
    body,
  }
}

async function send(response: ServerResponse, { manner, ...answer }: Answer): Promise<void> {
  if (manner === undefined) write(response, answer)
  else (await import('./manners.js')).sendIn(manner, answer, response)
}

function write(response: ServerResponse, { status, headers, body }: HttpResponse): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

function tooLarge(): HttpResponse {
  const body = { error: 'invalid_request', error_description: 'The request is too large.' }
  return json(413, body, { connection: 'close' })
}
