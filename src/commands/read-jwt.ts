import { resolve } from 'node:path'
import { MpError } from '../errors.js'
import type { Host } from '../host.js'
import { printable } from '../printable.js'
import { findJwt, type Wanted } from '../protocol/find-jwt.js'
import { type Jwt, readJwt } from '../protocol/jwt.js'
import { readStandardInput } from '../read-file.js'
import type { Reporter } from './reporter.js'

/** Where a JWT comes from: the command line, or standard input. */
export function isFromStdin([word]: readonly string[]): boolean {
  return word === undefined || word === '-'
}

/**
 * The JWT that a command is about, taken apart. Throws `MP_USAGE` where none is given, and `MP_JWT_UNREADABLE`, which
 * never repeats it.
 */
export async function readJwtInput(
  args: readonly string[],
  wanted: Wanted,
  host: Host,
  report: Reporter,
): Promise<Jwt> {
  return readJwt(findJwt(await inputText(args, wanted, host, report), wanted))
}

async function inputText(
  args: readonly string[],
  wanted: Wanted,
  host: Host,
  report: Reporter,
): Promise<string> {
  const [word] = args
  if (word !== undefined && word !== '-') {
    refuseFile(word, wanted, host)
    report.warn(
      `a ${wanted} on the command line is seen in process lists and kept in the shell's history; standard input is not`,
    )
    return word
  }
  if (word === undefined && host.isTerminal(0))
    throw new MpError('MP_USAGE', `there is no ${wanted}: give it on standard input, or as an argument`)
  return Buffer.from(await readStandardInput(host, 'MP_JWT_UNREADABLE')).toString('utf8')
}

/** A file's name in the place of what it holds; no JWT is so short. */
function refuseFile(word: string, wanted: Wanted, { files, cwd }: Host): void {
  if (word.length > 100 || !files.exists(resolve(cwd, word))) return
  const name = printable(word)
  throw new MpError('MP_USAGE', `"${name}" is a file, and a ${wanted} is read from standard input: < ${name}`)
}
