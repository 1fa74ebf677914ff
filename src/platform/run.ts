import { execFile } from 'node:child_process'
import { MpError } from '../errors.js'

/** Runs a program without a shell and gives its standard output; what it says on standard error stays there. */
export function runProgram([program = '', ...args]: readonly string[]): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { encoding: 'buffer', maxBuffer: 1024 * 1024 }, (cause, stdout) => {
      if (cause) reject(new MpError('MP_SECRET_UNAVAILABLE', `"${program}" ${reason(cause)}`, { cause }))
      else resolve(stdout)
    })
    child.stderr?.pipe(process.stderr, { end: false })
    child.stdin?.end()
  })
}

function reason({ code, signal }: { code?: unknown; signal?: unknown }): string {
  if (code === 'ENOENT') return 'is no program that can be found'
  return typeof code === 'number' ? `failed with exit code ${code}` : `failed (${code ?? signal})`
}
