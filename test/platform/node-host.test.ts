import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { availableParallelism, homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeFiles } from '../../src/platform/files.js'
import { nodeHost } from '../../src/platform/node-host.js'
import { bundled, ended, startScript } from '../support/bundle.js'
import { directoryWith } from '../support/directory.js'
import { codeOfRejection } from '../support/failure.js'
import { deserted, httpServer } from '../support/servers.js'

const host = nodeHost(() => '1.2.3')

/** A script in a process of its own, with the real `host`. */
async function withHost(script: string): Promise<string> {
  const bundle = await bundled('platform/node-host.ts')
  return `const host = (await import(${JSON.stringify(bundle)})).nodeHost(() => '1.2.3')\n${script}`
}

describe('nodeHost', () => {
  it('is the process’s own surroundings', () => {
    expect(host.env).toBe(process.env)
    expect(host.cwd).toBe(process.cwd())
    expect(host.home).toBe(homedir())
    expect(host.version()).toBe('1.2.3')
    expect(host.files).toBe(nodeFiles)
  })

  it('tells whole seconds', () => {
    const before = Math.floor(Date.now() / 1000)
    expect(Number.isInteger(host.now())).toBe(true)
    expect(host.now() - before).toBeLessThanOrEqual(1)
  })

  it('measures time that only goes on', async () => {
    const before = host.milliseconds()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(host.milliseconds()).toBeGreaterThan(before)
  })

  it('makes a new UUID each time', () => {
    const ids = new Set(Array.from({ length: 100 }, () => host.newId()))
    expect(ids.size).toBe(100)
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('sends over real sockets', async () => {
    const url = await httpServer((_, response) => response.end('hello'))
    const answer = await host.sender(1000)({ method: 'GET', url, headers: {} })
    expect(answer).toMatchObject({ status: 200, body: 'hello' })
    const nobody = await deserted()
    expect(await codeOfRejection(host.sender(1000)({ method: 'GET', url: nobody, headers: {} }))).toBe(
      'MP_UNREACHABLE',
    )
  })

  it('runs programs', async () => {
    expect(Buffer.from(await host.run(['printf', 'x'])).toString()).toBe('x')
  })
})

describe('a process on nodeHost', () => {
  it('writes each stream as it is, and knows a pipe from a terminal', async () => {
    const script = await withHost(`
      host.stdout('blåbær\\n'); host.stderr('oh\\n'); host.stdout('')
      host.stdout(JSON.stringify([0, 1, 2].map((n) => host.isTerminal(n))))`)
    const { stdout, stderr } = await ended(startScript(script))
    expect([stdout, stderr]).toEqual(['blåbær\n[false,false,false]', 'oh\n'])
  })

  it('writes all of it into a pipe that is read slowly', async () => {
    const script = await withHost(`host.stdout('x'.repeat(2_000_000)); host.stdout('end')`)
    const child = startScript(script)
    child.stdout.pause()
    await new Promise((resolve) => setTimeout(resolve, 100))
    const end = ended(child)
    child.stdout.resume()
    const { stdout, code } = await end
    expect([stdout.length, stdout.slice(-4), code]).toEqual([2_000_003, 'xend', 0])
  })

  it('does not mind a reader that has gone away', async () => {
    const script = await withHost(`
      process.stdin.once('data', () => {
        host.stdout('x'.repeat(1_000_000)); host.stderr('done'); process.exit(0)
      })`)
    const child = startScript(script)
    child.stdout.destroy()
    child.stdin.write('go')
    let said = ''
    child.stderr.on('data', (text) => {
      said += text
    })
    const [code] = await once(child, 'exit')
    expect([code, said]).toEqual([0, 'done'])
  })

  it('reads all of standard input, byte for byte', async () => {
    const script = await withHost(`host.stdout(Buffer.from(await host.readStdin()).toString('hex'))`)
    const child = startScript(script)
    child.stdin.write(Buffer.from([0, 255]))
    setTimeout(() => child.stdin.end(Buffer.from([10])), 20)
    expect((await ended(child)).stdout).toBe('00ff0a')
  })

  it('reads at most 10 MiB of standard input, and ends with EFBIG beyond', async () => {
    const script = await withHost(`
      const told = await host.readStdin().then((bytes) => bytes.length, (error) => error.code)
      host.stdout(String(told)); process.exit()`)
    for (const [more, told] of [
      [0, '10485760'],
      [1, 'EFBIG'],
    ] as const) {
      const child = startScript(script)
      child.stdin.on('error', () => {}) // nobody reads to its end what is too much
      child.stdin.end(Buffer.alloc(10 * 1024 * 1024 + more))
      expect((await ended(child)).stdout).toBe(told)
    }
  })

  it('sends standard input on as it comes, looked at before and whole', async () => {
    const script = await withHost(`
      const body = await host.stdinBody()
      host.stdout(String(await body.peek()) + ' ' + body.repeatable + ' ' + body.length)
      for await (const piece of body.read()) host.stdout(' ' + piece)`)
    const child = startScript(script)
    child.stdin.write('one')
    child.stdout.once('data', () => setTimeout(() => child.stdin.end('two'), 20))
    expect((await ended(child)).stdout).toBe('one false undefined one two')
  })

  it('writes what is large to standard output, and to files', async () => {
    const path = join(directoryWith(), 'x')
    const script = await withHost(`
      for (const flow of [await host.outflow(), await host.replaceFile(${JSON.stringify(path)})]) {
        for (let round = 0; round < 50; round++) await flow.sink(Buffer.alloc(100_000, 120))
        await flow.end()
        await flow.commit?.()
      }`)
    const { stdout } = await ended(startScript(script))
    expect([stdout.length, readFileSync(path).length]).toEqual([5_000_000, 5_000_000])
  })

  it('shares its connections among the requests of a stream', async () => {
    const ports = new Set<number | undefined>()
    const url = await httpServer((request, response) => {
      ports.add(request.socket.remotePort)
      response.end('x')
    })
    const stream = host.stream(1000)
    for (let round = 0; round < 3; round++) {
      const answer = await stream({ method: 'GET', url, headers: [] })
      await answer.into(() => undefined)
    }
    expect(ports.size).toBe(1)
  })

  it('keeps the connections of a pool for its next request', async () => {
    const ports = new Set<number | undefined>()
    const url = await httpServer((request, response) => {
      ports.add(request.socket.remotePort)
      response.end('x')
    })
    const { send, close } = host.pool(1000, 2)
    for (let round = 0; round < 3; round++) await send({ method: 'GET', url, headers: {} })
    close()
    expect(ports.size).toBe(1)
  })

  it('gives node’s threads every core, unless the person has said how many there are to be', async () => {
    const script = await withHost(`
      host.useEveryCore()
      host.stdout(String(host.env.UV_THREADPOOL_SIZE))`)
    const said = async (env?: Record<string, string>) => (await ended(startScript(script, env))).stdout
    expect(await said()).toBe(String(availableParallelism()))
    expect(await said({ UV_THREADPOOL_SIZE: '7' })).toBe('7')
  })

  it('reads nothing from standard input that is empty', async () => {
    const child = startScript(await withHost(`host.stdout(String((await host.readStdin()).length))`))
    child.stdin.end()
    expect((await ended(child)).stdout).toBe('0')
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('is told of %s, and is not ended by it', async (signal) => {
    const script = await withHost(`
      const stay = setInterval(() => {}, 1000)
      const code = host.interrupted()
      host.stdout('ready')
      host.stdout(' ' + (await code))
      clearInterval(stay)`)
    const child = startScript(script)
    child.stdout.once('data', () => child.kill(signal))
    expect(await ended(child)).toMatchObject({ code: 0, signal: null, stdout: 'ready 130' })
  })
})
