import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createServer as createSecureServer } from 'node:tls'

/**
 * A server of bytes, in a process of its own: `GET /n` gives n of them, and what is posted is counted and thrown away. It speaks
 * just enough HTTP, straight on the socket, so that as little as possible of what is measured is its own time.
 */
const TLS = join(import.meta.dirname, '..', 'support', 'tls')
const PIECE = Buffer.alloc(256 * 1024, 'maskinporten ')
const HEAD_END = Buffer.from('\r\n\r\n')

function meet(socket) {
  let head = Buffer.alloc(0)
  let left = -1
  socket.on('error', () => {})
  socket.on('data', (bytes) => {
    if (left >= 0) return take(bytes.length)
    head = Buffer.concat([head, bytes])
    const end = head.indexOf(HEAD_END)
    if (end < 0) return
    const text = head.toString('latin1', 0, end)
    const rest = head.length - end - HEAD_END.length
    head = Buffer.alloc(0)
    const [, method, size] = /^(\w+) \/(\d*)/.exec(text) ?? []
    if (method === 'GET') return give(Number(size))
    left = Number(/^content-length: *(\d+)/im.exec(text)?.[1] ?? 0)
    if (/^expect:/im.test(text)) socket.write('HTTP/1.1 100 Continue\r\n\r\n')
    take(rest)
  })

  function take(length) {
    left -= length
    if (left <= 0) socket.end('HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n')
  }

  function give(size) {
    socket.write(
      `HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncontent-length: ${size}\r\nconnection: close\r\n\r\n`,
    )
    let sent = 0
    const more = () => {
      while (sent < size) {
        const piece = size - sent < PIECE.length ? PIECE.subarray(0, size - sent) : PIECE
        sent += piece.length
        if (!socket.write(piece)) return
      }
      socket.off('drain', more)
      socket.end()
    }
    socket.on('drain', more)
    more()
  }
}

const certificate = {
  cert: readFileSync(join(TLS, 'loopback.crt')),
  key: readFileSync(join(TLS, 'server.key')),
}
const plain = createServer(meet).listen(0, '127.0.0.1', () => {
  const secure = createSecureServer(certificate, meet).listen(0, '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${plain.address().port} https://127.0.0.1:${secure.address().port}`)
  })
})
