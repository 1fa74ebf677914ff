import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { MpError } from '../errors.js'
import { inForeground } from './foreground.js'

/**
 * Runs a program, without a shell, on the streams of this process, and gives its exit code: 128 and the signal's number where a
 * signal ended it. Signals that come here meanwhile are handed on. Throws `MP_PROGRAM_NOT_FOUND` and `MP_PROGRAM_UNUSABLE`.
 */
export function execute(
  [program = '', ...args]: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    let child: ChildProcess | undefined
    // Listened for before there is a program: one that comes at once must not end mp and leave it behind.
    const stop = onSignals((signal) => handOn(signal, child?.pid))
    const fail = (cause: unknown) => {
      stop()
      reject(notStarted(program, cause))
    }
    try {
      child = spawn(program, args, { env: { ...env }, stdio: 'inherit' })
    } catch (cause) {
      return fail(cause) // some failures are thrown at once, and others come as an event
    }
    child.once('error', fail)
    child.once('exit', (code, signal) => {
      stop()
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0))
    })
  })
}

function notStarted(program: string, cause: unknown): MpError {
  const { code } = cause as NodeJS.ErrnoException
  if (code === 'ENOENT') {
    return new MpError('MP_PROGRAM_NOT_FOUND', `"${program}" is no program that can be found`, { cause })
  }
  return new MpError('MP_PROGRAM_UNUSABLE', `"${program}" cannot be run (${code})`, { cause })
}

/** What a terminal sends to every process in its foreground, by itself. */
const FROM_TERMINALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT', 'SIGWINCH']
const HANDED_ON: readonly NodeJS.Signals[] = [...FROM_TERMINALS, 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2']

function onSignals(hear: (signal: NodeJS.Signals) => void): () => void {
  for (const signal of HANDED_ON) process.on(signal, hear)
  return () => {
    for (const signal of HANDED_ON) process.off(signal, hear)
  }
}

/**
 * The program decides what a signal means. One that a terminal has sent to both of us is not handed on, for many programs take
 * the second for an order to drop everything.
 */
function handOn(signal: NodeJS.Signals, pid: number | undefined): void {
  if (pid === undefined || (FROM_TERMINALS.includes(signal) && inForeground())) return
  try {
    process.kill(pid, signal)
  } catch {
    // it has just ended, or runs as another user: its end is waited for all the same
  }
}
