import { Agent, type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http'
import { MpError } from '../errors.js'
import type {
  BodySource,
  HeaderList,
  Sink,
  Stream,
  StreamedRequest,
  StreamedResponse,
} from '../protocol/http-stream.js'
import { isSecureUrl } from '../protocol/secure-url.js'
import { type Silence, silenceAfter } from './silence.js'
import { reasonOf, unreachable } from './unreachable.js'

/** What http and https differ in. */
interface Door {
  request: typeof requestHttp
  agent: Agent | false
}

/**
 * A `Stream` over node:http and node:https: bodies of any size in constant memory, connections kept for the next request.
 * Nothing bounds an exchange as a whole: it fails when nothing has moved for `silenceMs`.
 */
export function httpStream(silenceMs: number): Stream {
  const doors = new Map<string, Promise<Door>>()
  return async (request) => {
    if (!isSecureUrl(request.url)) throw unreachable(request, 'would not be encrypted')
    const { protocol } = new URL(request.url)
    const door = doors.get(protocol) ?? openDoor(protocol)
    doors.set(protocol, door)
    return send(request, await door, silenceMs)
  }
}

async function openDoor(protocol: string): Promise<Door> {
  if (protocol !== 'https:') return { request: requestHttp, agent: new Agent({ keepAlive: true }) }
  const { Agent: SecureAgent, request } = await import('node:https')
  return { request, agent: new SecureAgent({ keepAlive: true }) }
}

/** A kept connection may be closed just as it is used again: nobody has heard that request, and it goes out once more. */
async function send(request: StreamedRequest, door: Door, silenceMs: number): Promise<StreamedResponse> {
  try {
    return await attempt(request, door, silenceMs)
  } catch (error) {
    if (!(error instanceof StaleConnection)) throw error
    return attempt(request, { ...door, agent: false }, silenceMs)
  }
}

class StaleConnection extends Error {}

function attempt(
  request: StreamedRequest,
  { request: start, agent }: Door,
  silenceMs: number,
): Promise<StreamedResponse> {
  return new Promise((resolve, reject) => {
    const { method, url, headers, body } = request
    // NODE_TLS_REJECT_UNAUTHORIZED does not reach here: there is no way to switch certificate checks off.
    const options = { method, headers: headersFor(headers, body), agent, rejectUnauthorized: true }
    const outgoing = start(url, options)
    const silence = silenceAfter(silenceMs, () =>
      outgoing.destroy(unreachable(request, `heard nothing for ${silenceMs / 1000} s`)),
    )
    let refused = false
    let failure: Error | undefined
    outgoing.on('error', (cause: NodeJS.ErrnoException) => {
      silence.end()
      failure = cause instanceof MpError ? cause : unreachable(request, reasonOf(cause), cause)
      const isStale = outgoing.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(cause.code ?? '')
      reject(isStale && (body === undefined || body.repeatable) ? new StaleConnection() : failure)
    })
    outgoing.on('response', (incoming) => {
      refused = (incoming.statusCode ?? 0) >= 400
      resolve(responseOf(request, { outgoing, incoming, silence, failure: () => failure }))
    })
    sendBody(outgoing, body, silence, () => refused).catch((error) => outgoing.destroy(error))
  })
}

/** As node:http wants them: repeated headers as one name with several values. */
function headersFor(headers: HeaderList, body: BodySource | undefined): Record<string, string[]> {
  const fields: Record<string, string[]> = {}
  const length: HeaderList = body?.length === undefined ? [] : [['content-length', `${body.length}`]]
  for (const [name, value] of [...headers, ...length]) {
    const key = name.toLowerCase()
    fields[key] = [...(fields[key] ?? []), value]
  }
  return fields
}

/** Sends the body as fast as the server takes it, and no further once the server has refused. */
async function sendBody(
  outgoing: ClientRequest,
  body: BodySource | undefined,
  silence: Silence,
  isRefused: () => boolean,
): Promise<void> {
  if (body !== undefined) {
    silence.rest()
    for await (const piece of body.read()) {
      if (outgoing.destroyed || isRefused()) return
      if (outgoing.write(piece)) continue
      silence.watch()
      await drained(outgoing)
      silence.rest()
    }
    if (outgoing.destroyed || isRefused()) return
    silence.watch()
  }
  outgoing.end()
}

function drained(outgoing: ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const events = ['drain', 'close', 'response'] as const
    const done = () => {
      for (const event of events) outgoing.off(event, done)
      resolve()
    }
    for (const event of events) outgoing.on(event, done)
  })
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
  silence.rest()
  let cut: Error | undefined
  incoming.on('error', (cause) => {
    cut = begun.failure() ?? unreachable(request, 'was cut short', cause)
  })
  const close = () => {
    silence.end()
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
        await pour(incoming, sink, silence)
        silence.end()
      } catch (error) {
        close()
        throw cut ?? error
      }
      // A refused body was not sent to its end, and nothing else can go over that connection.
      if (!outgoing.writableEnded) close()
    },
  }
}

/** By events: an async iterator over the body costs half as much time again. */
function pour(incoming: IncomingMessage, sink: Sink, silence: Silence): Promise<void> {
  return new Promise((resolve, reject) => {
    silence.watch()
    incoming.on('data', (piece: Buffer) => {
      silence.moved()
      try {
        const kept = sink(piece)
        if (kept === undefined) return
        incoming.pause()
        silence.rest()
        kept.then(() => {
          silence.watch()
          incoming.resume()
        }, reject)
      } catch (error) {
        reject(error)
      }
    })
    incoming.on('error', reject)
    incoming.on('end', resolve)
  })
}

function pairs(raw: readonly string[]): HeaderList {
  return Array.from({ length: raw.length / 2 }, (_, index) => [
    raw[2 * index] ?? '',
    raw[2 * index + 1] ?? '',
  ])
}
