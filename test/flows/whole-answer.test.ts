import { describe, expect, it } from 'vitest'
import { wholeAnswer, wholeText } from '../../src/flows/whole-answer.js'
import type { StreamedResponse } from '../../src/protocol/http-stream.js'
import { endless, piecesBody } from '../support/bodies.js'
import { rejectionOf } from '../support/failure.js'

const MIB = 1024 * 1024
const PIECE = new Uint8Array(MIB)

function answerOf(
  pieces: Iterable<Uint8Array>,
  headers: StreamedResponse['headers'] = [],
): StreamedResponse & { taken: number } {
  const answer = {
    status: 203,
    statusText: 'So They Say',
    headers,
    close: () => {},
    taken: 0,
    async into(sink: (piece: Uint8Array) => unknown) {
      for (const piece of pieces) {
        await sink(piece)
        answer.taken++
      }
    },
  }
  return answer
}

describe('wholeAnswer', () => {
  it('is status, headers and text, a letter whole that was cut in two', async () => {
    const bytes = Buffer.from('blåbær')
    const answer = answerOf(
      [bytes.subarray(0, 3), bytes.subarray(3)],
      [
        ['Content-Type', 'text/plain'],
        ['Link', '<a>'],
        ['link', '<b>'],
      ],
    )
    expect(await wholeAnswer('https://api.example/x', answer)).toEqual({
      status: 203,
      headers: { 'content-type': 'text/plain', link: '<a>, <b>' },
      body: 'blåbær',
    })
  })

  it.each(['constructor', '__proto__', 'toString'])('knows a header by the name of %s', async (name) => {
    const { headers } = await wholeAnswer('https://api.example/x', answerOf([], [[name, 'x']]))
    expect(Object.entries(headers)).toEqual([[name.toLowerCase(), 'x']])
  })

  it('may be 64 MiB, and no byte more', async () => {
    const most = Array.from({ length: 64 }, () => PIECE)
    expect((await wholeAnswer('https://api.example/x', answerOf(most))).body).toHaveLength(64 * MIB)
    const error = await rejectionOf(
      wholeAnswer('https://api.example/x', answerOf([...most, PIECE.subarray(0, 1)])),
    )
    expect(error).toMatchObject({
      code: 'MP_RESPONSE_MALFORMED',
      message: 'https://api.example/x answered with a page of more than 64 MiB',
    })
  })

  it('takes no more of an endless one than it must', async () => {
    const answer = answerOf(endless(PIECE))
    await rejectionOf(wholeAnswer('https://api.example/x', answer))
    expect(answer.taken).toBe(64)
  })
})

describe('wholeText', () => {
  it('is the text, a letter whole that was cut in two', async () => {
    const bytes = Buffer.from('blåbær')
    expect(await wholeText(piecesBody([bytes.subarray(0, 3), bytes.subarray(3)]))).toBe('blåbær')
  })

  it('is refused beyond 64 MiB, and the source is let go', async () => {
    const body = piecesBody(endless(PIECE))
    const error = await rejectionOf(wholeText(body))
    expect(error).toMatchObject({
      code: 'MP_USAGE',
      message: 'a body of more than 64 MiB does not go with --paginate',
    })
    expect([body.taken, body.ended]).toEqual([65, 1])
  })
})
