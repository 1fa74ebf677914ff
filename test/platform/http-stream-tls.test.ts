import { describe, expect, it } from 'vitest'
import { httpStream } from '../../src/platform/http-stream.js'
import { bytesBody } from '../../src/protocol/bytes-body.js'
import { hashOf, manyBytes, piecesBody } from '../support/bodies.js'
import { bundled, ended, startScript } from '../support/bundle.js'
import { rejectionOf } from '../support/failure.js'
import { httpServer, httpsServer, socketServer, tlsPath } from '../support/servers.js'

const SECRET = bytesBody(Buffer.from('geheim'))

function post(url: string, silenceMs = 2000) {
  return httpStream(silenceMs)({ method: 'POST', url, headers: [], body: SECRET })
}

/** What requests to these URLs end with, in a process with these variables: the body, or code and message. */
async function endings(urls: readonly string[], env: Record<string, string>): Promise<string[]> {
  const bundle = await bundled('platform/http-stream.ts')
  const script = `
    const { httpStream } = await import(${JSON.stringify(bundle)})
    const stream = httpStream(5000)
    const ask = async (url) => {
      const answer = await stream({ method: 'GET', url, headers: [] })
      let text = ''
      await answer.into((piece) => void (text += Buffer.from(piece)))
      return text
    }
    const told = ({ code, message }) => code + message.replace(/^.*:\\d+ /, ' ')
    console.log(JSON.stringify(await Promise.all(${JSON.stringify(urls)}.map((url) => ask(url).catch(told)))))`
  return JSON.parse((await ended(startScript(script, env))).stdout)
}

describe('over TLS', () => {
  it.each([
    ['an unknown authority', 'loopback.crt', 'met a server certificate from an unknown authority'],
    ['itself', 'self-signed.crt', 'met a self-signed server certificate'],
  ])('nothing is sent to a server that is vouched for by %s', async (_, certificate, words) => {
    let asked = 0
    const url = await httpsServer(certificate, (_, response) => {
      asked++
      response.end()
    })
    expect(await rejectionOf(post(url))).toMatchObject({
      code: 'MP_UNREACHABLE',
      message: `POST ${url} ${words}`,
    })
    expect(asked).toBe(0)
  })

  it('what cannot have been heard changes nothing: a server that speaks no TLS, hangs up, or never greets', async () => {
    const plain = await httpServer((_, response) => response.end())
    const gone = await socketServer((socket) => socket.once('data', () => socket.destroy()))
    const mute = await socketServer(() => {})
    for (const [url, words] of [
      [plain, /does not speak TLS/],
      [gone, /was cut off/],
      [mute, /heard nothing for 0.2 s/],
    ] as const) {
      const error = await rejectionOf(post(url.replace('http:', 'https:'), 200))
      expect([error.code, error.message]).toEqual(['MP_UNREACHABLE', expect.stringMatching(words)])
    }
  })

  it('an authority of NODE_EXTRA_CA_CERTS is trusted, and name and dates are looked at', async () => {
    const names = ['loopback', 'elsewhere', 'expired', 'future']
    const urls = await Promise.all(
      names.map((name) => httpsServer(`${name}.crt`, (_, response) => response.end('in'))),
    )
    expect(await endings(urls, { NODE_EXTRA_CA_CERTS: tlsPath('authority.crt') })).toEqual([
      'in',
      'MP_UNREACHABLE met a server certificate for another name',
      'MP_UNREACHABLE met a server certificate that has expired',
      'MP_UNREACHABLE failed (CERT_NOT_YET_VALID)',
    ])
  })

  it('nobody is trusted because NODE_TLS_REJECT_UNAUTHORIZED says so', async () => {
    const urls = await Promise.all(
      ['self-signed', 'loopback', 'elsewhere', 'expired'].map((name) =>
        httpsServer(`${name}.crt`, (_, response) => response.end('in')),
      ),
    )
    const trusting = { NODE_TLS_REJECT_UNAUTHORIZED: '0' }
    expect((await endings(urls, trusting)).map((text) => text.split(' ')[0])).toEqual(
      urls.map(() => 'MP_UNREACHABLE'),
    )
    const known = { ...trusting, NODE_EXTRA_CA_CERTS: tlsPath('authority.crt') }
    expect((await endings(urls.slice(2), known)).map((text) => text.split(' ')[0])).toEqual([
      'MP_UNREACHABLE',
      'MP_UNREACHABLE',
    ])
  })

  it('bodies of any size come whole, on a connection that is used again', async () => {
    const bytes = manyBytes(5_000_000)
    const ports = new Set<number | undefined>()
    const url = await httpsServer('loopback.crt', (request, response) => {
      ports.add(request.socket.remotePort)
      if (request.url === '/small') return void response.end('in')
      response.setHeader('content-length', bytes.length)
      response.end(bytes)
    })
    const bundle = await bundled('platform/http-stream.ts')
    const script = `
      const { createHash } = await import('node:crypto')
      const { httpStream } = await import(${JSON.stringify(bundle)})
      const stream = httpStream(5000)
      for (const path of ['/small', '/small', '/large']) {
        const hash = createHash('sha256')
        const answer = await stream({ method: 'GET', url: '${url}' + path, headers: [] })
        await answer.into((piece) => void hash.update(piece))
        console.log(hash.digest('hex'))
      }`
    const { stdout } = await ended(startScript(script, { NODE_EXTRA_CA_CERTS: tlsPath('authority.crt') }))
    const small = hashOf(Buffer.from('in'))
    expect(stdout.trim().split('\n')).toEqual([small, small, hashOf(bytes)])
    expect(ports.size).toBe(1)
  })
})

it('a body that comes once is not begun where nobody can hear it', async () => {
  const body = piecesBody([Buffer.from('geheim')])
  const url = await httpsServer('self-signed.crt', (_, response) => response.end())
  await rejectionOf(httpStream(2000)({ method: 'POST', url, headers: [], body }))
  await expect.poll(() => body.ended).toBe(1)
})
