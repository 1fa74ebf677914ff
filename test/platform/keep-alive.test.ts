import { describe, expect, it, onTestFinished } from 'vitest'
import { keepAlivePool } from '../../src/platform/keep-alive.js'
import type { HttpRequest } from '../../src/protocol/http.js'
import { bundled, ended, startScript } from '../support/bundle.js'
import { rejectionOf } from '../support/failure.js'
import { httpServer, httpsServer, proxyServer, socketServer, tlsPath } from '../support/servers.js'

function pool(connections = 4, timeoutMs = 2000) {
  const opened = keepAlivePool(timeoutMs, connections)
  onTestFinished(() => opened.close())
  return opened
}

function get(url: string): HttpRequest {
  return { method: 'GET', url, headers: {} }
}

describe('connections that are kept', () => {
  it('are used again, never more of them than was said', async () => {
    const ports = new Set<number | undefined>()
    const url = await httpServer((request, response) => {
      ports.add(request.socket.remotePort)
      request.resume().on('end', () => setImmediate(() => response.end(request.url)))
    })
    const { send } = pool(3)
    const paths = Array.from({ length: 40 }, (_, index) => `/${index}`)
    const answers = await Promise.all(
      paths.map((path) => send({ ...get(`${url}${path}`), method: 'POST', body: 'blåbær' })),
    )
    expect(answers.map(({ body }) => body)).toEqual(paths)
    expect(ports.size).toBe(3)
  })

  it('are begun anew when a server has ended them', async () => {
    const ports = new Set<number | undefined>()
    const url = await httpServer((request, response) => {
      ports.add(request.socket.remotePort)
      response.setHeader('connection', 'close')
      response.end()
    })
    const { send } = pool(1)
    for (let round = 0; round < 3; round++) expect((await send(get(url))).status).toBe(200)
    expect(ports.size).toBe(3)
  })

  it('that a server cuts as the next request comes are a failure that passes', async () => {
    const url = await socketServer((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
        socket.once('data', () => socket.destroy())
      })
    })
    const { send } = pool(1)
    await send(get(url))
    const error = await rejectionOf(send(get(url)))
    expect([error.code, error.transient]).toEqual(['MP_UNREACHABLE', true])
    expect((await send(get(url))).status).toBe(200)
  })

  it('are not kept for an answer that did not come in time', async () => {
    let requests = 0
    const url = await httpServer((_, response) => {
      if (++requests > 1) response.end('late')
    })
    const { send } = pool(1, 60)
    const error = await rejectionOf(send(get(url)))
    expect(error.message).toBe(`GET ${url} got no whole answer in 0.06 s`)
    expect((await send(get(url))).body).toBe('late')
  })

  it('go to nobody in the clear, and to nobody whose certificate is not believed', async () => {
    const { send } = pool()
    expect((await rejectionOf(send(get('http://maskinporten.no/token')))).message).toMatch(
      /would not be encrypted/,
    )
    const url = await httpsServer('loopback.crt', (_, response) => response.end())
    expect((await rejectionOf(send(get(url)))).message).toMatch(/unknown authority/)
  })
})

describe('connections that are kept through a proxy', () => {
  it('are one tunnel for many requests over TLS', async () => {
    const url = await httpsServer('loopback.crt', (request, response) => response.end(request.url))
    const proxy = await proxyServer()
    const file = await bundled('platform/keep-alive.ts')
    const script = `
      const { keepAlivePool } = await import(${JSON.stringify(file)})
      const { send, close } = keepAlivePool(5000, 1, ${JSON.stringify({ HTTPS_PROXY: proxy.origin })})
      for (const path of ['/a', '/b', '/c'])
        console.log((await send({ method: 'GET', url: ${JSON.stringify(url)} + path, headers: {} })).body)
      close()`
    const said = await ended(startScript(script, { NODE_EXTRA_CA_CERTS: tlsPath('authority.crt') }))
    expect(said).toMatchObject({ code: 0, stdout: '/a\n/b\n/c\n', stderr: '' })
    expect(proxy.asked).toEqual([`CONNECT ${new URL(url).host}`])
  })

  it('are one to the proxy for many requests of plain HTTP', async () => {
    const url = await httpServer((request, response) => response.end(request.url))
    const proxy = await proxyServer()
    const { send, close } = keepAlivePool(2000, 1, { HTTP_PROXY: proxy.origin })
    onTestFinished(close)
    for (const path of ['/a', '/b']) expect((await send(get(`${url}${path}`))).body).toBe(path)
    expect(proxy.asked).toEqual([`GET ${url}/a`, `GET ${url}/b`])
  })
})
