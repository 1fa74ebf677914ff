import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { claimsOf } from '../../support/sandbox-files.js'
import { deserted, httpServer, httpsServer, socketServer } from '../../support/servers.js'

/** What may go wrong between mp and a token endpoint, and what mp makes of it. `<endpoint>` and `<host>` stand for where it is. */
export interface Fault {
  fault: string
  /** Begins the server that has the fault, and gives its origin. */
  serve(): Promise<string>
  exit: 0 | 4 | 5
  tries: number
  time: string
  says: string
  /** It takes an authority that Node is told of when it starts. */
  trusted?: true
}

/** The token of the answers that are good, and of some that are not. */
export const TOKEN = 'aa.the-token.cc'
// Enough for a handshake on a busy machine.
export const TIMEOUT = 0.4

const AT_ONCE = 'at once'
const BACKOFF = 'at most 1.4 s'
const PATIENCE = '3 × timeout + at most 1.4 s'
const GOOD = { access_token: TOKEN, token_type: 'Bearer', expires_in: 119, scope: 'a:b' }

function json(response: ServerResponse, body: unknown, status = 200, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

const good: RequestListener = (_, response) => json(response, GOOD)

/** Answers the first request in this way, and all others with a token. */
function first(answer: RequestListener, then = good): RequestListener {
  let asked = 0
  return (request, response) => (asked++ === 0 ? answer : then)(request, response)
}

const status =
  (code: number, headers = {}, body = ''): RequestListener =>
  (_, response) =>
    response.writeHead(code, headers).end(body)

const answers = (body: unknown) => () => httpServer((_, response) => json(response, body))

/** Answers each request with these bytes, and then does as it is told. */
const bytes = (text: string, then: (socket: Socket) => void) => () =>
  socketServer((socket) => socket.once('data', () => socket.write(text, () => then(socket))))

const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString()
const HTML = '<html><h1>Bad gateway</h1></html>'

function drip(socket: Socket): void {
  const timer = setInterval(() => socket.write('x'), 30)
  socket.on('close', () => clearInterval(timer))
}

function endless(_: IncomingMessage, response: ServerResponse): void {
  const more = () => response.destroyed || response.write('x'.repeat(65536), () => setImmediate(more))
  response.writeHead(200, { 'content-length': 100 * 1024 * 1024 })
  more()
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** An endpoint whose clock is so many seconds behind, and that takes grants of its own time, give or take 10 s. */
const clock = (behind: number) => () =>
  httpServer(async (request, response) => {
    const now = Date.now() / 1000 - behind
    const grant = claimsOf(new URLSearchParams(await bodyOf(request)).get('assertion') ?? '')
    const date = { date: new Date(now * 1000).toUTCString() }
    const refuse = (words: string) =>
      json(response, { error: 'invalid_grant', error_description: words }, 400, date)
    if (Number(grant.iat) > now + 10) return refuse('Invalid assertion. JWT issue time is after now')
    if (Number(grant.iat) < now - 10) return refuse('Invalid assertion. JWT is expired')
    return json(response, GOOD, 200, date)
  })

const signed = (by: string) =>
  `the clock of this machine is ${by} that of <host>: the grant was signed with the server's time`

const cut =
  'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"access_token":'

/** In the order of `docs/reliability.md`. */
export const FAULTS: readonly Fault[] = [
  {
    fault: 'nobody listens',
    serve: deserted,
    ...{ exit: 5, tries: 3, time: BACKOFF },
    says: 'POST <endpoint> found nobody listening (connection refused)',
  },
  {
    fault: 'reset before the answer',
    serve: () => socketServer((socket) => socket.once('data', () => socket.resetAndDestroy())),
    ...{ exit: 5, tries: 3, time: BACKOFF },
    says: 'POST <endpoint> was cut off (connection reset)',
  },
  {
    fault: 'reset in the midst of the answer',
    serve: bytes(cut, (socket) => setTimeout(() => socket.resetAndDestroy(), 20)),
    ...{ exit: 5, tries: 3, time: BACKOFF },
    says: 'POST <endpoint> was cut off (connection reset)',
  },
  {
    fault: 'reset, then good',
    serve: () => httpServer(first(({ socket }) => socket.resetAndDestroy())),
    ...{ exit: 0, tries: 2, time: 'at most 0.5 s' },
    says: '',
  },
  {
    fault: 'no byte comes',
    serve: () => socketServer(() => {}),
    ...{ exit: 5, tries: 3, time: PATIENCE },
    says: 'POST <endpoint> got no whole answer in <timeout> s',
  },
  {
    fault: 'the answer drips',
    serve: bytes(cut, drip),
    ...{ exit: 5, tries: 3, time: PATIENCE },
    says: 'POST <endpoint> got no whole answer in <timeout> s',
  },
  {
    fault: 'cut short',
    serve: bytes(cut, (socket) => socket.end()),
    ...{ exit: 5, tries: 3, time: BACKOFF },
    says: 'POST <endpoint> was cut short',
  },
  {
    fault: 'not HTTP',
    serve: bytes('SSH-2.0-OpenSSH_9.6\r\n', () => {}),
    ...{ exit: 5, tries: 1, time: AT_ONCE },
    says: 'POST <endpoint> met something that does not speak HTTP',
  },
  {
    fault: 'TLS, an unknown authority',
    serve: () => httpsServer('loopback.crt', good),
    ...{ exit: 5, tries: 1, time: AT_ONCE },
    says: 'POST <endpoint> met a server certificate from an unknown authority',
  },
  {
    fault: 'TLS, signed by itself',
    serve: () => httpsServer('self-signed.crt', good),
    ...{ exit: 5, tries: 1, time: AT_ONCE },
    says: 'POST <endpoint> met a self-signed server certificate',
  },
  {
    fault: 'TLS, another name',
    serve: () => httpsServer('elsewhere.crt', good),
    ...{ exit: 5, tries: 1, time: AT_ONCE, trusted: true },
    says: 'POST <endpoint> met a server certificate for another name',
  },
  {
    fault: 'TLS, expired',
    serve: () => httpsServer('expired.crt', good),
    ...{ exit: 5, tries: 1, time: AT_ONCE, trusted: true },
    says: 'POST <endpoint> met a server certificate that has expired',
  },
  ...[301, 302, 307].map(
    (code): Fault => ({
      fault: `${code} to elsewhere`,
      serve: () => httpServer(first(status(code, { location: '/elsewhere' }))),
      ...{ exit: 5, tries: 1, time: AT_ONCE },
      says: `<endpoint> answered ${code} with a redirect, which a grant never follows`,
    }),
  ),
  {
    fault: '429',
    serve: () => httpServer(status(429)),
    ...{ exit: 5, tries: 3, time: BACKOFF },
    says: 'POST <endpoint> answered 429',
  },
  {
    fault: '429, `Retry-After: 2`',
    serve: () => httpServer(status(429, { 'retry-after': '2' })),
    ...{ exit: 5, tries: 3, time: '2 × 2 s' },
    says: 'POST <endpoint> answered 429, and asks to be left alone for 2 s',
  },
  {
    fault: '429, `Retry-After: 2`, then good',
    serve: () => httpServer(first(status(429, { 'retry-after': '2' }))),
    ...{ exit: 0, tries: 2, time: '2 s' },
    says: '',
  },
  {
    fault: '429, `Retry-After` as a date, then good',
    serve: () =>
      httpServer(
        first((request, response) =>
          status(429, { date: soon(100), 'retry-after': soon(104) })(request, response),
        ),
      ),
    ...{ exit: 0, tries: 2, time: 'until then' },
    says: '',
  },
  {
    fault: '429, `Retry-After: 31`',
    serve: () => httpServer(status(429, { 'retry-after': '31' })),
    ...{ exit: 5, tries: 1, time: AT_ONCE },
    says: 'POST <endpoint> answered 429, and asks to be left alone for 31 s',
  },
  {
    fault: '500',
    serve: () => httpServer(status(500)),
    ...{ exit: 5, tries: 1, time: AT_ONCE },
    says: '<endpoint> answered 500 with an empty body',
  },
  {
    fault: '502 with HTML',
    serve: () => httpServer(status(502, { 'content-type': 'text/html' }, HTML)),
    ...{ exit: 5, tries: 3, time: BACKOFF },
    says: 'POST <endpoint> answered 502',
  },
  {
    fault: '503',
    serve: () => httpServer(status(503)),
    ...{ exit: 5, tries: 3, time: BACKOFF },
    says: 'POST <endpoint> answered 503',
  },
  {
    fault: '503, then good',
    serve: () => httpServer(first(status(503))),
    ...{ exit: 0, tries: 2, time: 'at most 0.5 s' },
    says: '',
  },
  {
    fault: '200 with HTML',
    serve: () => httpServer(status(200, { 'content-type': 'text/html' }, HTML)),
    ...{ exit: 5, tries: 1, time: AT_ONCE },
    says: '<endpoint> answered 200 with a body of type text/html',
  },
  {
    fault: '200 without a token',
    serve: answers({ token_type: 'Bearer', expires_in: 119 }),
    ...{ exit: 5, tries: 1, time: AT_ONCE },
    says: '<endpoint> answered without a usable access_token',
  },
  {
    fault: '`access_token` is a number',
    serve: answers({ ...GOOD, access_token: 7 }),
    ...{ exit: 5, tries: 1, time: AT_ONCE },
    says: '<endpoint> answered without a usable access_token',
  },
  {
    fault: '`access_token` with control characters',
    serve: answers({ ...GOOD, access_token: `${TOKEN}\r\nx: y\u001b[2J` }),
    ...{ exit: 5, tries: 1, time: AT_ONCE },
    says: '<endpoint> answered without a usable access_token',
  },
  {
    fault: '`token_type` is `mac`',
    serve: answers({ ...GOOD, token_type: 'mac' }),
    ...{ exit: 5, tries: 1, time: AT_ONCE },
    says: '<endpoint> answered with a token that is not of type Bearer',
  },
  {
    fault: '`expires_in` is a text',
    serve: answers({ ...GOOD, expires_in: '119' }),
    ...{ exit: 5, tries: 1, time: AT_ONCE },
    says: '<endpoint> answered without a usable expires_in',
  },
  {
    fault: '100 MB of body',
    serve: () => httpServer(endless),
    ...{ exit: 5, tries: 1, time: AT_ONCE },
    says: 'POST <endpoint> answered more than 1 MiB',
  },
  {
    fault: "the clock is 45 s ahead of the server's",
    serve: clock(45),
    ...{ exit: 0, tries: 2, time: AT_ONCE },
    says: signed('45 s ahead of'),
  },
  {
    fault: "the clock is 45 s behind the server's",
    serve: clock(-45),
    ...{ exit: 0, tries: 2, time: AT_ONCE },
    says: signed('45 s behind'),
  },
  {
    fault: "the clock is an hour ahead of the server's",
    serve: clock(3600),
    ...{ exit: 0, tries: 2, time: AT_ONCE },
    says: signed('3600 s ahead of'),
  },
  {
    fault: "the clock is an hour behind the server's",
    serve: clock(-3600),
    ...{ exit: 0, tries: 2, time: AT_ONCE },
    says: signed('3600 s behind'),
  },
  {
    fault: 'the grant is refused',
    serve: () =>
      httpServer((_, response) =>
        json(response, { error: 'invalid_grant', error_description: 'Client not found' }, 400),
      ),
    ...{ exit: 4, tries: 1, time: AT_ONCE },
    says: '<endpoint> refused (400 invalid_grant MP-100): Client not found',
  },
]
