import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener, request as requestHttp } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import {
  type AddressInfo,
  connect,
  createServer as createSocketServer,
  type Server,
  type Socket,
} from 'node:net'
import { onTestFinished } from 'vitest'

/** A server on loopback that answers HTTP; gone when the test is over. */
export async function httpServer(answer: RequestListener): Promise<string> {
  return `http://${await listening(createServer(answer))}`
}

/** One that answers HTTP over TLS, with a certificate of `tls/`. */
export async function httpsServer(certificate: string, answer: RequestListener): Promise<string> {
  const options = { cert: tlsFile(certificate), key: tlsFile('server.key') }
  return `https://${await listening(createSecureServer(options, answer))}`
}

/** One that does with each connection what it likes. */
export async function socketServer(meet: (socket: Socket) => void): Promise<string> {
  return `http://${await listening(createSocketServer(meet))}`
}

/** A port on loopback where nobody listens. */
export async function deserted(): Promise<string> {
  const server = createSocketServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return `http://127.0.0.1:${port}`
}

export function tlsPath(name: string): string {
  return new URL(`tls/${name}`, import.meta.url).pathname
}

function tlsFile(name: string): Buffer {
  return readFileSync(tlsPath(name))
}

async function listening(server: Server): Promise<string> {
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => open.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    for (const socket of open) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

export interface ProxyServer {
  origin: string
  /** What it was asked for, a line each: `CONNECT host:port` or `POST http://…`. */
  asked: string[]
  /** The credentials that came with each. */
  credentials: (string | undefined)[]
}

/** A proxy that passes everything on, or turns it away with a status. It reads nothing of what goes through a tunnel. */
export async function proxyServer(status = 200): Promise<ProxyServer> {
  const asked: string[] = []
  const credentials: (string | undefined)[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    credentials.push(request.headers['proxy-authorization'])
    if (status !== 200) return response.writeHead(status).end('turned away')
    const { method, headers } = request
    const { 'proxy-authorization': _, ...rest } = headers
    const onwards = requestHttp(request.url ?? '', { method, headers: rest }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers)
      answer.pipe(response)
    })
    request.pipe(onwards)
  })
  server.on('connect', (request, socket: Socket) => {
    asked.push(`CONNECT ${request.url}`)
    credentials.push(request.headers['proxy-authorization'])
    if (status !== 200) return socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`)
    const [host, port] = (request.url ?? '').split(':')
    const onwards = connect(Number(port), host)
    onwards.on('connect', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.pipe(onwards).pipe(socket)
    })
    for (const one of [socket, onwards]) one.on('error', () => onwards.destroy())
    socket.on('close', () => onwards.destroy())
  })
  return { origin: `http://${await listening(server)}`, asked, credentials }
}
