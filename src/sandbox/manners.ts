import type { ServerResponse } from 'node:http'
import type { HttpResponse } from '../protocol/http.js'
import type { Manner } from './answer.js'

/** What may wait for a client that streams and does not read. */
const UNREAD_LIMIT = 8 * 1024 * 1024

/** Sends an answer in a manner of its own. Whatever is still to come ends with the connection. */
export function sendIn(manner: Manner, answer: HttpResponse, response: ServerResponse): void {
  if (manner.kind === 'late') sendLate(manner.ms, answer, response)
  else if (manner.kind === 'drip') drip(manner.everyMs, answer, response)
  else if (manner.kind === 'truncated') truncate(answer, response)
  else if (manner.kind === 'reset') response.socket?.resetAndDestroy()
  else if (manner.kind === 'stream') stream(manner.begin, answer, response)
  // What is left is silence.
}

function sendLate(ms: number, answer: HttpResponse, response: ServerResponse): void {
  const timer = setTimeout(() => begin(answer, response).end(answer.body), ms)
  response.on('close', () => clearTimeout(timer))
}

function drip(everyMs: number, answer: HttpResponse, response: ServerResponse): void {
  const bytes = Buffer.from(answer.body)
  begin(answer, response).flushHeaders()
  let at = 0
  const next = () => {
    if (at < bytes.length) response.write(bytes.subarray(at, ++at))
    if (at < bytes.length) return
    clearInterval(timer)
    response.end()
  }
  const timer = setInterval(next, everyMs)
  response.on('close', () => clearInterval(timer))
}

function truncate(answer: HttpResponse, response: ServerResponse): void {
  const bytes = Buffer.from(answer.body)
  const half = bytes.subarray(0, Math.floor(bytes.length / 2))
  begin(answer, response).write(half, () => response.destroy())
}

/** Ends, too, when the client takes nothing: what it does not read would be kept for it. */
function stream(
  start: Extract<Manner, { kind: 'stream' }>['begin'],
  { status, headers, body }: HttpResponse,
  response: ServerResponse,
): void {
  response.writeHead(status, headers)
  response.write(body)
  const stop = start((text) => {
    response.write(text)
    if (response.writableLength > UNREAD_LIMIT) response.destroy()
  })
  response.on('close', stop)
}

function begin({ status, headers, body }: HttpResponse, response: ServerResponse): ServerResponse {
  return response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
}
