import { createServer } from 'node:net'

/**
 * A token endpoint in a process of its own that gives everyone the same token over kept connections. It speaks just enough HTTP,
 * straight on the socket, so that as little as possible of what is measured is its own time.
 */
const body = JSON.stringify({
  access_token: `eyJhbGciOiJSUzI1NiJ9.${'e'.repeat(600)}.${'s'.repeat(342)}`,
  token_type: 'Bearer',
  expires_in: 119,
  scope: 'brreg:losore/utlegg',
})
const ANSWER = Buffer.from(
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
)
const HEAD_END = Buffer.from('\r\n\r\n')

function meet(socket) {
  let waiting = Buffer.alloc(0)
  socket.setNoDelay(true)
  socket.on('error', () => {})
  socket.on('data', (bytes) => {
    waiting = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes])
    for (let end = endOf(waiting); end !== undefined; end = endOf(waiting)) {
      waiting = waiting.subarray(end)
      socket.write(ANSWER)
    }
  })
}

/** Where the first whole request ends, if there is one. */
function endOf(bytes) {
  const head = bytes.indexOf(HEAD_END)
  if (head < 0) return undefined
  const length = Number(/content-length: *(\d+)/i.exec(bytes.toString('latin1', 0, head))?.[1] ?? 0)
  const end = head + HEAD_END.length + length
  return bytes.length >= end ? end : undefined
}

const server = createServer(meet).listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}`)
})
