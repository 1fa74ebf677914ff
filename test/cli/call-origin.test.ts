import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bundled, ended, startScript } from '../support/bundle.js'
import { directoryWith } from '../support/directory.js'
import { sandboxFile } from '../support/sandbox-files.js'
import { httpsServer, socketServer, tlsPath } from '../support/servers.js'
import {
  type Api,
  apiAnswering,
  apiSaying,
  benchFor,
  configFor,
  expectNoSecret,
  lines,
  maskinporten,
} from './support/api-bench.js'

/** An API whose `/v1/x` answers with a redirect there, and every other path with `there`. */
function apiLeading(location: string, status = 302): Promise<Api> {
  return apiAnswering(({ url }, response) => {
    if (url.endsWith('/x')) response.writeHead(status, { location }).end('gone')
    else response.end('there')
  })
}

/** A place where nobody may come: how many connections it had, on both families of addresses. */
async function forbidden(): Promise<{ port: string; connections(): number }> {
  let count = 0
  const origin = await socketServer((socket) => {
    count++
    socket.destroy()
  })
  return { port: new URL(origin).port, connections: () => count }
}

/** Long enough for a connection on loopback to be noticed. */
function aMoment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50))
}

describe('a redirect within the origin', () => {
  it.each([
    { status: 301, flags: [], after: 'GET' },
    { status: 302, flags: [], after: 'GET' },
    { status: 303, flags: [], after: 'GET' },
    { status: 307, flags: [], after: 'GET' },
    { status: 308, flags: [], after: 'GET' },
    { status: 301, flags: ['-d', '{"a":1}'], after: 'GET' },
    { status: 302, flags: ['-d', '@a.json'], after: 'GET' },
    { status: 303, flags: ['-X', 'PUT', '-d', '{"a":1}'], after: 'GET' },
    { status: 302, flags: ['-X', 'PUT', '-d', '{"a":1}'], after: 'PUT', body: '{"a":1}' },
    { status: 307, flags: ['-d', '{"a":1}'], after: 'POST', body: '{"a":1}' },
    { status: 308, flags: ['-d', '@a.json'], after: 'POST', body: '{"b":2}' },
    { status: 303, flags: ['-X', 'HEAD'], after: 'HEAD' },
  ])('of $status is followed: $flags becomes $after', async ({ status, flags, after, body = '' }) => {
    const { api, call } = await benchFor(await apiLeading('/v1/y?a=b#c', status))
    const { code, stderr } = await call(['own/x', ...flags], { files: { 'a.json': '{"b":2}' } })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const [, second] = api.heard
    expect(api.heard).toHaveLength(2)
    expect([second?.method, second?.url, second?.body.toString()]).toEqual([after, '/v1/y?a=b', body])
    expect(second?.headers.authorization).toBe('Bearer token-1.geheim.x')
    expect(second?.headers['content-type']).toBe(body === '' ? undefined : 'application/json')
  })

  it('in a circle comes to an end', async () => {
    const api = await apiAnswering((_, response) => response.writeHead(302, { location: '/v1/x' }).end())
    const { call } = await benchFor(api)
    const { code, stdout, stderr } = await call(['own/x'])
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
    expect(stderr).toBe(lines(`error: GET ${api.origin}/v1/x was redirected more than 20 times`))
    expect(api.heard).toHaveLength(21)
  })

  it('does not have standard input sent twice', async () => {
    const { api, call } = await benchFor(await apiLeading('/v1/y', 307))
    const { code, stderr } = await call(['own/x', '-d', '@-'], { stdin: 'x' })
    expect(code).toBe(5)
    expect(stderr).toBe(
      lines(
        `error: POST ${api.origin}/v1/x answered 307, a redirect, and the body from standard input cannot be sent twice`,
        'hint: a file (-d @<file>) can be sent again; or call the other address by its own URL',
      ),
    )
    expect(api.heard).toHaveLength(1)
  })

  it('is not followed where the token stands in it, and the message does not repeat it', async () => {
    const { api, call } = await benchFor(await apiLeading('/v1/y?access_token=token-1.geheim.x'))
    const { code, stdout, stderr } = await call(['own/x', '-v'])
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
    expect(stderr).toContain(
      `mp: error: GET ${api.origin}/v1/x answered 302, a redirect to an address with the token in it\n`,
    )
    expect(api.heard).toHaveLength(1)
  })

  it.each(['http://', 'http://a b/'])('that leads nowhere ends the call: %j', async (location) => {
    const { api, call } = await benchFor(await apiLeading(location))
    const { code, stderr } = await call(['own/x'])
    const said = `error: GET ${api.origin}/v1/x answered 302, a redirect that leads nowhere`
    expect({ code, stderr }).toEqual({ code: 5, stderr: lines(said) })
  })
})

describe('a redirect to another origin', () => {
  it.each([
    [
      'another port',
      (port: string) => `http://127.0.0.1:${port}/`,
      (port: string) => `http://127.0.0.1:${port}`,
    ],
    [
      'another host',
      (port: string) => `http://localhost:${port}/`,
      (port: string) => `http://localhost:${port}`,
    ],
    ['no scheme', (port: string) => `//127.0.0.1:${port}/a`, (port: string) => `http://127.0.0.1:${port}`],
    [
      'another scheme',
      (port: string) => `https://127.0.0.1:${port}/`,
      (port: string) => `https://127.0.0.1:${port}`,
    ],
    [
      'backslashes',
      (port: string) => `\\\\127.0.0.1:${port}\\a`,
      (port: string) => `http://127.0.0.1:${port}`,
    ],
    [
      'a user name',
      (port: string) => `http://127.0.0.1@localhost:${port}/`,
      (port: string) => `http://localhost:${port}`,
    ],
    [
      'a number for the host',
      (port: string) => `http://0x7f000001:${port}/`,
      (port: string) => `http://127.0.0.1:${port}`,
    ],
  ])('reaches nobody there: %s', async (_, locationAt, originAt) => {
    const other = await forbidden()
    const { api, call } = await benchFor(await apiLeading(locationAt(other.port), 307))
    const { code, stdout, stderr, called } = await call(['own/x', '-d', '{"a":1}', '-v', '--no-color'])
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
    expect(stderr.split('\n').slice(-3).join('\n')).toBe(
      lines(
        `error: POST ${api.origin}/v1/x answered 307, which leads to another origin, "${originAt(other.port)}": the token does not go there`,
        'hint: if the other address may have a token, call it by its own URL',
      ),
    )
    await aMoment()
    expect([api.heard.length, called.length, other.connections()]).toEqual([1, 1, 0])
  })

  it('reaches nobody where the own host and port stand for a user name', async () => {
    const other = await forbidden()
    const api: Api = await apiAnswering((_, response) => {
      const location = `http://${new URL(api.origin).host}@localhost:${other.port}/`
      response.writeHead(302, { location }).end()
    })
    const { call } = await benchFor(api)
    const { code, stderr } = await call(['own/x'])
    expect(code).toBe(5)
    expect(stderr).toContain(
      `leads to another origin, "http://localhost:${other.port}": the token does not go there`,
    )
    await aMoment()
    expect(other.connections()).toBe(0)
  })

  it.each(['localhost', '[::1]'])(
    'is the same port of the same machine by another name: %s',
    async (name) => {
      const api: Api = await apiAnswering(({ url }, response) => {
        response.writeHead(302, { location: `http://${name}:${new URL(api.origin).port}${url}/y` }).end()
      })
      const { call } = await benchFor(api)
      const { code, called } = await call(['own/x'])
      expect([code, api.heard.length, called.length]).toEqual([5, 1, 1])
    },
  )

  it('is TLS where the call was plain', async () => {
    let heard = 0
    const secure = await httpsServer('loopback.crt', (_, response) => {
      heard++
      response.end('there')
    })
    const { call } = await benchFor(await apiLeading(`${secure}/v1/y`))
    const { code, stderr } = await call(['own/x'])
    expect([code, stderr.includes(`another origin, "${secure}"`)]).toEqual([5, true])
    expect(heard).toBe(0)
  })

  it('is plain where the call was TLS, and another port of TLS', async () => {
    const other = await forbidden()
    const paths: string[] = []
    const secure = await httpsServer('loopback.crt', ({ url = '' }, response) => {
      paths.push(url)
      const { host, port } = new URL(secure)
      const locations: Record<string, string> = {
        '/v1/plain': `http://${host}/v1/there`,
        '/v1/port': `https://127.0.0.1:${other.port}/`,
        '/v1/name': `https://localhost:${port}/v1/there`,
        '/v1/own': '/v1/there',
      }
      const location = locations[url]
      response.writeHead(location ? 307 : 200, location ? { location } : {}).end(location ? '' : 'there')
    })
    const authority = await maskinporten()
    const dir = directoryWith({
      'config.json': configFor(authority.origin, secure),
      'key.jwk.json': readFileSync(sandboxFile('consumer.jwk.json')),
    })
    const bundle = await bundled('index.ts')
    const run = (target: string) => {
      const argv = ['call', target, '--config', `${dir}/config.json`, '-v']
      const script = `
        const { run, nodeHost } = await import(${JSON.stringify(bundle)})
        process.exit(await run(${JSON.stringify(argv)}, nodeHost(() => 'x')))`
      return ended(startScript(script, { NODE_EXTRA_CA_CERTS: tlsPath('authority.crt') }))
    }
    expect(await run('own/own')).toMatchObject({ code: 0, stdout: 'there' })
    for (const name of ['plain', 'port', 'name']) {
      const { code, stdout, stderr } = await run(`own/${name}`)
      expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
      expect(stderr).toContain('the token does not go there')
      expectNoSecret(stderr, authority.grants)
    }
    expect(paths).toEqual(['/v1/own', '/v1/there', '/v1/plain', '/v1/port', '/v1/name'])
    expect(other.connections()).toBe(0)
  })

  it('after one that was followed is refused just the same', async () => {
    const other = await forbidden()
    const api = await apiAnswering(({ url }, response) => {
      const location = url.endsWith('/x') ? '/v1/y' : `http://127.0.0.1:${other.port}/`
      response.writeHead(302, { location }).end()
    })
    const { call } = await benchFor(api)
    const { code, stderr } = await call(['own/x'])
    expect(code).toBe(5)
    expect(stderr).toContain(`mp: error: GET ${api.origin}/v1/y answered 302, which leads to another origin`)
    await aMoment()
    expect(other.connections()).toBe(0)
  })

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'data:,x', 'blob:http://127.0.0.1/x'])(
    'is what is no place on the web: %s',
    async (location) => {
      const { call, api } = await benchFor(await apiLeading(location))
      const { code, stdout } = await call(['own/x'])
      expect([code, stdout, api.heard.length]).toEqual([5, '', 1])
    },
  )
})

describe('what is no redirect', () => {
  it.each([
    [300, 'choose'],
    [305, 'proxy'],
    [306, 'unused'],
  ])('an answer of %i is an answer', async (status, body) => {
    const other = await forbidden()
    const location = `http://127.0.0.1:${other.port}/`
    const { call } = await benchFor(await apiSaying(body, status, { location }))
    const { code, stdout, stderr } = await call(['own/x'])
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: body, stderr: '' })
    expect(other.connections()).toBe(0)
  })
})

describe('an API that says the token aloud', () => {
  it('says it on standard output alone: not where the reason is told', async () => {
    const sockets = createServer((socket) => {
      socket.once('data', (data) => {
        const token = /Bearer (\S+)/.exec(data.toString())?.[1]
        socket.end(`HTTP/1.1 403 no ${token} here\r\nContent-Length: 0\r\n\r\n`)
      })
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => sockets.once('listening', resolve))
    onTestFinished(() => void sockets.close())
    const origin = `http://127.0.0.1:${(sockets.address() as AddressInfo).port}`
    const { call } = await benchFor({ origin, heard: [] })
    const { code, stderr } = await call(['own/x', '-v'])
    expect(code).toBe(6)
    expect(stderr).toContain(`mp: error: GET ${origin}/v1/x answered 403\n`)
  })
})
