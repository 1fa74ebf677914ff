import { resolve } from 'node:path'
import { MpError } from '../../errors.js'
import type { RawOptions } from './option.js'

/** Where the numbers of many persons are. */
export type PersonsSource = { kind: 'stdin' } | { kind: 'file'; path: string; label: string }

/** Whether `--pid` names a list and not a person. */
export function isList(raw: RawOptions): boolean {
  return typeof raw.pid === 'string' && raw.pid.startsWith('@')
}

/** Reads `--pid @file`, and what must go with it. Throws `MP_USAGE`. */
export function readPersonsSource(raw: RawOptions, cwd: string): PersonsSource {
  const file = String(raw.pid).slice(1)
  if (file === '') throw new MpError('MP_USAGE', '--pid @ names no file')
  if (raw.format !== undefined && raw.format !== 'json')
    throw new MpError(
      'MP_USAGE',
      `--pid @<file> and --format ${raw.format} exclude each other: lines of JSON are printed`,
    )
  if (file !== '-') return { kind: 'file', path: resolve(cwd, file), label: file }
  const other = OTHERS.find(([key]) => raw[key] === '-')
  if (other) throw new MpError('MP_USAGE', `standard input cannot be both ${other[1]} and --pid`)
  return { kind: 'stdin' }
}

/** What else may be read from standard input. */
const OTHERS = [
  ['key', '--key'],
  ['keyPasswordFile', '--key-password-file'],
  ['entryPasswordFile', '--entry-password-file'],
] as const
