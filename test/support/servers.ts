import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from 'node:net'
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
