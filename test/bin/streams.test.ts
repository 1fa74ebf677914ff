import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { directoryWith } from '../support/directory.js'
import { httpServer } from '../support/servers.js'

const BIN = join(import.meta.dirname, '..', '..', 'bin', 'mp.cjs')
const MIB = 1024 * 1024

/** A line of the shell, `mp` in it and a server's URL as `$URL`, that runs while this process answers. */
async function shell(line: string, more: Record<string, string> = {}, cwd = directoryWith()) {
  const { PATH = '' } = process.env
  const env = { PATH, HOME: directoryWith(), XDG_STATE_HOME: inject('stateHome'), ...more }
  const script = `mp() { '${process.execPath}' '${BIN}' "$@"; }\n${line}`
  const child = spawn('sh', ['-c', script], { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const said = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text
    })
  const [status] = await once(child, 'close')
  return { status, ...said }
}

function largeAnswer(): Promise<string> {
  return httpServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': 50 * MIB })
    response.end(Buffer.alloc(50 * MIB, 'x'))
  })
}

const CALL = 'mp call "$URL" --env sandbox -s brreg:losore/utlegg'

describe('what the built program prints', () => {
  it.runIf(existsSync('/dev/full'))(
    'is a failure where the disk is full: a token, and an API’s answer',
    async () => {
      const URL = await largeAnswer()
      for (const line of ['mp token --env sandbox -s brreg:losore/utlegg', CALL]) {
        expect(await shell(`${line} >/dev/full`, { URL })).toEqual({
          status: 3,
          stdout: '',
          stderr: 'mp: error: standard output cannot be written (ENOSPC)\n',
        })
      }
    },
  )

  it('ends quietly when its reader wants no more', async () => {
    const URL = await largeAnswer()
    expect(await shell(`{ ${CALL}; echo "$?" >&2; } | head -c1`, { URL })).toEqual({
      status: 0,
      stdout: 'x',
      stderr: '0\n',
    })
  })

  it('is whole in a pipe whose reader takes its time', async () => {
    const URL = await largeAnswer()
    const { stdout, stderr } = await shell(`${CALL} | { sleep 0.3; wc -c; }`, { URL })
    expect([Number(stdout), stderr]).toEqual([50 * MIB, ''])
  })
})

describe('what the built program reads', () => {
  it.runIf(existsSync('/dev/zero'))('has an end: a key and a password', async () => {
    expect(await shell('mp key inspect - </dev/zero')).toMatchObject({
      status: 3,
      stdout: '',
      stderr: expect.stringMatching(/^mp: error: standard input cannot be read: it is too large\n/),
    })
    const dir = directoryWith({ 'x.p12': 'x' })
    const password = await shell('mp key inspect x.p12 --key-password-file - </dev/zero', {}, dir)
    expect(password).toMatchObject({ status: 3, stderr: expect.stringMatching(/it is too large/) })
  })

  it('is sent to the API as it comes', async () => {
    let received = 0
    const URL = await httpServer((request, response) => {
      request.on('data', (piece) => {
        received += piece.length
      })
      request.on('end', () => response.end('thanks'))
    })
    const answer = await shell(`head -c ${20 * MIB} /dev/zero | ${CALL} -X PUT -d @-`, { URL })
    expect([answer, received]).toEqual([{ status: 0, stdout: 'thanks', stderr: '' }, 20 * MIB])
  })

  it('may become shorter while it is sent: a failure of the file’s, and no answer is kept', async () => {
    const dir = directoryWith({ x: new Uint8Array(30 * MIB) })
    const URL = await httpServer((request, response) => {
      request.once('data', () => truncateSync(join(dir, 'x'), 100))
      request.resume().on('end', () => response.end('thanks'))
    })
    const { status, stdout, stderr } = await shell(`${CALL} -X PUT -d @x -o out`, { URL }, dir)
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' })
    expect(stderr).toBe('mp: error: "x" cannot be read: it changed while it was read\n')
    expect(readdirSync(dir)).toEqual(['x'])
  })
})
