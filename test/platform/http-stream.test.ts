import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { httpStream } from '../../src/platform/http-stream.js'
import { bytesBody } from '../../src/protocol/bytes-body.js'
import type { StreamedRequest, StreamedResponse } from '../../src/protocol/http-stream.js'
import { endless, hashOf, manyBytes, pause, piecesBody } from '../support/bodies.js'
import { rejectionOf } from '../support/failure.js'
import { deserted, httpServer, socketServer } from '../support/servers.js'

const MIB = 1024 * 1024
const PIECE = new Uint8Array(64 * 1024)

type Asked = Partial<StreamedRequest>

function start(url: string, request: Asked = {}, silenceMs = 2000): Promise<StreamedResponse> {
  return httpStream(silenceMs)({ method: 'GET', url, headers: [], ...request })
}

async function wholeOf(answer: StreamedResponse): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  await answer.into((piece) => void pieces.push(Uint8Array.from(piece)))
  return Buffer.concat(pieces)
}

async function fetched(url: string, request: Asked = {}, silenceMs?: number): Promise<string> {
  return (await wholeOf(await start(url, request, silenceMs))).toString()
}

/** A server that waits for a request's first bytes, answers with these, and then does as it is told. */
function rawServer(bytes: string, then: (socket: Socket) => void = () => {}): Promise<string> {
  return socketServer((socket) => socket.once('data', () => socket.write(bytes, () => then(socket))))
}

/** A server that keeps what it is sent, as it comes, and says that all is well once a request's end has come. */
async function listener(end: RegExp) {
  const heard = { text: '' }
  const url = await socketServer((socket) =>
    socket.on('data', (bytes) => {
      heard.text += bytes
      if (end.test(heard.text)) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
    }),
  )
  return { url, heard }
}

async function hashed(incoming: IncomingMessage): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of incoming) hash.update(piece)
  return hash.digest('hex')
}

describe('a request', () => {
  it('goes out as it was made, with its host, and no body where it has none', async () => {
    const { url, heard } = await listener(/\r\n\r\n/)
    const headers = [
      ['accept', 'a/b'],
      ['X-Two', 'one'],
      ['x-other', 'o'],
      ['X-Two', 'two'],
      ['constructor', 'c'],
      ['__proto__', 'p'],
    ] as const
    await fetched(`${url}/a%20b?x=1&x=2`, { headers })
    const [line, ...lines] = heard.text.trim().split('\r\n')
    expect(line).toBe('GET /a%20b?x=1&x=2 HTTP/1.1')
    expect(lines).toEqual([
      'accept: a/b',
      'x-two: one',
      'x-two: two',
      'x-other: o',
      'constructor: c',
      '__proto__: p',
      `Host: ${new URL(url).host}`,
      'Connection: keep-alive',
    ])
  })

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'GET'])(
    'tells the length of its body where it is known: %s',
    async (method) => {
      const { url, heard } = await listener(/blåbær$/)
      await fetched(url, { method, body: bytesBody(Buffer.from('blåbær')) })
      expect(heard.text).toMatch(/\r\ncontent-length: 8\r\n/)
      expect(heard.text).not.toMatch(/transfer-encoding/i)
    },
  )

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'GET'])(
    'goes in chunks where no length is known: %s',
    async (method) => {
      const { url, heard } = await listener(/\r\n0\r\n\r\n$/)
      await fetched(url, {
        method,
        body: piecesBody([Buffer.from('one'), new Uint8Array(), Buffer.from('two')]),
      })
      expect(heard.text).toMatch(/\r\ntransfer-encoding: chunked\r\n/)
      expect(heard.text).not.toMatch(/content-length/i)
      expect(heard.text).toMatch(/\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n$/)
    },
  )

  it('tells that its body is empty', async () => {
    const { url, heard } = await listener(/\r\n\r\n/)
    await fetched(url, { method: 'POST', body: bytesBody(new Uint8Array()) })
    expect(heard.text).toMatch(/\r\ncontent-length: 0\r\n/)
  })

  it.each([
    ['with a length', { length: 20 * MIB }],
    ['in chunks', {}],
  ])('may be large: %s', async (_, options) => {
    const bytes = manyBytes(20 * MIB)
    const url = await httpServer(async (request, response) => response.end(await hashed(request)))
    const pieces = Array.from({ length: 40 }, (_, at) => bytes.subarray((at * MIB) / 2, ((at + 1) * MIB) / 2))
    expect(await fetched(url, { method: 'POST', body: piecesBody(pieces, options) })).toBe(hashOf(bytes))
  })

  it('asks its source for no more than the server takes', async () => {
    const body = piecesBody(endless(PIECE))
    const url = await socketServer((socket) => socket.pause())
    const error = await rejectionOf(start(url, { method: 'PUT', body }, 300))
    expect(error.message).toBe(`PUT ${url} heard nothing for 0.3 s`)
    expect(body.taken * PIECE.length).toBeLessThan(20 * MIB)
    await expect.poll(() => body.ended).toBe(1)
  })

  it.each(['http://maskinporten.no/x', 'ftp://127.0.0.1/', 'nonsense', ''])(
    'is not sent where it would not be encrypted: %j',
    async (url) => {
      const body = piecesBody([PIECE])
      const error = await rejectionOf(start(url, { method: 'POST', body }))
      expect(error.code).toBe('MP_UNREACHABLE')
      expect(error.message).toMatch(/would not be encrypted/)
      expect(body.taken).toBe(0)
    },
  )

  it('fails with what its source failed with, and is not ended as if it were whole', async () => {
    const failure = new Error('the disk is gone')
    function* failing() {
      yield Buffer.from('one')
      throw failure
    }
    const { url, heard } = await listener(/0\r\n\r\n$/)
    await expect(start(url, { method: 'POST', body: piecesBody(failing()) })).rejects.toBe(failure)
    expect(heard.text).not.toMatch(/0\r\n\r\n$/)
  })

  it('fails with what its source failed with, also when the answer has begun', async () => {
    const failure = Object.assign(new Error('the disk is gone'), { code: 'EPIPE' })
    let fail = () => {}
    const never = new Promise<Uint8Array>((_, reject) => {
      fail = () => reject(failure)
    })
    const url = await rawServer('HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nwell')
    const answer = await start(url, { method: 'POST', body: piecesBody([PIECE, never]) })
    const taking = answer.into(() => {
      fail()
      return pause(50)
    })
    await expect(taking).rejects.toBe(failure)
  })
})

describe('an answer', () => {
  it('has its head as it was sent', async () => {
    const url = await rawServer(
      'HTTP/1.1 207 Some Of It\r\nX-MiXed: x\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\nContent-Length: 0\r\n\r\n',
    )
    const answer = await start(url)
    expect(answer).toMatchObject({ status: 207, statusText: 'Some Of It' })
    expect(answer.headers).toEqual([
      ['X-MiXed', 'x'],
      ['Set-Cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['Content-Length', '0'],
    ])
    expect(await wholeOf(answer)).toHaveLength(0)
  })

  it.each([
    ['HTTP/1.1 100 Continue\r\n\r\n'],
    ['HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n'],
  ])('may be preceded by interim ones: %j', async (interim) => {
    const url = await rawServer(`${interim}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok`)
    expect(await fetched(url, { method: 'POST', body: bytesBody(PIECE) })).toBe('ok')
  })

  it.each([
    ['HEAD', '200 OK'],
    ['GET', '204 No Content'],
    ['GET', '304 Not Modified'],
  ])('has no body for %s with %s, whatever length it tells', async (method, status) => {
    for (const length of status.startsWith('204') ? [0] : [5, 5_000_000]) {
      const url = await rawServer(`HTTP/1.1 ${status}\r\nContent-Length: ${length}\r\n\r\n`)
      expect(await fetched(url, { method }, 300)).toBe('')
    }
  })

  it('may end with its connection', async () => {
    const url = await rawServer('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nuntil the end', (socket) =>
      socket.end(),
    )
    expect(await fetched(url)).toBe('until the end')
  })

  it.each([
    ['with a length', true],
    ['in chunks', false],
  ])('may be large: %s', async (_, hasLength) => {
    const bytes = manyBytes(20 * MIB + 1)
    const url = await httpServer((_, response) => {
      if (hasLength) response.setHeader('content-length', bytes.length)
      response.end(bytes)
    })
    expect(hashOf(await wholeOf(await start(url)))).toBe(hashOf(bytes))
  })

  it.each([0, 1, 1000, 65_536, 300_000, 600_000])(
    'is whole where %i bytes of a large body come with the head, and the sink is quick or slow',
    async (early) => {
      const bytes = manyBytes(2 * MIB)
      const url = await socketServer((socket) =>
        socket.once('data', async () => {
          const head = Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${bytes.length}\r\n\r\n`)
          socket.write(Buffer.concat([head, bytes.subarray(0, early)]))
          await pause(10)
          socket.write(bytes.subarray(early))
        }),
      )
      for (const slow of [false, true]) {
        const answer = await start(url)
        await pause(slow ? 30 : 0)
        const hash = createHash('sha256')
        let count = 0
        await answer.into((piece) => {
          hash.update(piece)
          return slow && count++ % 3 === 0 ? pause(2) : undefined
        })
        expect(hash.digest('hex')).toBe(hashOf(bytes))
      }
    },
  )

  it.each([
    ['with a length', 'Content-Length: 1000000000'],
    ['without', 'Connection: close'],
  ])('waits in the server while the sink is slow: %s', async (_, header) => {
    let written = 0
    const url = await rawServer(`HTTP/1.1 200 OK\r\n${header}\r\n\r\n`, (socket) => {
      const more = (error?: Error | null) => {
        if (error) return
        written += PIECE.length
        socket.write(PIECE, more)
      }
      more()
    })
    const answer = await start(url)
    let calls = 0
    const taking = answer.into(() => (++calls < 30 ? undefined : pause(60_000)))
    await pause(300)
    const before = written
    await pause(200)
    expect([written, calls]).toEqual([before, 30])
    expect(written).toBeLessThan(40 * MIB)
    answer.close()
    await rejectionOf(taking)
  })

  it.each([10, 2 * MIB])(
    'is handed on when the last piece is kept, and not before: %i bytes',
    async (length) => {
      const url = await httpServer((_, response) => response.end(Buffer.alloc(length)))
      for (const failure of [undefined, new Error('the disk is full')]) {
        let left = length
        let kept = false
        const taking = (await start(url)).into((piece) => {
          left -= piece.length
          if (left > 0) return undefined
          return pause(30).then(() => {
            kept = true
            if (failure) throw failure
          })
        })
        if (failure) await expect(taking).rejects.toBe(failure)
        await taking.catch(() => {})
        expect(kept).toBe(true)
      }
    },
  )

  it('asks a sink that has failed no more, whatever has come already', async () => {
    const url = await rawServer(
      `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${'1\r\nx\r\n'.repeat(9)}`,
    )
    const answer = await start(url)
    await pause(30)
    let asked = 0
    const taking = answer.into(() => {
      asked++
      throw new Error('the disk is full')
    })
    await expect(taking).rejects.toThrow('the disk is full')
    expect(asked).toBe(1)
  })

  it('that is let go in the midst is no whole one, though all of it has come', async () => {
    const url = await rawServer(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n1\r\ny\r\n0\r\n\r\n',
    )
    const answer = await start(url)
    await pause(30)
    const taking = answer.into(() => pause(50))
    await pause(10)
    answer.close()
    expect((await rejectionOf(taking)).message).toBe(`GET ${url} was cut short`)
  })

  it('that leaves its connection of no use ends it: a large one, and one to an upload that was not sent', async () => {
    const open = new Set<Socket>()
    const url = await httpServer((request, response) => {
      open.add(request.socket)
      response.writeHead(request.method === 'GET' ? 200 : 403, { 'content-length': 2 * MIB })
      response.end(new Uint8Array(2 * MIB))
    })
    await wholeOf(await start(url))
    await wholeOf(
      await start(url, { method: 'PUT', body: piecesBody([PIECE, pause(60_000).then(() => PIECE)]) }),
    )
    const small = await rawServer(
      'HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno',
      (socket) => void open.add(socket),
    )
    await wholeOf(
      await start(small, { method: 'PUT', body: piecesBody([PIECE, pause(60_000).then(() => PIECE)]) }),
    )
    await expect.poll(() => [...open].map((socket) => socket.destroyed)).toEqual([true, true, true])
  })

  it('ends its connection when it is let go', async () => {
    let open: Socket | undefined
    const url = await httpServer((request, response) => {
      open = request.socket
      response.write('some')
    })
    const answer = await start(url)
    answer.close()
    answer.close()
    await expect.poll(() => open?.destroyed).toBe(true)
    expect((await rejectionOf(answer.into(() => undefined))).message).toBe(`GET ${url} was cut short`)
  })

  it.each([10, 3 * MIB])(
    'fails with what its sink fails with, and asks it no more: %i bytes',
    async (length) => {
      const failure = new Error('the disk is full')
      const fail = [
        () => {
          throw failure
        },
        () => Promise.reject(failure),
      ]
      for (const act of fail) {
        let open: Socket | undefined
        const url = await httpServer((request, response) => {
          open = request.socket
          response.writeHead(200, { 'content-length': length + 1 })
          response.write(new Uint8Array(length))
        })
        let asked = 0
        const answer = await start(url)
        const taking = answer.into(() => {
          asked++
          return act()
        })
        await expect(taking).rejects.toBe(failure)
        await expect.poll(() => open?.destroyed).toBe(true)
        expect(asked).toBe(1)
      }
    },
  )
})

describe('an early answer', () => {
  it.each([401, 413])('of %i ends the upload, and is read', async (status) => {
    const body = piecesBody(endless(PIECE))
    const url = await httpServer((request, response) => {
      request.once('data', () => {
        response.writeHead(status)
        response.end('no more of this')
      })
    })
    const answer = await start(url, { method: 'POST', body })
    expect(answer.status).toBe(status)
    expect((await wholeOf(answer)).toString()).toBe('no more of this')
    await expect.poll(() => body.ended).toBe(1)
    expect(body.taken * PIECE.length).toBeLessThan(20 * MIB)
  })

  it('ends the upload as soon as its head is there, whatever the server goes on taking', async () => {
    const body = piecesBody(endless(PIECE))
    let finish = () => {}
    const url = await httpServer((request, response) => {
      request.once('data', () => response.writeHead(403).write('no'))
      request.resume()
      finish = () => response.end()
    })
    const answer = await start(url, { method: 'POST', body })
    await expect.poll(() => body.ended).toBe(1)
    finish()
    expect((await wholeOf(answer)).toString()).toBe('no')
  })

  it('of a server that takes nothing more ends the upload too', async () => {
    const body = piecesBody(endless(PIECE))
    const url = await rawServer('HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno', (socket) =>
      socket.pause(),
    )
    expect(await fetched(url, { method: 'POST', body })).toBe('no')
    await expect.poll(() => body.ended).toBe(1)
  })

  it('of 200 lets the upload go on: an echo comes back whole', async () => {
    const bytes = manyBytes(8 * MIB)
    const url = await httpServer((request, response) => request.pipe(response))
    const body = piecesBody(
      Array.from({ length: 32 }, (_, at) => bytes.subarray((at * MIB) / 4, ((at + 1) * MIB) / 4)),
    )
    expect(hashOf(await wholeOf(await start(url, { method: 'POST', body })))).toBe(hashOf(bytes))
  })
})

describe('a large body', () => {
  it('ends where its length says, whatever the server sends behind it', async () => {
    const bytes = manyBytes(3 * MIB)
    const url = await socketServer((socket) =>
      socket.once('data', () => {
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${bytes.length}\r\n\r\n`)
        socket.write(Buffer.concat([bytes, Buffer.from('HTTP/1.1 200 OK\r\n\r\nmore')]))
      }),
    )
    expect(hashOf(await wholeOf(await httpStream(2000)({ method: 'GET', url, headers: [] })))).toBe(
      hashOf(bytes),
    )
  })
})

describe('a connection', () => {
  /** The ports that requests come from. */
  async function counted(answer: (socket: Socket) => void = () => {}) {
    const ports: (number | undefined)[] = []
    const url = await httpServer((request, response) => {
      ports.push(request.socket.remotePort)
      request.resume().on('end', () => {
        response.end('ok')
        answer(request.socket)
      })
    })
    return { url, ports }
  }

  it.each(['GET', 'PUT', 'DELETE'])('is kept for the next request of %s', async (method) => {
    const { url, ports } = await counted()
    const stream = httpStream(2000)
    const body = method === 'PUT' ? { body: bytesBody(PIECE) } : {}
    for (let round = 0; round < 3; round++) {
      const answer = await stream({ method, url, headers: [], ...body })
      await wholeOf(answer)
      answer.close()
    }
    expect(new Set(ports).size).toBe(1)
  })

  it.each(['POST', 'PATCH'])('is a new one for %s, which must not be heard twice', async (method) => {
    const { url, ports } = await counted()
    const stream = httpStream(2000)
    for (let round = 0; round < 3; round++) await wholeOf(await stream({ method, url, headers: [] }))
    expect(new Set(ports).size).toBe(3)
  })

  it('is kept for a POST that does no harm', async () => {
    const { url, ports } = await counted()
    const stream = httpStream(2000)
    const request = { method: 'POST', url, headers: [], body: bytesBody(PIECE), harmless: true as const }
    for (let round = 0; round < 3; round++) await wholeOf(await stream(request))
    expect(new Set(ports).size).toBe(1)
  })

  /** A server that answers the first request of a connection, and hangs up on the second. */
  async function forgetful() {
    let connections = 0
    const url = await socketServer((socket) => {
      connections++
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
        socket.once('data', () => socket.resetAndDestroy())
      })
    })
    return { url, connections: () => connections }
  }

  it.each([undefined, bytesBody(Buffer.from('x'))])(
    'that was closed as it was used again is made anew',
    async (body) => {
      const { url, connections } = await forgetful()
      const stream = httpStream(2000)
      for (let round = 0; round < 2; round++) {
        const answer = await stream({ method: 'PUT', url, headers: [], ...(body && { body }) })
        expect((await wholeOf(answer)).toString()).toBe('ok')
      }
      expect(connections()).toBe(2)
    },
  )

  it('that was closed as it was used again is a failure for a body that comes once', async () => {
    const { url, connections } = await forgetful()
    const stream = httpStream(2000)
    await wholeOf(await stream({ method: 'GET', url, headers: [] }))
    const body = piecesBody([Buffer.from('x')])
    const error = await rejectionOf(stream({ method: 'PUT', url, headers: [], body }))
    expect([error.code, connections()]).toEqual(['MP_UNANSWERED', 1])
  })

  it('that fails anew is tried no further', async () => {
    let connections = 0
    const url = await socketServer((socket) => {
      connections++
      socket.once('data', () => {
        if (connections > 1) return socket.resetAndDestroy()
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
        socket.once('data', () => socket.resetAndDestroy())
      })
    })
    const stream = httpStream(2000)
    await wholeOf(await stream({ method: 'GET', url, headers: [] }))
    expect((await rejectionOf(stream({ method: 'GET', url, headers: [] }))).code).toBe('MP_UNREACHABLE')
    expect(connections).toBe(2)
  })
})

describe('no answer', () => {
  it.each(['GET', 'POST'])('comes where nobody listens, and nothing was changed: %s', async (method) => {
    const url = await deserted()
    const error = await rejectionOf(start(url, { method, body: bytesBody(PIECE) }))
    expect(error.code).toBe('MP_UNREACHABLE')
    expect(error.message).toBe(`${method} ${url} found nobody listening (connection refused)`)
  })

  const bad: [string, (socket: Socket) => void, RegExp][] = [
    ['that hangs up', (socket) => socket.end(), /connection reset/],
    ['that resets the connection', (socket) => socket.resetAndDestroy(), /was cut off/],
    ['that says nothing', () => {}, /heard nothing for 0.2 s/],
    ['that stops in its head', (socket) => socket.write('HTTP/1.1 200 OK\r\nX'), /heard nothing/],
    ['that does not speak HTTP', (socket) => socket.write('SSH-2.0-OpenSSH_9.6\r\n'), /does not speak HTTP/],
    [
      'that changes the protocol',
      (socket) =>
        socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
      /was cut off/,
    ],
    ['that ends in its head', (socket) => socket.end('HTTP/1.1 200 OK\r\nX'), /./],
  ]
  it.each(bad)('comes from a server %s', async (_, act, words) => {
    const url = await socketServer((socket) => socket.once('data', () => act(socket)))
    const codes: string[] = []
    for (const method of ['GET', 'POST']) {
      const error = await rejectionOf(start(url, { method, body: bytesBody(Buffer.from('geheim')) }, 200))
      expect(error.message).toMatch(words)
      expect(error.message).not.toContain('geheim')
      codes.push(error.code)
    }
    expect(codes).toEqual(['MP_UNREACHABLE', 'MP_UNANSWERED'])
  })

  it.each([
    ['a length', 'Content-Length: 10\r\n\r\nfive!'],
    ['a great length', `Content-Length: ${2 * MIB}\r\n\r\nfive!`],
    ['chunks', 'Transfer-Encoding: chunked\r\n\r\n5\r\nfive!\r\n'],
  ])('is whole where a body with %s is cut short', async (_, rest) => {
    for (const end of ['end', 'resetAndDestroy'] as const) {
      for (const sink of [() => undefined, () => pause(30)]) {
        const codes: string[] = []
        for (const method of ['GET', 'POST']) {
          const url = await rawServer(`HTTP/1.1 200 OK\r\n${rest}`, (socket) =>
            setTimeout(() => socket[end](), 10),
          )
          const error = await rejectionOf((await start(url, { method })).into(sink))
          codes.push(error.code)
          expect(error.message).toMatch(/was cut/)
        }
        expect(codes).toEqual(['MP_UNREACHABLE', 'MP_UNANSWERED'])
      }
    }
  })

  it('is known to whoever takes the body later', async () => {
    for (const length of [10, 2 * MIB]) {
      const url = await rawServer(`HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\nfive!`, (socket) =>
        socket.end(),
      )
      const answer = await start(url)
      await pause(50)
      expect((await rejectionOf(answer.into(() => undefined))).message).toMatch(/was cut/)
    }
  })

  it.each([
    ['a length', 'Content-Length: 10\r\n\r\nfive!'],
    ['a great length', `Content-Length: ${2 * MIB}\r\n\r\nfive!`],
    ['chunks', 'Transfer-Encoding: chunked\r\n\r\n5\r\nfive!\r\n'],
  ])('comes from a server that stops in the midst of a body with %s', async (_, rest) => {
    let open: Socket | undefined
    const url = await rawServer(`HTTP/1.1 200 OK\r\n${rest}`, (socket) => {
      open = socket
    })
    const error = await rejectionOf((await start(url, {}, 100)).into(() => undefined))
    expect(error.message).toBe(`GET ${url} heard nothing for 0.1 s`)
    await expect.poll(() => open?.destroyed).toBe(true)
  })
})

describe('silence', () => {
  it('is nothing that a slow server keeps: something moves', async () => {
    const url = await rawServer('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n', (socket) => {
      for (let at = 1; at <= 10; at++) setTimeout(() => socket.write('x'), at * 60)
    })
    expect(await fetched(url, {}, 200)).toHaveLength(10)
  })

  it.each([10, 2 * MIB])('is not the server’s while the sink is slow: %i bytes', async (length) => {
    const url = await httpServer((_, response) => response.end(Buffer.alloc(length)))
    let count = 0
    let sum = 0
    const answer = await start(url, {}, 80)
    await pause(200)
    await answer.into((piece) => {
      sum += piece.length
      return count++ === 0 ? pause(200) : undefined
    })
    expect(sum).toBe(length)
  })

  it('is not the server’s while the source is slow, before the head or after it', async () => {
    const late = () => pause(200).then(() => PIECE)
    function* slow() {
      yield late()
      yield late()
    }
    const quiet = await httpServer((request, response) =>
      request.resume().on('end', () => response.end('ok')),
    )
    expect(await fetched(quiet, { method: 'POST', body: piecesBody(slow()) }, 80)).toBe('ok')
    const early = await httpServer((request, response) => {
      response.write('o')
      request.resume().on('end', () => response.end('k'))
    })
    expect(await fetched(early, { method: 'POST', body: piecesBody(slow()) }, 80)).toBe('ok')
  })

  it('is not the server’s that cannot get its echo away', async () => {
    const url = await httpServer((request, response) => request.pipe(response))
    const body = piecesBody(Array.from({ length: 400 }, () => PIECE))
    let count = 0
    let sum = 0
    const answer = await start(url, { method: 'POST', body }, 100)
    await answer.into((piece) => {
      sum += piece.length
      return count++ === 0 ? pause(500) : undefined
    })
    expect(sum).toBe(400 * PIECE.length)
  })
})
