import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { directoryWith } from '../support/directory.js'
import { CLIENT_IDS, claimsOf } from '../support/sandbox-files.js'

const BIN = join(import.meta.dirname, '..', '..', 'bin', 'mp.cjs')
const { version } = JSON.parse(readFileSync(join(BIN, '..', '..', 'package.json'), 'utf8'))

function environment(more: Record<string, string> = {}): Record<string, string> {
  const { PATH = '' } = process.env
  return { PATH, HOME: directoryWith(), XDG_STATE_HOME: inject('stateHome'), ...more }
}

function mp(argv: readonly string[], more: Record<string, string> = {}, bin = BIN) {
  return spawnSync(process.execPath, [bin, ...argv], {
    env: environment(more),
    cwd: directoryWith(),
    encoding: 'utf8',
  })
}

describe('the built program', () => {
  it('tells its version', () => {
    expect(mp(['--version'])).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' })
  })

  it('prints help on standard output when it is called with nothing', () => {
    const { status, stdout, stderr } = mp([])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^Usage: mp /)
  })

  it('prints a token, also when it is started through a symbolic link of another name', () => {
    const link = join(directoryWith(), 'maskinporten-cli')
    symlinkSync(BIN, link)
    for (const bin of [BIN, link]) {
      const { status, stdout, stderr } = mp(
        ['token', '--env', 'sandbox', '-s', 'brreg:losore/utlegg'],
        {},
        bin,
      )
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      expect(claimsOf(stdout)).toMatchObject({ scope: 'brreg:losore/utlegg' })
    }
  })

  it('ends with the code of a failure, and prints nothing on standard output', () => {
    expect(mp(['token', '--wxyz'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'mp: error: unknown option "--wxyz"\n',
    })
  })

  it('ends quietly when nobody reads what it prints', () => {
    const script = `"${process.execPath}" "${BIN}" config schema 2>err | head -c1; cat err`
    const { status, stdout } = spawnSync('sh', ['-c', script], {
      env: environment(),
      cwd: directoryWith(),
      encoding: 'utf8',
    })
    expect({ status, stdout }).toEqual({ status: 0, stdout: '{' })
  })

  it('colours only when told to, where standard error is no terminal', () => {
    const colour = '\u001b['
    expect(mp(['token', '--nope']).stderr).not.toContain(colour)
    expect(mp(['token', '--nope', '--color']).stderr).toContain(colour)
    expect(mp(['token', '--nope'], { FORCE_COLOR: '1' }).stderr).toContain(colour)
    expect(mp(['token', '--nope', '--no-color'], { FORCE_COLOR: '1' }).stderr).not.toContain(colour)
    expect(mp(['token', '--nope'], { FORCE_COLOR: '1', NO_COLOR: '1' }).stderr).not.toContain(colour)
  })
})

describe('mp sandbox, as a process of its own', () => {
  it('announces itself in one line, serves other commands, and ends with 130 when it is interrupted', async () => {
    const sandbox = spawn(process.execPath, [BIN, 'sandbox', '--port', '0', '--json'], { env: environment() })
    onTestFinished(() => void sandbox.kill('SIGKILL'))
    const announced = JSON.parse(await firstLine(sandbox))
    expect(announced).toMatchObject({
      schema: 'mp.sandbox/1',
      issuer: `${announced.altinn}/`,
      selfservice: `${announced.altinn}/api/v1`,
    })
    expect(announced.clients).toContainEqual({
      client_id: CLIENT_IDS.certificate,
      orgnr: '310904473',
      auth: 'x5c',
      scopes: expect.arrayContaining(['brreg:losore/utlegg']),
      keystore: expect.stringMatching(/\.p12$/),
      password_file: expect.any(String),
    })

    const token = mp(['token', '--env', 'sandbox', '-s', 'brreg:losore/utlegg', '-v'], {
      MP_SANDBOX: announced.issuer,
    })
    expect(token.stderr).toContain(`POST ${announced.altinn}/token 200`)
    expect(claimsOf(token.stdout)).toMatchObject({ iss: announced.issuer })

    sandbox.kill('SIGINT')
    expect((await once(sandbox, 'exit'))[0]).toBe(130)
  })

  it('says so when its port is taken', async () => {
    const sandbox = spawn(process.execPath, [BIN, 'sandbox', '--port', '0', '--json'], { env: environment() })
    onTestFinished(() => void sandbox.kill('SIGKILL'))
    const { port } = new URL(JSON.parse(await firstLine(sandbox)).issuer)
    expect(mp(['sandbox', '--port', port])).toMatchObject({
      status: 3,
      stdout: '',
      stderr: `mp: error: port ${port} is taken; --port 0 takes any that is free\n`,
    })
  })

  it('is asked for by name when MP_SANDBOX is set', () => {
    const { status, stderr } = mp(['token', '--env', 'sandbox', '-s', 'a'], {
      MP_SANDBOX: 'http://127.0.0.1:9/',
    })
    expect({ status, stderr: stderr.split('\n')[0] }).toEqual({
      status: 5,
      stderr:
        'mp: error: GET http://127.0.0.1:9/.well-known/mp-sandbox found nobody listening (connection refused)',
    })
  })
})

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  let text = ''
  for await (const chunk of stdout ?? []) {
    text += chunk
    if (text.includes('\n')) break
  }
  return text.slice(0, text.indexOf('\n'))
}
