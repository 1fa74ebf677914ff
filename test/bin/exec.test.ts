import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { directoryWith } from '../support/directory.js'

const BIN = join(import.meta.dirname, '..', '..', 'bin', 'mp.cjs')
const LINE = [BIN, 'exec', '--env', 'sandbox', '-s', 'brreg:losore/utlegg', '--']

/** What is kept serves all these tests. */
function environment(more: Record<string, string> = {}): Record<string, string> {
  const { PATH = '' } = process.env
  const state = inject('stateHome')
  return {
    ...{ PATH, HOME: directoryWith(), XDG_STATE_HOME: state, MP_CACHE_DIR: join(state, 'exec-cache') },
    ...more,
  }
}

/** Runs a program by mp, in a session of its own: whoever runs the tests may sit at a terminal. */
function start(program: readonly string[], more: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, [...LINE, ...program], {
    env: environment(more),
    cwd: directoryWith(),
    stdio: 'pipe',
    detached: true,
  })
  onTestFinished(() => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL')
    } catch {
      // all of them have ended, as they should
    }
  })
  return child
}

interface Heard {
  bytes: Buffer[]
  stderr: string
  end: Promise<{ code: number | null; stdout: string; stderr: string }>
}

function listen(child: ChildProcess): Heard {
  const heard: Heard = { bytes: [], stderr: '', end: Promise.resolve({ code: null, stdout: '', stderr: '' }) }
  child.stdout?.on('data', (chunk: Buffer) => heard.bytes.push(chunk))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    heard.stderr += text
  })
  heard.end = once(child, 'close').then(([code]) => ({
    code,
    stdout: Buffer.concat(heard.bytes).toString(),
    stderr: heard.stderr,
  }))
  return heard
}

async function outcome(
  program: readonly string[],
  more: Record<string, string> = {},
  stdin: Buffer | string = '',
) {
  const child = start(program, more)
  const { end } = listen(child)
  child.stdin?.on('error', () => {}) // not every program reads
  child.stdin?.end(stdin)
  return end
}

/** Until standard output holds that text. */
async function said(child: ChildProcess, { bytes }: Heard, text: string): Promise<void> {
  while (!Buffer.concat(bytes).includes(text)) await once(child.stdout ?? child, 'data')
}

const sh = (script: string) => ['sh', '-c', script]

describe('a program that the built mp runs', () => {
  it('has the token in its environment, and in nobody’s arguments', async () => {
    const script = 'echo "$MASKINPORTEN_TOKEN"; [ -d /proc/self ] && cat /proc/$PPID/cmdline /proc/$$/cmdline'
    const { code, stdout, stderr } = await outcome(sh(script), { MASKINPORTEN_TOKEN: 'old' })
    const [token = '', ...others] = stdout.split('\n')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
    expect(others.join('\n')).not.toContain(token)
    expect(others.join('\n')).toContain(existsSync('/proc/self') ? 'losore/utlegg' : '')
  })

  it.each([0, 1, 77, 255])('gives its exit code: %i', async (code) => {
    expect(await outcome(sh(`exit ${code}`))).toEqual({ code, stdout: '', stderr: '' })
  })

  it.each([
    ['KILL', 137],
    ['TERM', 143],
    ['SEGV', 139],
  ])('gives 128 and the number of the signal that ends it: %s', async (signal, code) => {
    expect((await outcome(sh(`ulimit -c 0; kill -${signal} $$`))).code).toBe(code)
  })

  it('reads all of standard input, byte for byte', async () => {
    const bytes = randomBytes(3 * 1024 * 1024)
    const child = start(['cat'])
    const heard = listen(child)
    child.stdin?.end(bytes)
    expect((await heard.end).code).toBe(0)
    expect(digest(Buffer.concat(heard.bytes))).toBe(digest(bytes))
  })

  it('writes what it likes to standard output and standard error', async () => {
    const size = 30 * 1024 * 1024
    const { code, stdout, stderr } = await outcome(
      sh(`yes abc | head -c ${size}; echo to a person >&2; exit 3`),
    )
    expect({ code, size: stdout.length, stderr }).toEqual({ code: 3, size, stderr: 'to a person\n' })
    expect(stdout.startsWith('abc\nabc\n')).toBe(true)
  })

  it('gets its arguments as they are: no shell reads them', async () => {
    const words = ['$HOME', '*', '; exit 9', 'a b', '', '--', '--json', '-h', "'"]
    const { code, stdout } = await outcome(['printf', '<%s>', ...words])
    expect({ code, stdout }).toEqual({ code: 0, stdout: words.map((word) => `<${word}>`).join('') })
  })
})

describe('a signal to the built mp', () => {
  const waiting = (signal: string, then: string) =>
    sh(`trap '${then}' ${signal}; sleep 60 >&- 2>&- & echo ready; wait; wait; kill $!`)

  it.each(['INT', 'TERM', 'HUP', 'QUIT', 'USR1', 'USR2', 'WINCH'])(
    'comes to the program, whose end is waited for: SIG%s',
    async (signal) => {
      const child = start(waiting(signal, 'echo got; kill $!; exit 9'))
      const heard = listen(child)
      await said(child, heard, 'ready')
      child.kill(`SIG${signal}` as NodeJS.Signals)
      expect(await heard.end).toEqual({ code: 9, stdout: 'ready\ngot\n', stderr: '' })
    },
  )

  it('ends a program that does not care with that signal, from its first moment', async () => {
    const ended = Array.from({ length: 8 }, async () => {
      const child = start(sh('echo ready; exec sleep 60'))
      const heard = listen(child)
      await said(child, heard, 'ready')
      child.kill('SIGTERM')
      return (await heard.end).code
    })
    expect(new Set(await Promise.all(ended))).toEqual(new Set([143]))
  })

  it('does not end mp while the program lives on', async () => {
    const child = start(waiting('TERM', 'echo once more'))
    const heard = listen(child)
    await said(child, heard, 'ready')
    child.kill('SIGTERM')
    await said(child, heard, 'once more')
    expect(child.exitCode).toBeNull()
    child.kill('SIGUSR1')
    expect((await heard.end).code).toBe(128 + 10)
  })
})

describe.runIf(process.platform === 'linux' && existsSync('/usr/bin/script'))('a terminal', () => {
  /** mp on a terminal of its own, whose keys are typed by the test. */
  function atTerminal(program: string) {
    const words = [process.execPath, ...LINE].map((word) => `'${word}'`).join(' ')
    const child = spawn('script', ['-qec', `exec ${words} ${program}`, '/dev/null'], {
      env: environment({ SHELL: '/bin/sh' }),
      cwd: directoryWith(),
      stdio: 'pipe',
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    return child
  }

  it('interrupts the program once with Ctrl-C, and mp gives its exit code', async () => {
    const script = `
      let times = 0
      const tell = () => { console.log("times: " + times); process.exit(5) }
      process.on("SIGINT", () => ++times === 1 && setTimeout(tell, 300))
      setInterval(() => {}, 1000)
      console.log("ready")`
    const program = `'${process.execPath}' -e '${script}'`
    const child = atTerminal(program)
    const heard = listen(child)
    await said(child, heard, 'ready')
    child.stdin?.write('\u0003')
    const { code, stdout } = await heard.end
    expect(stdout).toContain('times: 1')
    expect(code).toBe(5)
  })

  it('ends a program that does not care with Ctrl-C', async () => {
    const child = atTerminal(`sh -c 'echo ready; exec sleep 60'`)
    const heard = listen(child)
    await said(child, heard, 'ready')
    child.stdin?.write('\u0003')
    expect((await heard.end).code).toBe(130)
  })

  it('is the program’s too', async () => {
    const child = atTerminal(`sh -c 'test -t 0 && test -t 1 && test -t 2 && echo yes'`)
    const { code, stdout } = await listen(child).end
    expect({ code, stdout: stdout.trim() }).toEqual({ code: 0, stdout: 'yes' })
  })
})

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
