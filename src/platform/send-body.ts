import type { ClientRequest } from 'node:http'
import type { BodySource, HeaderList } from '../protocol/http-stream.js'
import type { Silence } from './silence.js'

/** As node:http wants them: repeated headers as one name with several values. */
export function headersFor(headers: HeaderList, body: BodySource | undefined): Record<string, string[]> {
  const fields = new Map<string, string[]>()
  for (const [name, value] of [...headers, ...framing(body)]) {
    const key = name.toLowerCase()
    fields.set(key, [...(fields.get(key) ?? []), value])
  }
  return Object.fromEntries(fields)
}

/** Where a body ends (RFC 9112 section 6). Left to itself, node:http sends DELETE's without any end. */
function framing(body: BodySource | undefined): HeaderList {
  if (body === undefined) return []
  return [body.length === undefined ? ['transfer-encoding', 'chunked'] : ['content-length', `${body.length}`]]
}

/** Sends the body as fast as the server takes it, and no further once the server has refused. */
export async function sendBody(
  outgoing: ClientRequest,
  body: BodySource | undefined,
  silence: Silence,
  isRefused: () => boolean,
): Promise<void> {
  if (body !== undefined) {
    silence.rest('source')
    for await (const piece of body.read()) {
      if (outgoing.destroyed || isRefused()) return
      if (outgoing.write(piece)) continue
      silence.watch('source')
      await drained(outgoing)
      silence.rest('source')
    }
    if (outgoing.destroyed || isRefused()) return
    silence.watch('source')
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
