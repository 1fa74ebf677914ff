import { execFile } from 'node:child_process'
import { MpError } from '../errors.js'
import { printable } from '../printable.js'

/**
 * Runs a program without a shell and gives its standard output. What it says on standard error goes to mp's own as it comes,
 * or to `hear` when it has ended, a line at a time and harmless. Throws `MP_SECRET_UNAVAILABLE`.
 */
export function runProgram(
  [program = '', ...args]: readonly string[],
  hear?: (line: string) => void,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, OPTIONS, (cause, stdout, stderr) => {
      if (hear) for (const line of linesOf(stderr)) hear(line)
      if (cause) reject(new MpError('MP_SECRET_UNAVAILABLE', `"${program}" ${reason(cause)}`, { cause }))
      else resolve(stdout)
    })
    if (!hear) child.stderr?.pipe(process.stderr, { end: false })
    child.stdin?.end()
  })
}

const OPTIONS = { encoding: 'buffer', maxBuffer: 1024 * 1024 } as const

function linesOf(said: Buffer): string[] {
  const lines = said.toString('utf8').split(/\r?\n/)
  return lines.map((line) => printable(line).trim()).filter(Boolean)
}

function reason({ code, signal }: { code?: unknown; signal?: unknown }): string {
  if (code === 'ENOENT') return 'is no program that can be found'
  return typeof code === 'number' ? `failed with exit code ${code}` : `failed (${code ?? signal})`
}
