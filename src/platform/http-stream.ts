import {
  Agent,
  type AgentOptions,
  type ClientRequest,
  type IncomingMessage,
  request as requestHttp,
} from 'node:http'
import { connect, type NetConnectOpts, type OnReadOpts, type Socket } from 'node:net'
import { MpError } from '../errors.js'
import type { HeaderList, Sink, Stream, StreamedRequest, StreamedResponse } from '../protocol/http-stream.js'
import { isSecureUrl } from '../protocol/secure-url.js'
import { largeBody } from './large-body.js'
import { LeanSocket } from './lean-socket.js'
import { type Route, routeFor, type Variables } from './proxy.js'
import { headersFor, sendBody } from './send-body.js'
import { type Silence, silenceAfter } from './silence.js'
import type { Forwarding } from './tunnel.js'
import { reasonOf, unanswered, unreachable } from './unreachable.js'

/** Methods that do no harm when a request is heard twice (RFC 9110 section 9.2.2). */
const IDEMPOTENT = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']

/** What http and https differ in. */
interface Door {
  request: typeof requestHttp
  agent: Agent
  /** For one request on a connection of its own. It does not say `close`: servers that refuse an upload would hang up on it unread. */
  single(): Agent
  /** What a request says otherwise where a proxy sends it on. */
  through?(url: URL): Forwarding
}

/**
 * A `Stream` over node:http and node:https: bodies of any size in constant memory, connections kept for the next request.
 * Nothing bounds an exchange as a whole: it fails when nothing has moved for `silenceMs`.
 */
export function httpStream(silenceMs: number, env: Variables = {}): Stream {
  const doors = new Map<string, Promise<Door>>()
  return async (request) => {
    if (!isSecureUrl(request.url)) throw unreachable(request, 'would not be encrypted')
    const url = new URL(request.url)
    const route = routeFor(url, env)
    const name = `${url.protocol} ${route?.proxy.url.href ?? ''}`
    const door = doors.get(name) ?? openDoor(url.protocol, route)
    doors.set(name, door)
    return send(request, await door, silenceMs)
  }
}

async function openDoor(protocol: string, route: Route | undefined): Promise<Door> {
  if (route) return doorThrough(route)
  if (protocol !== 'https:') return doorOf(requestHttp, Agent, connect)
  const [https, tls] = await Promise.all([import('node:https'), import('node:tls')])
  return doorOf(https.request, https.Agent, tls.connect)
}

function doorOf(request: Door['request'], KeepingAgent: typeof Agent, begin: Begin): Door {
  const agentWith = (options: AgentOptions) =>
    Object.assign(new KeepingAgent({ keepAlive: true, ...options }), {
      createConnection: (to: NetConnectOpts) => new LeanSocket((onread) => begin({ ...to, onread })),
    })
  return { request, agent: agentWith({}), single: () => agentWith({ maxFreeSockets: 0 }) }
}

/** Through a proxy bodies go the plain way. */
async function doorThrough({ how, proxy }: Route): Promise<Door> {
  const { forwarding, tunnelAgent } = await import('./tunnel.js')
  if (how === 'tunnel') {
    const { request } = await import('node:https')
    const agentWith = (options: AgentOptions) => tunnelAgent(proxy, { keepAlive: true, ...options })
    return { request, agent: agentWith({}), single: () => agentWith({ maxFreeSockets: 0 }) }
  }
  const agentWith = (options: AgentOptions) => new Agent({ keepAlive: true, ...options })
  const through = (url: URL) => forwarding(proxy, url)
  return {
    request: requestHttp,
    agent: agentWith({}),
    single: () => agentWith({ maxFreeSockets: 0 }),
    through,
  }
}

type Begin = (options: NetConnectOpts & { onread: OnReadOpts }) => Socket

/**
 * A kept connection may be closed just as it is used again, and nobody knows whether that request was heard. It goes out once
 * more where that does no harm; what must not be heard twice gets a connection of its own.
 */
async function send(request: StreamedRequest, door: Door, silenceMs: number): Promise<StreamedResponse> {
  if (!IDEMPOTENT.includes(request.method) && !request.harmless)
    return attempt(request, { ...door, agent: door.single() }, silenceMs)
  try {
    return await attempt(request, door, silenceMs)
  } catch (error) {
    if (!(error instanceof StaleConnection)) throw error
    return attempt(request, { ...door, agent: door.single() }, silenceMs)
  }
}

class StaleConnection extends Error {}

function attempt(
  request: StreamedRequest,
  { request: start, agent, through }: Door,
  silenceMs: number,
): Promise<StreamedResponse> {
  return new Promise((resolve, reject) => {
    const { method, url, headers, body } = request
    // NODE_TLS_REJECT_UNAUTHORIZED does not reach here: there is no way to switch certificate checks off.
    const way = through?.(new URL(url))
    const fields = { ...way?.headers, ...headersFor(headers, body) }
    const options = { ...way, method, headers: fields, agent, rejectUnauthorized: true }
    const outgoing = start(url, options)
    const isConnected = connectionOf(outgoing, url)
    const failed = (what: string, cause?: Error) =>
      (isConnected() ? unanswered : unreachable)(request, what, cause)
    const silence = silenceAfter(silenceMs, () =>
      outgoing.destroy(failed(`heard nothing for ${silenceMs / 1000} s`)),
    )
    let answer: IncomingMessage | undefined
    let failure: Error | undefined
    outgoing.on('error', (cause: NodeJS.ErrnoException) => {
      silence.end()
      const isStale = failure === undefined && outgoing.reusedSocket && HUNG_UP.includes(cause.code ?? '')
      failure ??= cause instanceof MpError ? cause : failed(reasonOf(cause, way?.via), cause)
      reject(isStale && (body === undefined || body.repeatable) ? new StaleConnection() : failure)
    })
    outgoing.on('close', () => {
      if (answer === undefined) silence.end()
      reject(failed('was cut off (connection closed)')) // without an error: an answer that changes the protocol
    })
    outgoing.on('response', (incoming) => {
      answer = incoming
      resolve(responseOf(request, { outgoing, incoming, silence, failure: () => failure }))
    })
    sendBody(outgoing, body, silence, () => (answer?.statusCode ?? 0) >= 400).catch((error) => {
      silence.end()
      failure ??= error // the source's own, and nothing that the server did
      const exchange = answer ?? outgoing
      exchange.destroy(error)
    })
  })
}

const HUNG_UP = ['ECONNRESET', 'EPIPE']

/** Whether there has been a connection to send the request over: without one nobody has heard it. */
function connectionOf(outgoing: ClientRequest, url: string): () => boolean {
  let isConnected = false
  outgoing.once('socket', (socket) => {
    isConnected = outgoing.reusedSocket
    if (isConnected) return
    socket.once(new URL(url).protocol === 'https:' ? 'secureConnect' : 'connect', () => {
      isConnected = true
    })
  })
  return () => isConnected
}

/** An exchange of which the head has come. */
interface Begun {
  outgoing: ClientRequest
  incoming: IncomingMessage
  silence: Silence
  /** What the request failed with since. */
  failure(): Error | undefined
}

function responseOf(request: StreamedRequest, begun: Begun): StreamedResponse {
  const { outgoing, incoming, silence } = begun
  silence.rest('sink')
  const large = largeBody(outgoing, incoming)
  let cut: Error | undefined
  incoming.on('error', (cause) => {
    cut = begun.failure() ?? unanswered(request, 'was cut short', cause)
  })
  const close = () => {
    silence.end()
    incoming.destroy(unanswered(request, 'was cut short')) // whoever takes its body still is told
    outgoing.destroy()
  }
  return {
    status: incoming.statusCode ?? 0,
    statusText: incoming.statusMessage ?? '',
    headers: pairs(incoming.rawHeaders),
    close,
    async into(sink) {
      try {
        if (cut) throw cut
        await (large ? large.pour(sink, silence) : pour(incoming, sink, silence))
        silence.end()
      } catch (error) {
        close()
        throw cut ?? error
      }
      // A refused body was not sent to its end, and node:http does not know that a large one came: nothing else can go over that connection.
      if (large || !outgoing.writableEnded) close()
    },
  }
}

/** By events: an async iterator over the body costs half as much time again. */
function pour(incoming: IncomingMessage, sink: Sink, silence: Silence): Promise<void> {
  return new Promise((resolve, reject) => {
    let kept: Promise<void> | undefined
    silence.watch('sink')
    incoming.on('data', (piece: Buffer) => {
      silence.moved()
      try {
        kept = sink(piece)
        if (kept === undefined) return
        incoming.pause()
        silence.rest('sink')
        kept.then(() => {
          silence.watch('sink')
          incoming.resume()
        }, reject)
      } catch (error) {
        incoming.pause() // or the sink gets what has been read already
        reject(error)
      }
    })
    incoming.on('error', reject)
    incoming.on('end', () => resolve(kept)) // it comes with the last piece, and no pause holds it back
  })
}

function pairs(raw: readonly string[]): HeaderList {
  return Array.from({ length: raw.length / 2 }, (_, index) => [
    raw[2 * index] ?? '',
    raw[2 * index + 1] ?? '',
  ])
}
