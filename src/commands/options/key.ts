import { resolve } from 'node:path'
import { MpError } from '../../errors.js'
import { namesNoVariable, parseKeySource } from '../../profiles/key-source.js'
import type { KeySettings, KeySource, PasswordSource } from '../../profiles/settings.js'
import { ALGORITHMS, type Algorithm } from '../../protocol/grant-limits.js'
import { ifGiven, type OptionGroup, type RawOptions } from './option.js'

export const KEY: OptionGroup = {
  title: 'Key options:',
  options: [
    {
      long: 'key',
      value: 'file',
      values: 'file',
      description: 'keystore, PEM or JWK; - for standard input, env:NAME for a variable',
    },
    { long: 'key-alias', value: 'alias', description: 'which entry of the keystore' },
    {
      long: 'kid',
      value: 'kid',
      description: 'id of the registered key; without one the certificate is sent',
    },
    {
      long: 'key-password-file',
      value: 'file',
      values: 'file',
      description: "file with the keystore's password; - for standard input",
    },
    {
      long: 'entry-password-file',
      value: 'file',
      values: 'file',
      description: "file with the entry's own password, where it has one",
    },
    { long: 'alg', value: 'alg', values: ALGORITHMS, description: 'RS256 (default), RS384 or RS512' },
  ],
}

/** Reads the key flags. Throws `MP_USAGE`. */
export function readKey(raw: RawOptions, cwd: string): { key?: KeySettings; alg?: Algorithm } {
  const key: KeySettings = {
    ...ifGiven(raw, 'key', (text) => ({ source: keySource(text, cwd) })),
    ...ifGiven(raw, 'keyAlias', (alias) => ({ alias })),
    ...ifGiven(raw, 'kid', (kid) => ({ kid })),
    ...ifGiven(raw, 'keyPasswordFile', (text) => ({ password: passwordFile(text, cwd) })),
    ...ifGiven(raw, 'entryPasswordFile', (text) => ({ entryPassword: passwordFile(text, cwd) })),
  }
  return {
    ...(Object.keys(key).length > 0 && { key }),
    ...ifGiven(raw, 'alg', (text) => ({ alg: readAlgorithm(text) })),
  }
}

function keySource(text: string, cwd: string): KeySource {
  if (namesNoVariable(text)) throw new MpError('MP_USAGE', `--key "${text}" names no variable`)
  return parseKeySource(text, cwd)
}

/** The file that a password is in; `-` is standard input. */
export function passwordFile(text: string, cwd: string): PasswordSource {
  return text === '-' ? { kind: 'stdin' } : { kind: 'file', path: resolve(cwd, text), label: text }
}

function readAlgorithm(text: string): Algorithm {
  const known = ALGORITHMS.find((alg) => alg === text)
  if (known !== undefined) return known
  throw new MpError('MP_USAGE', `--alg "${text}" is none of RS256, RS384 and RS512`)
}
