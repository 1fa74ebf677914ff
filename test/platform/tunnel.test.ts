import { describe, expect, it } from 'vitest'
import { httpSender } from '../../src/platform/http.js'
import { httpStream } from '../../src/platform/http-stream.js'
import { keepAlivePool } from '../../src/platform/keep-alive.js'
import { bundled, ended, startScript } from '../support/bundle.js'
import { rejectionOf } from '../support/failure.js'
import { deserted, httpServer, httpsServer, proxyServer, socketServer, tlsPath } from '../support/servers.js'

const POST = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'assertion=hemmelig' }

/** A server that tells what came, and is told of it. */
function echo(heard: string[]) {
  return httpsServer('loopback.crt', async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    heard.push(`${request.method} ${request.url} ${request.headers.host} ${body}`)
    response.end('there')
  })
}

describe('a request over TLS through a proxy', () => {
  it('reaches the server, and the proxy reads no more than where it goes', async () => {
    const heard: string[] = []
    const url = await echo(heard)
    const proxy = await proxyServer()
    const file = await bundled('platform/http.ts')
    const env = { HTTPS_PROXY: proxy.origin.replace('://', '://kari:hem%3Amelig@') }
    const script = `
      const { httpSender } = await import(${JSON.stringify(file)})
      const { status, body } = await httpSender(5000, ${JSON.stringify(env)})(${JSON.stringify({ ...POST, url: `${url}/token` })})
      console.log(status, body)`
    const { stdout, stderr } = await ended(
      startScript(script, { NODE_EXTRA_CA_CERTS: tlsPath('authority.crt') }),
    )
    const host = new URL(url).host
    expect({ stdout, stderr }).toEqual({ stdout: '200 there\n', stderr: '' })
    expect(heard).toEqual([`POST /token ${host} assertion=hemmelig`])
    expect(proxy.asked).toEqual([`CONNECT ${host}`])
    expect(proxy.credentials).toEqual([`Basic ${Buffer.from('kari:hem:melig').toString('base64')}`])
  })

  it('carries bodies of a call both ways, over one tunnel', async () => {
    const heard: string[] = []
    const url = await echo(heard)
    const proxy = await proxyServer()
    const file = await bundled('platform/http-stream.ts')
    const script = `
      const { httpStream } = await import(${JSON.stringify(file)})
      const stream = httpStream(5000, ${JSON.stringify({ HTTPS_PROXY: proxy.origin })})
      for (const path of ['/a', '/b']) {
        const answer = await stream({ method: 'GET', url: ${JSON.stringify(url)} + path, headers: [] })
        await answer.into((piece) => void process.stdout.write(piece))
      }
      process.exit()`
    const { stdout, stderr } = await ended(
      startScript(script, { NODE_EXTRA_CA_CERTS: tlsPath('authority.crt') }),
    )
    const host = new URL(url).host
    expect({ stdout, stderr }).toEqual({ stdout: 'therethere', stderr: '' })
    expect(heard).toEqual([`GET /a ${host} `, `GET /b ${host} `])
    expect(proxy.asked).toEqual([`CONNECT ${host}`])
  })

  it('checks the server’s certificate as without one', async () => {
    const heard: string[] = []
    const url = await echo(heard)
    const proxy = await proxyServer()
    const error = await rejectionOf(httpSender(5000, { HTTPS_PROXY: proxy.origin })({ ...POST, url }))
    expect(error.message).toBe(`POST ${url} met a server certificate from an unknown authority`)
    expect(error.transient).toBe(false)
    expect(heard).toEqual([])
  })

  it.each([
    [
      407,
      'was turned away by the proxy <proxy> ($HTTPS_PROXY) with 407 (it wants a name and a password, in its URL)',
      false,
    ],
    [403, 'was turned away by the proxy <proxy> ($HTTPS_PROXY) with 403', false],
    [503, 'was turned away by the proxy <proxy> ($HTTPS_PROXY) with 503', true],
  ])('is turned away with %i in words that hold no password', async (status, words, transient) => {
    const { origin } = await proxyServer(status)
    const env = { HTTPS_PROXY: origin.replace('://', '://kari:hemmelig@') }
    const error = await rejectionOf(
      httpSender(5000, env)({ ...POST, url: 'https://maskinporten.example/token' }),
    )
    expect(error.code).toBe('MP_UNREACHABLE')
    expect(error.message).toBe(`POST https://maskinporten.example/token ${words.replace('<proxy>', origin)}`)
    expect(error.transient).toBe(transient)
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('hemmelig')
  })

  it('says that it is the proxy that nobody is at', async () => {
    const origin = await deserted()
    const error = await rejectionOf(
      httpSender(5000, { HTTPS_PROXY: origin })({ ...POST, url: 'https://a.example/' }),
    )
    expect(error.message).toBe(
      `POST https://a.example/ did not get through the proxy ${origin} ($HTTPS_PROXY): found nobody listening (connection refused)`,
    )
    expect(error.transient).toBe(true)
  })

  it('runs out of time as every other', async () => {
    const origin = await socketServer(() => {})
    const error = await rejectionOf(
      httpSender(100, { HTTPS_PROXY: origin })({ ...POST, url: 'https://a.example/' }),
    )
    expect(error.message).toBe('POST https://a.example/ got no whole answer in 0.1 s')
  })
})

describe('a request of plain HTTP on this machine', () => {
  it('is put to a proxy on this machine whole', async () => {
    const heard: string[] = []
    const url = await httpServer((request, response) => {
      heard.push(`${request.url} ${request.headers.host} ${request.headers['proxy-authorization']}`)
      response.end('there')
    })
    const proxy = await proxyServer()
    const env = { HTTP_PROXY: proxy.origin.replace('://', '://kari:x@') }
    expect(await httpSender(5000, env)({ ...POST, url: `${url}/token` })).toMatchObject({
      status: 200,
      body: 'there',
    })
    expect(proxy.asked).toEqual([`POST ${url}/token`])
    expect(proxy.credentials).toEqual([`Basic ${Buffer.from('kari:x').toString('base64')}`])
    expect(heard).toEqual([`/token ${new URL(url).host} undefined`])
  })

  it.each([
    ['100%', '100%'],
    ['%zz%41', '%zzA'],
    ['bl%C3%A5b%C3%A6r', 'blåbær'],
  ])('takes the password %s for %s', async (written, password) => {
    const url = await httpServer((_, response) => response.end())
    const proxy = await proxyServer()
    const env = { HTTP_PROXY: proxy.origin.replace('://', `://kari:${written}@`) }
    await httpSender(5000, env)({ ...POST, url })
    expect(proxy.credentials).toEqual([`Basic ${Buffer.from(`kari:${password}`).toString('base64')}`])
  })

  it('names the proxy that does not answer', async () => {
    const [origin, url] = [await deserted(), 'http://127.0.0.1:8473/']
    const env = { HTTP_PROXY: origin.replace('://', '://kari:geheim@') }
    const told = `did not get through the proxy ${origin} ($HTTP_PROXY): found nobody listening (connection refused)`
    const pool = keepAlivePool(5000, 1, env)
    for (const send of [httpSender(5000, env), pool.send])
      expect((await rejectionOf(send({ ...POST, url }))).message).toBe(`POST ${url} ${told}`)
    const streamed = httpStream(5000, env)({ method: 'GET', url, headers: [] })
    expect((await rejectionOf(streamed)).message).toBe(`GET ${url} ${told}`)
    pool.close()
  })
})
