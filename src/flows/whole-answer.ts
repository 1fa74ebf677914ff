import { MpError } from '../errors.js'
import { printable } from '../printable.js'
import type { HttpResponse } from '../protocol/http.js'
import type { BodySource, HeaderList, StreamedResponse } from '../protocol/http-stream.js'

/** A page is judged as a whole, and no API's page comes near this. */
const MAX_BYTES = 64 * 1024 * 1024

/** An answer with its whole body as text. Throws `MP_RESPONSE_MALFORMED` beyond 64 MiB, and what the exchange fails with. */
export async function wholeAnswer(url: string, answer: StreamedResponse): Promise<HttpResponse> {
  const pieces: Uint8Array[] = []
  let length = 0
  await answer.into((piece) => {
    length += piece.length
    if (length > MAX_BYTES) {
      throw new MpError('MP_RESPONSE_MALFORMED', `${printable(url)} answered with a page of more than 64 MiB`)
    }
    pieces.push(Uint8Array.from(piece))
    return undefined
  })
  const { status, headers } = answer
  return { status, headers: joined(headers), body: Buffer.concat(pieces, length).toString('utf8') }
}

/** A body's whole text, for what must be read before it is sent. Throws `MP_USAGE` beyond 64 MiB. */
export async function wholeText(body: BodySource): Promise<string> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of body.read()) {
    length += piece.length
    if (length > MAX_BYTES)
      throw new MpError('MP_USAGE', 'a body of more than 64 MiB does not go with --paginate')
    pieces.push(piece)
  }
  return Buffer.concat(pieces, length).toString('utf8')
}

function joined(headers: HeaderList): Record<string, string> {
  const fields = new Map<string, string>()
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    const before = fields.get(key)
    fields.set(key, before === undefined ? value : `${before}, ${value}`)
  }
  return Object.fromEntries(fields)
}
