import { resolve } from 'node:path'
import { MpError } from '../../errors.js'
import { nearest } from '../../nearest.js'
import { type Option, type RawOptions, textOf } from './option.js'

/** Where a result is written. */
export type Destination = { kind: 'stdout' } | { kind: 'file'; path: string; label: string }

export const OUTPUT: Option = {
  long: 'output',
  short: 'o',
  value: 'file',
  values: 'file',
  description: 'file to write, which must be new; - for standard output',
}

/** Reads `--output`. Throws `MP_USAGE`. */
export function readOutput(raw: RawOptions, cwd: string): Destination | undefined {
  const text = textOf(raw, 'output')
  if (text === undefined) return undefined
  return text === '-' ? { kind: 'stdout' } : { kind: 'file', path: resolve(cwd, text), label: text }
}

/** Reads `--output` where a private key is to be written: to a place that was named. Throws `MP_USAGE`. */
export function readPrivateOutput(raw: RawOptions, cwd: string): Destination {
  const output = readOutput(raw, cwd)
  if (output === undefined) throw new MpError('MP_USAGE', '-o, --output <file> is missing')
  if (output.kind === 'stdout' && raw.json === true)
    throw new MpError('MP_USAGE', '--json and --output - exclude each other: both are standard output')
  return output
}

/** Reads a flag whose value is one of a few words. Throws `MP_USAGE`. */
export function oneOf<T extends string>(raw: RawOptions, key: string, words: readonly T[]): T | undefined {
  const text = textOf(raw, key)
  const known = words.find((word) => word === text)
  if (text === undefined || known !== undefined) return known
  const suggestion = nearest(text, words)
  const list = `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
  throw new MpError(
    'MP_USAGE',
    `--${key} "${text}" is ${words.length > 2 ? 'none of' : 'neither of'} ${list}`,
    suggestion === undefined ? {} : { suggestion },
  )
}

/** Digdir takes letters, digits, dot, underscore and hyphen (self-service API, "kid"). */
export function isKid(text: string): boolean {
  return /^[\w.-]+$/.test(text)
}

/** Reads the `--kid` of a key that is to be registered. Throws `MP_USAGE`. */
export function readNewKid(raw: RawOptions): string | undefined {
  const kid = textOf(raw, 'kid')
  if (kid === undefined || isKid(kid)) return kid
  throw new MpError(
    'MP_USAGE',
    `--kid "${kid}" holds other characters than letters A to Z, digits, dot, underscore and hyphen`,
  )
}
