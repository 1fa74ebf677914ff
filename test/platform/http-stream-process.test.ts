import { describe, expect, it } from 'vitest'
import { bundled, ended, startScript } from '../support/bundle.js'
import { deserted, httpServer, socketServer } from '../support/servers.js'

const MIB = 1024 * 1024
const BYTES = 300 * MIB
const PIECE = Buffer.alloc(MIB, 'x')

async function withStream(script: string): Promise<string> {
  const bundle = await bundled('platform/http-stream.ts')
  return `const { httpStream } = await import(${JSON.stringify(bundle)})\n${script}`
}

describe('a process that streams', () => {
  it('holds little of a large body in memory, whichever way it goes', async () => {
    let received = 0
    const url = await httpServer((request, response) => {
      request.on('data', (piece) => {
        received += piece.length
      })
      request.on('end', () => {
        if (request.method === 'POST') return response.end()
        if (request.url === '/length') response.setHeader('content-length', BYTES)
        let left = BYTES / MIB
        const more = () => {
          while (left-- > 0) if (!response.write(PIECE)) return response.once('drain', more)
          response.end()
        }
        more()
      })
    })
    const script = await withStream(`
      const stream = httpStream(5000)
      let peak = 0
      const look = () => { peak = Math.max(peak, process.memoryUsage.rss()) }
      look()
      const before = peak
      const timer = setInterval(look, 5)
      for (const path of ['/length', '/chunks']) {
        const answer = await stream({ method: 'GET', url: '${url}' + path, headers: [] })
        let length = 0
        let count = 0
        await answer.into((piece) => {
          length += piece.length
          return ++count % 100 === 0 ? new Promise((resolve) => setTimeout(resolve, 1)) : undefined
        })
        console.log(length)
      }
      async function* read() { for (let at = 0; at < ${BYTES / MIB}; at++) yield Buffer.alloc(${MIB}, 120) }
      const answer = await stream({ method: 'POST', url: '${url}', headers: [], body: { repeatable: false, read } })
      await answer.into(() => undefined)
      clearInterval(timer)
      console.log(Math.round((peak - before) / ${MIB}))`)
    const { stdout, stderr } = await ended(startScript(script))
    const [length, chunks, grown] = stdout.trim().split('\n').map(Number)
    expect({ length, chunks, received, stderr }).toEqual({
      length: BYTES,
      chunks: BYTES,
      received: BYTES,
      stderr: '',
    })
    expect(grown).toBeLessThan(120)
  })

  it('is not kept waiting by a connection that is kept', async () => {
    const url = await httpServer((_, response) => response.end('ok'))
    const script = await withStream(`
      const answer = await httpStream(30_000)({ method: 'GET', url: '${url}', headers: [] })
      await answer.into((piece) => void console.log(String(piece)))`)
    expect(await ended(startScript(script))).toMatchObject({ code: 0, stdout: 'ok\n' })
  }, 5000)

  it('lets no failure get away, whatever servers, sources and sinks do', async () => {
    const urls = {
      deserted: await deserted(),
      gone: await socketServer((socket) => socket.destroy()),
      reset: await socketServer((socket) => socket.once('data', () => socket.resetAndDestroy())),
      mute: await socketServer((socket) => socket.pause()),
      nonsense: await socketServer((socket) => socket.end('nonsense\r\n\r\n')),
      cut: await socketServer((socket) =>
        socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\nfive!')),
      ),
      broken: await socketServer((socket) =>
        socket.once('data', () =>
          socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfive!\r\nxyz\r\n'),
        ),
      ),
      early: await socketServer((socket) =>
        socket.once('data', () => {
          socket.write('HTTP/1.1 413 No\r\nContent-Length: 2\r\n\r\nno')
          setTimeout(() => socket.resetAndDestroy(), 5)
        }),
      ),
      upgrade: await socketServer((socket) =>
        socket.once('data', () =>
          socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
        ),
      ),
      good: await httpServer((request, response) => request.pipe(response)),
      endless: await socketServer((socket) =>
        socket.once('data', () => {
          const more = (error?: Error | null) => void (error || socket.write(PIECE, more))
          socket.write('HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n', more)
        }),
      ),
    }
    const script = await withStream(`
      const escaped = []
      for (const event of ['unhandledRejection', 'uncaughtException'])
        process.on(event, (error) => escaped.push(event + ' ' + error.stack))
      const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
      const piece = Buffer.alloc(65536)
      const sources = {
        none: () => undefined,
        short: () => ({ length: 1, repeatable: true, async *read() { yield Buffer.from('x') } }),
        broken: () => ({ repeatable: true, async *read() { yield piece; throw new Error('source') } }),
        breaksLate: () => ({ repeatable: false, async *read() { yield piece; await pause(20); throw new Error('source') } }),
        long: () => ({ repeatable: false, async *read() { for (let at = 0; at < 100; at++) yield piece } }),
      }
      const sinks = {
        quick: () => undefined,
        slow: () => pause(5),
        throwing: () => { throw new Error('sink') },
        rejecting: () => pause(1).then(() => { throw new Error('sink') }),
        closing: undefined,
        forgetting: undefined,
      }
      const one = async (stream, url, source, sink) => {
        const body = sources[source]()
        const answer = await stream({ method: body ? 'POST' : 'GET', url, headers: [], ...(body && { body }) })
        if (sink === 'forgetting') return pause(30).then(() => answer.close())
        if (sink === 'closing') {
          const taking = answer.into(() => pause(10_000))
          answer.close()
          return taking
        }
        const late = setTimeout(() => answer.close(), 300)
        return answer.into(sinks[sink]).finally(() => clearTimeout(late))
      }
      const open = new Set()
      const all = []
      const stream = httpStream(150)
      for (const [name, url] of ${JSON.stringify(Object.entries(urls))})
        for (const source of Object.keys(sources))
          for (const sink of Object.keys(sinks)) {
            const how = [name, source, sink].join(' ')
            open.add(how)
            all.push(one(stream, url, source, sink).catch((error) => {
              if (!['MP_UNREACHABLE', 'MP_UNANSWERED'].includes(error.code) && !['source', 'sink'].includes(error.message)) escaped.push(error.stack)
            }).then(() => open.delete(how)))
          }
      await Promise.race([Promise.all(all), pause(10_000)])
      await pause(100)
      console.log(JSON.stringify({ open: [...open], escaped }))
      process.exit(0)`)
    const { stdout, stderr } = await ended(startScript(script))
    expect({ ...JSON.parse(stdout), stderr }).toEqual({ open: [], escaped: [], stderr: '' })
  })
})
