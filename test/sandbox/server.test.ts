import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Answer, Handler } from '../../src/sandbox/answer.js'
import { createSandbox } from '../../src/sandbox/routes.js'
import { type Listening, listen } from '../../src/sandbox/server.js'
import { type Bench, NOW, openBench } from './support/bench.js'

let bench: Bench
let server: Listening | undefined

beforeAll(async () => {
  bench = await openBench()
}, 60_000)
afterAll(() => bench.remove())
afterEach(async () => {
  await server?.close()
  server = undefined
})

const echo: Handler = async (request) => ({
  status: 200,
  headers: { 'content-type': 'application/json', date: 'Tue, 14 Nov 2023 22:13:20 GMT' },
  body: JSON.stringify(request),
})

/** What the server says to bytes of one's own, until it hangs up. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    let said = ''
    socket.on('data', (chunk) => {
      said += chunk
    })
    socket.on('close', () => resolve(said))
    socket.on('error', reject)
  })
}

describe('a listening sandbox', () => {
  it('gives a token over a real socket', async () => {
    const options = { state: bench.state, now: () => NOW, newId: () => crypto.randomUUID() }
    server = await listen((origin) => createSandbox({ ...options, origin }), { port: 0 })
    const { headers, body = '' } = bench.ask({ claims: { aud: `${server.origin}/` } })
    const response = await fetch(`${server.origin}/token`, { method: 'POST', headers, body })
    expect(response.status).toBe(200)
    expect(response.headers.get('date')).toBe('Tue, 14 Nov 2023 22:13:20 GMT')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toMatchObject({ token_type: 'Bearer', expires_in: 119 })
  })

  it('hands the request over as a value', async () => {
    server = await listen(() => echo, { port: 0 })
    const response = await fetch(`${server.origin}/a%2Fb?c=d`, {
      method: 'PUT',
      headers: { 'X-Test': 'yes' },
      body: 'blåbær',
    })
    expect(response.headers.get('date')).toBe('Tue, 14 Nov 2023 22:13:20 GMT')
    expect(await response.json()).toMatchObject({
      method: 'PUT',
      url: `${server.origin}/a%2Fb?c=d`,
      headers: { 'x-test': 'yes' },
      body: 'blåbær',
    })
  })

  it('listens on loopback, on any port that is free', async () => {
    server = await listen(() => echo, { port: 0 })
    expect(server.origin).toBe(`http://127.0.0.1:${server.port}`)
    expect(server.port).toBeGreaterThan(0)
  })

  it('listens nowhere else', async () => {
    await expect(listen(() => echo, { port: 0, host: '0.0.0.0' })).rejects.toThrow(RangeError)
  })

  it('says with the system’s own code that a port is taken', async () => {
    server = await listen(() => echo, { port: 0 })
    await expect(listen(() => echo, { port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  it('ends connections that are kept alive, and gives the port back', async () => {
    const first = await listen(() => echo, { port: 0 })
    const idle = raw(first.port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    const half = raw(first.port, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n').catch(
      () => 'reset',
    )
    await fetch(first.origin)
    const begun = performance.now()
    await first.close()
    expect(performance.now() - begun).toBeLessThan(1000)
    expect(await idle).toContain('200 OK')
    await half
    server = await listen(() => echo, { port: first.port })
  })

  it('takes a body of one MiB and refuses one byte more', async () => {
    server = await listen(() => echo, { port: 0 })
    const { origin } = server
    const post = (size: number) => fetch(origin, { method: 'POST', body: 'x'.repeat(size) })
    expect((await post(1024 * 1024)).status).toBe(200)
    const refused = await post(1024 * 1024 + 1)
    expect(refused.status).toBe(413)
    expect(await refused.json()).toMatchObject({ error: 'invalid_request' })
  })

  it('refuses a body that does not say how long it is, once it is too long', async () => {
    server = await listen(() => echo, { port: 0 })
    const chunk = `${(65536).toString(16)}\r\n${'x'.repeat(65536)}\r\n`
    const said = await raw(
      server.port,
      `POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(17)}`,
    )
    expect(said).toMatch(/^HTTP\/1\.1 413 /)
  })

  it('does not wait for ever for a slow request', async () => {
    server = await listen(() => echo, { port: 0, patienceMs: 100 })
    expect(await raw(server.port, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc')).toMatch(
      /^HTTP\/1\.1 408 /,
    )
    expect(await raw(server.port, 'POST / HT')).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('tells nothing of a handler that throws', async () => {
    server = await listen(() => async () => Promise.reject(new Error('a secret')), { port: 0 })
    const response = await fetch(server.origin)
    expect(response.status).toBe(500)
    expect(await response.text()).toBe('{"error":"server_error","error_description":"The sandbox failed."}')
  })

  it('knows a proxy’s absolute target, and survives a target that is none', async () => {
    server = await listen(() => echo, { port: 0 })
    const ask = (target: string) =>
      raw(server?.port ?? 0, `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
    expect(await ask('http://elsewhere.example/jwk')).toContain(`"url":"${server.origin}/jwk"`)
    expect(await ask('*')).toContain(`"url":"${server.origin}/*"`)
  })

  it('sends no body to HEAD', async () => {
    server = await listen(() => echo, { port: 0 })
    expect(await (await fetch(server.origin, { method: 'HEAD' })).text()).toBe('')
  })
})

describe('an answer in a manner of its own', () => {
  const whole = { status: 200, headers: { 'content-type': 'text/plain' }, body: 'blåbærsyltetøy' }

  async function served(answer: Answer): Promise<Listening> {
    server = await listen(() => async () => answer, { port: 0 })
    return server
  }

  it('comes late, and comes whole', async () => {
    const { origin } = await served({ ...whole, manner: { kind: 'late', ms: 30 } })
    expect(await (await fetch(origin)).text()).toBe(whole.body)
  })

  it('comes byte by byte, and whole in the end', async () => {
    const { port } = await served({ ...whole, body: 'byte by byte', manner: { kind: 'drip', everyMs: 1 } })
    const said = await raw(port, 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    expect(said).toMatch(/content-length: 12\r\n/)
    expect(said.split('\r\n\r\n')[1]).toBe('byte by byte')
  })

  it('breaks off in the middle', async () => {
    const { port } = await served({ ...whole, body: '0123456789', manner: { kind: 'truncated' } })
    const said = await raw(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    expect(said).toMatch(/content-length: 10\r\n/)
    expect(said.split('\r\n\r\n')[1]).toBe('01234')
  })

  it('is no answer but a reset', async () => {
    const { port } = await served({ ...whole, manner: { kind: 'reset' } })
    await expect(raw(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')).rejects.toMatchObject({ code: 'ECONNRESET' })
  })

  it('is silence, until the server closes', async () => {
    const { port, close } = await served({ ...whole, manner: { kind: 'silence' } })
    const said = raw(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await new Promise((resolve) => setTimeout(resolve, 50))
    await close()
    expect(await said).toBe('')
  })

  it('goes on as long as the client stays, and is told when it leaves', async () => {
    let push: (text: string) => void = () => {}
    const left = new Promise<void>((resolve) => {
      const begin = (pushing: typeof push) => {
        push = pushing
        push('one')
        return resolve
      }
      void served({ ...whole, body: '', manner: { kind: 'stream', begin } })
    })
    await expect.poll(() => server).toBeDefined()
    const leaving = new AbortController()
    const { body } = await fetch(server?.origin ?? '', { signal: leaving.signal })
    const reader = body?.getReader()
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('one')
    push('two')
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('two')
    leaving.abort()
    await left
  })
})
