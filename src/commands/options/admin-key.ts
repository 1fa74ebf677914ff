import { MpError } from '../../errors.js'
import type { KeySettings } from '../../profiles/settings.js'
import type { Algorithm } from '../../protocol/grant-limits.js'
import { KEY, readKey } from './key.js'
import { readNewKid } from './key-file.js'
import type { Option, OptionGroup, RawOptions } from './option.js'

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  key: 'the key to add: keystore, PEM, DER, JWK or JWKS, private or public; only its public half is sent',
  'key-alias': 'which entry of that file',
  kid: 'id to register it under; by default its own, else its RFC 7638 thumbprint',
  'key-password-file': 'file with the password of that file; - for standard input',
  alg: 'what it will sign with: RS256 (default), RS384 or RS512',
}

/** The key flags, where they speak of the key that is added. The session's own key is the profile's or `MP_KEY`'s. */
export const KEY_ADD: OptionGroup = {
  title: 'Key to add:',
  options: KEY.options.map(
    (option): Option => ({ ...option, description: DESCRIPTIONS[option.long] ?? option.description }),
  ),
}

/** A key that is to be registered. */
export interface KeyToAdd {
  key: KeySettings
  alg: Algorithm
}

/** Reads the flags of a key that is to be registered. Throws `MP_USAGE`. */
export function readKeyAdd(raw: RawOptions, cwd: string): KeyToAdd {
  readNewKid(raw)
  const { key, alg } = readKey(raw, cwd)
  if (key?.source === undefined) throw new MpError('MP_USAGE', '--key <file> is missing: the key to add')
  return { key, alg: alg ?? 'RS256' }
}
