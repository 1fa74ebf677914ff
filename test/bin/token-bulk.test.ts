import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { directoryWith } from '../support/directory.js'
import { synthetic } from '../support/persons.js'
import { claimsOf, sandboxFile } from '../support/sandbox-files.js'
import { httpServer } from '../support/servers.js'

const BIN = join(import.meta.dirname, '..', '..', 'bin', 'mp.cjs')
const PERSONS = synthetic(2000)

interface Desk {
  cwd: string
  child: ChildProcess
  said: { stdout: string; stderr: string }
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }>
}

/** The built program on 2000 persons, and what happens when the nth of them is asked for. */
async function desk(
  flags: readonly string[],
  at: (asked: number, desk: () => Desk) => void,
): Promise<Desk & { asked(): number }> {
  let asked = 0
  let opened: Desk | undefined
  const url = await httpServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      at(++asked, () => opened as Desk)
      const { pid } = claimsOf(new URLSearchParams(Buffer.concat(chunks).toString()).get('assertion') ?? '')
      const body = { access_token: `t.${pid}.${'x'.repeat(500)}`, token_type: 'Bearer', expires_in: 119 }
      response.end(JSON.stringify(body))
    })
  })
  const profile = {
    environment: 'own',
    clientId: 'c',
    scopes: ['a:b'],
    key: { file: sandboxFile('consumer.jwk.json') },
  }
  const environments = { own: { issuer: `${url}/`, tokenEndpoint: `${url}/token` } }
  const config = JSON.stringify({ defaultProfile: 'p', profiles: { p: profile }, environments })
  const cwd = directoryWith({ 'maskinporten.config.json': config, 'persons.txt': PERSONS.join('\n') })
  opened = start(cwd, flags)
  return { ...opened, asked: () => asked }
}

function start(cwd: string, flags: readonly string[]): Desk {
  const env = { PATH: process.env.PATH, HOME: cwd, XDG_STATE_HOME: inject('stateHome') }
  const child = spawn(process.execPath, [BIN, 'token', '--pid', '@persons.txt', ...flags], { cwd, env })
  onTestFinished(() => void child.kill('SIGKILL'))
  const said = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text
    })
  }
  const ended: Desk['ended'] = new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, ...said }))
  })
  return { cwd, child, said, ended }
}

/** Whole lines, in order, from the first. */
function expectBeginning(stdout: string): number {
  expect(stdout === '' || stdout.endsWith('\n')).toBe(true)
  const printed = stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
  expect(printed.map(({ line }) => line)).toEqual(printed.map((_, index) => index + 1))
  expect(printed.map(({ access_token }) => access_token.split('.')[1])).toEqual(
    PERSONS.slice(0, printed.length),
  )
  return printed.length
}

describe('a run over many persons', () => {
  it('prints all of them', async () => {
    const { ended } = await desk([], () => {})
    const { code, stdout, stderr } = await ended
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(expectBeginning(stdout)).toBe(PERSONS.length)
  })

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends at %s with whole lines, and asks for nobody more',
    async (signal) => {
      const { ended, asked } = await desk([], (asked, desk) => {
        if (asked === 700) desk().child.kill(signal)
      })
      const { code, stdout, stderr } = await ended
      expect({ code, stderr }).toEqual({ code: 130, stderr: 'mp: error: interrupted\n' })
      expect(expectBeginning(stdout)).toBeGreaterThan(300)
      expect(asked()).toBeLessThan(PERSONS.length)
    },
  )

  it('is ended while its reader takes its time, with whole lines', async () => {
    const { ended, child, said } = await desk([], (asked, desk) => {
      if (asked === 1) desk().child.stdout?.pause()
      if (asked === 900) desk().child.kill('SIGINT')
    })
    await expect.poll(() => said.stdout.length === 0 && child.killed, { timeout: 15_000 }).toBe(true)
    child.stdout?.resume()
    const { code, stdout } = await ended
    expect(code).toBe(130)
    expect(expectBeginning(stdout)).toBeGreaterThan(300)
  })

  it('leaves no file when it is interrupted', async () => {
    const { ended, cwd } = await desk(['-o', 'tokens.jsonl'], (asked, desk) => {
      if (asked === 700) desk().child.kill('SIGINT')
    })
    expect(await ended).toMatchObject({ code: 130, stdout: '', stderr: 'mp: error: interrupted\n' })
    expect(readdirSync(cwd).sort()).toEqual(['maskinporten.config.json', 'persons.txt'])
  })

  it('ends quietly when its reader goes away', async () => {
    const { ended, child, asked } = await desk([], () => {})
    child.stdout?.once('data', () => child.stdout?.destroy())
    expect(await ended).toMatchObject({ code: 0, stderr: '' })
    expect(asked()).toBeLessThan(PERSONS.length)
  })
})
