import type { ClientRequest, IncomingMessage } from 'node:http'
import type { Sink } from '../protocol/http-stream.js'
import { LeanSocket } from './lean-socket.js'
import type { Silence } from './silence.js'

/** Below this a body goes the plain way, and its connection can be used again. */
const LARGE = 1024 * 1024

/** A body that is taken from the socket, past node:http. */
export interface LargeBody {
  pour(sink: Sink, silence: Silence): Promise<void>
}

/**
 * Lays hold of an answer's body where it is large and nothing but its length says where it ends (RFC 9112 section 6.3). To be
 * called when the head has just come: the little of the body that came with it is still node:http's to give.
 */
export function largeBody(outgoing: ClientRequest, incoming: IncomingMessage): LargeBody | undefined {
  const { socket } = outgoing
  const length = lengthOf(outgoing.method, incoming)
  if (!(socket instanceof LeanSocket) || length < LARGE) return undefined
  socket.hold()
  return { pour: (sink, silence) => pour(length, { socket, incoming, sink, silence }) }
}

function lengthOf(method: string, { statusCode = 0, headers }: IncomingMessage): number {
  const { 'content-length': length = '', 'transfer-encoding': coding } = headers
  const hasBody = method !== 'HEAD' && statusCode >= 200 && !WITHOUT_BODY.includes(statusCode)
  return hasBody && coding === undefined && /^\d{1,15}$/.test(length) ? Number(length) : 0
}

/** Whatever length they tell (RFC 9112 section 6.3). */
const WITHOUT_BODY = [204, 304]

interface Pouring {
  socket: LeanSocket
  incoming: IncomingMessage
  sink: Sink
  silence: Silence
}

/** The exchange may fail at any time, also while the sink is waited for. */
function pour(length: number, pouring: Pouring): Promise<void> {
  return new Promise((resolve, reject) => {
    pouring.incoming.on('error', reject)
    pourAll(length, pouring).then(resolve, reject)
  })
}

async function pourAll(length: number, pouring: Pouring): Promise<void> {
  const { incoming, sink, silence } = pouring
  let left = length
  silence.rest('sink')
  for (let early = incoming.read(); early !== null; early = incoming.read()) {
    left -= early.length
    await sink(early)
  }
  await pourRest(left, pouring)
}

function pourRest(length: number, { socket, sink, silence }: Pouring): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = length
    const take = (piece: Uint8Array): boolean => {
      silence.moved()
      // What follows the body is nobody's: the connection is not used again.
      const part = piece.length > left ? piece.subarray(0, left) : piece
      left -= part.length
      const kept = sink(part)
      if (left === 0) resolve(kept)
      else if (kept !== undefined) rest(kept)
      return left > 0 && kept === undefined
    }
    const rest = (kept: Promise<void>) => {
      silence.rest('sink')
      kept.then(() => {
        silence.watch('sink')
        socket.goOn()
      }, reject)
    }
    silence.watch('sink')
    socket.divert((piece) => {
      try {
        return take(piece)
      } catch (error) {
        reject(error)
        return false
      }
    })
  })
}
