import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { httpSender } from '../../src/platform/http.js'
import type { HttpRequest, HttpResponse } from '../../src/protocol/http.js'
import { bundled, ended, startScript } from '../support/bundle.js'
import { codeOfRejection, rejectionOf } from '../support/failure.js'
import { deserted, httpServer, httpsServer, socketServer, tlsPath } from '../support/servers.js'

const MIB = 1024 * 1024

function send(url: string, request: Partial<HttpRequest> = {}, timeoutMs = 2000): Promise<HttpResponse> {
  return httpSender(timeoutMs)({ method: 'GET', url, headers: {}, ...request })
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** A server that answers each request with these bytes, and then does as it is told. */
function rawServer(bytes: string, then: (socket: Socket) => void = () => {}): Promise<string> {
  return socketServer((socket) => socket.once('data', () => socket.write(bytes, () => then(socket))))
}

describe('a request', () => {
  it('arrives as it was made', async () => {
    let seen: unknown
    const url = await httpServer(async (request, response) => {
      const { method, url, headers } = request
      seen = {
        method,
        url,
        type: headers['content-type'],
        accept: headers.accept,
        body: await bodyOf(request),
      }
      response.end()
    })
    await send(`${url}/token?x=1%202`, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'text/plain' },
      body: 'grant=blåbær',
    })
    expect(seen).toEqual({
      method: 'POST',
      url: '/token?x=1%202',
      type: 'text/plain',
      accept: 'application/json',
      body: 'grant=blåbær',
    })
  })

  it('tells the length of its body in bytes, and keeps no connection', async () => {
    let headers: unknown
    const url = await httpServer((request, response) => {
      headers = request.headers
      response.end()
    })
    await send(url, { method: 'POST', body: 'å' })
    expect(headers).toMatchObject({ 'content-length': '2', connection: 'close' })
    expect(headers).not.toHaveProperty('transfer-encoding')
    await send(url)
    expect(headers).toMatchObject({ 'content-length': '0' })
  })

  it('uses a new connection each time', async () => {
    const ports = new Set<number | undefined>()
    const url = await httpServer((request, response) => {
      ports.add(request.socket.remotePort)
      response.end()
    })
    const sender = httpSender(2000)
    for (let round = 0; round < 3; round++) await sender({ method: 'GET', url, headers: {} })
    expect(ports.size).toBe(3)
  })

  it.each(['http://maskinporten.no/token', 'ftp://127.0.0.1/', 'nonsense', ''])(
    'is not sent where it would not be encrypted: %j',
    async (url) => {
      const error = await rejectionOf(send(url, {}, 50))
      expect(error.code).toBe('MP_UNREACHABLE')
      expect(error.message).toMatch(/would not be encrypted/)
    },
  )

  it.each(['HTTPS://', ' https://'])('knows a scheme however it is written: %j', async (scheme) => {
    const url = await httpsServer('loopback.crt', (_, response) => response.end())
    const error = await rejectionOf(send(url.replace('https://', scheme)))
    expect(error.message).toMatch(/unknown authority/)
  })
})

describe('an answer', () => {
  it.each([200, 204, 400, 401, 404, 429, 500, 503])(
    'is given whole, whatever its status: %i',
    async (status) => {
      const url = await httpServer((_, response) => {
        response.writeHead(status, { 'Content-Type': 'text/plain', 'X-Mixed-Case': 'x' })
        response.end(status === 204 ? '' : 'blåbær')
      })
      const answer = await send(url)
      expect(answer).toMatchObject({ status, body: status === 204 ? '' : 'blåbær' })
      expect(answer.headers).toMatchObject({ 'content-type': 'text/plain', 'x-mixed-case': 'x' })
    },
  )

  it('has its letters whole where a chunk ends in the midst of one', async () => {
    const [before, after] = [Buffer.from('blåbær').subarray(0, 3), Buffer.from('blåbær').subarray(3)]
    const url = await httpServer((_, response) => {
      response.write(before)
      setTimeout(() => response.end(after), 20)
    })
    expect((await send(url)).body).toBe('blåbær')
  })

  it('has headers that came several times joined by a comma and a space', async () => {
    const url = await rawServer(
      'HTTP/1.1 200 OK\r\nLink: a\r\nLINK: b\r\nSet-Cookie: c=1\r\nSet-Cookie: d=2\r\nContent-Length: 0\r\n\r\n',
    )
    const { headers } = await send(url)
    expect(headers.link).toBe('a, b')
    expect(headers['set-cookie']).toBe('c=1, d=2')
  })

  it.each([301, 302, 303, 307, 308])(
    'that redirects is an answer: nothing is sent along %i',
    async (status) => {
      const visited: (string | undefined)[] = []
      const url = await httpServer((request, response) => {
        visited.push(request.url)
        response.writeHead(status, { location: '/elsewhere' })
        response.end()
      })
      const { status: given, headers } = await send(`${url}/token`, { method: 'POST', body: 'assertion=x' })
      expect([given, headers.location, visited]).toEqual([status, '/elsewhere', ['/token']])
    },
  )

  it('may be 1 MiB long, and no byte more', async () => {
    const url = await httpServer((request, response) =>
      response.end('x'.repeat(Number(request.url?.slice(1)))),
    )
    expect((await send(`${url}/${MIB}`)).body).toHaveLength(MIB)
    const error = await rejectionOf(send(`${url}/${MIB + 1}`))
    expect(error.code).toBe('MP_RESPONSE_MALFORMED')
    expect(error.message).toBe(`GET ${url}/${MIB + 1} answered more than 1 MiB`)
  })

  it('without end is left at 1 MiB', async () => {
    let open: Socket | undefined
    const url = await httpServer((request, response) => {
      open = request.socket
      const more = () => response.write('x'.repeat(65536), () => setImmediate(more))
      more()
    })
    expect(await codeOfRejection(send(url))).toBe('MP_RESPONSE_MALFORMED')
    await expect.poll(() => open?.destroyed).toBe(true)
  })

  it('may come without a length, ended by the end of the connection', async () => {
    const url = await rawServer('HTTP/1.1 200 OK\r\n\r\nuntil the end', (socket) => socket.end())
    expect((await send(url)).body).toBe('until the end')
  })

  it('may be preceded by an interim one', async () => {
    const url = await rawServer(
      'HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
    )
    expect(await send(url)).toMatchObject({ status: 200, body: 'ok' })
  })
})

describe('no answer', () => {
  async function failing(url: string, timeoutMs = 2000) {
    const error = await rejectionOf(send(`${url}/token`, { method: 'POST', body: 'geheim' }, timeoutMs))
    expect(error.code).toBe('MP_UNREACHABLE')
    expect(error.message).toContain(`POST ${url}/token`)
    expect(error.message).not.toContain('geheim')
    return error
  }

  it('comes where nobody listens', async () => {
    expect((await failing(await deserted())).message).toMatch(/connection refused/)
  })

  it('comes from a host that is not there', async () => {
    const error = await rejectionOf(send('https://nowhere.invalid/', {}, 2000))
    expect(error.code).toBe('MP_UNREACHABLE')
  })

  it('comes from a server that hangs up', async () => {
    const url = await socketServer((socket) => socket.once('data', () => socket.end()))
    expect((await failing(url)).message).toMatch(/connection reset/)
  })

  it('comes from a server that resets the connection', async () => {
    const url = await socketServer((socket) => socket.once('data', () => socket.resetAndDestroy()))
    expect((await failing(url)).message).toMatch(/connection reset/)
  })

  it('comes from a server that hangs up at once', async () => {
    expect((await failing(await socketServer((socket) => socket.destroy()))).cause).toBeInstanceOf(Error)
  })

  it('comes from a server that says nothing, at the end of the time', async () => {
    const started = performance.now()
    const error = await failing(await socketServer(() => {}), 100)
    expect(error.message).toMatch(/got no whole answer in 0\.1 s/)
    expect(performance.now() - started).toBeLessThan(1000)
  })

  it('comes from a server that drips its headers', async () => {
    const url = await rawServer('HTTP/1.1 200 OK\r\n', (socket) => drip(socket, 'x: y\r\n'))
    expect((await failing(url, 150)).message).toMatch(/no whole answer/)
  })

  it('comes from a server that drips its body', async () => {
    const url = await rawServer('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n', (socket) =>
      drip(socket, 'x'),
    )
    expect((await failing(url, 150)).message).toMatch(/no whole answer/)
  })

  it('comes from a server that stops in the midst of its body, and waits', async () => {
    const url = await rawServer('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfive!')
    expect((await failing(url, 100)).message).toMatch(/no whole answer/)
  })

  it.each([
    ['a length', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfive!'],
    ['chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfive!\r\n'],
  ])('comes from a body with %s that is cut short', async (_, bytes) => {
    const url = await rawServer(bytes, (socket) => socket.end())
    expect((await failing(url)).message).toMatch(/was cut short/)
  })

  it.each(['SSH-2.0-OpenSSH_9.6\r\n', '\u0000\u0001\u0002\u0003', '<html>', 'HTTP/9.9.9 x\r\n\r\n'])(
    'comes from something that does not speak HTTP: %j',
    async (bytes) => {
      expect((await failing(await rawServer(bytes))).message).toMatch(/does not speak HTTP/)
    },
  )

  it('lets go of the connection when the time is over', async () => {
    let open: Socket | undefined
    const url = await socketServer((socket) => {
      open = socket.resume()
    })
    await failing(url, 50)
    await expect.poll(() => open?.destroyed).toBe(true)
  })

  it('keeps no process waiting once there is an answer', async () => {
    const url = await httpServer((_, response) => response.end('x'))
    const bundle = await bundled('platform/http.ts')
    const script = `
      const { httpSender } = await import(${JSON.stringify(bundle)})
      console.log((await httpSender(30_000)({ method: 'GET', url: '${url}', headers: {} })).body)`
    expect(await ended(startScript(script))).toMatchObject({ code: 0, stdout: 'x\n' })
  }, 5000)
})

describe('over TLS', () => {
  it('trusts no authority that it does not know', async () => {
    const url = await httpsServer('loopback.crt', (_, response) => response.end())
    const error = await rejectionOf(send(url))
    expect(error.code).toBe('MP_UNREACHABLE')
    expect(error.message).toBe(`GET ${url} met a server certificate from an unknown authority`)
  })

  it('trusts no certificate that vouches for itself', async () => {
    const url = await httpsServer('self-signed.crt', (_, response) => response.end())
    expect((await rejectionOf(send(url))).message).toBe(`GET ${url} met a self-signed server certificate`)
  })

  it('sends nothing to a server that it does not trust', async () => {
    let asked = 0
    const url = await httpsServer('loopback.crt', (_, response) => {
      asked++
      response.end()
    })
    await rejectionOf(send(url, { method: 'POST', body: 'assertion=x' }))
    expect(asked).toBe(0)
  })

  it('meets a server that does not speak TLS', async () => {
    const url = await httpServer((_, response) => response.end())
    const error = await rejectionOf(send(url.replace('http:', 'https:')))
    expect(error.code).toBe('MP_UNREACHABLE')
    expect(error.message).toMatch(/does not speak TLS/)
  })

  it('runs out of time with a server that never greets', async () => {
    const url = await socketServer(() => {})
    const error = await rejectionOf(send(url.replace('http:', 'https:'), {}, 100))
    expect(error.message).toMatch(/no whole answer in 0\.1 s/)
  })

  it('trusts an authority of NODE_EXTRA_CA_CERTS, and still looks at name and dates', async () => {
    const names = ['loopback', 'elsewhere', 'expired', 'future']
    const urls = await Promise.all(
      names.map((name) => httpsServer(`${name}.crt`, (_, response) => response.end('in'))),
    )
    const bundle = await bundled('platform/http.ts')
    const script = `
      const { httpSender } = await import(${JSON.stringify(bundle)})
      const answers = ${JSON.stringify(urls)}.map((url) =>
        httpSender(5000)({ method: 'GET', url, headers: {} }).then(({ body }) => body, ({ code, message }) => code + message.replace(/^.*:\\d+ /, ' ')))
      console.log(JSON.stringify(await Promise.all(answers)))`
    const { stdout } = await ended(startScript(script, { NODE_EXTRA_CA_CERTS: tlsPath('authority.crt') }))
    expect(JSON.parse(stdout)).toEqual([
      'in',
      'MP_UNREACHABLE met a server certificate for another name',
      'MP_UNREACHABLE met a server certificate that has expired',
      'MP_UNREACHABLE failed (CERT_NOT_YET_VALID)',
    ])
  })

  it('cannot be told to trust everyone', async () => {
    const url = await httpsServer('self-signed.crt', (_, response) => response.end('in'))
    const bundle = await bundled('platform/http.ts')
    const script = `
      const { httpSender } = await import(${JSON.stringify(bundle)})
      console.log(await httpSender(5000)({ method: 'GET', url: '${url}', headers: {} }).then(({ body }) => body, ({ code }) => code))`
    const { stdout } = await ended(startScript(script, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }))
    expect(stdout).toBe('MP_UNREACHABLE\n')
  })
})

/** One piece every 20 ms, for as long as anyone listens. */
function drip(socket: Socket, piece: string): void {
  const timer = setInterval(() => socket.write(piece), 20)
  socket.on('close', () => clearInterval(timer))
}
