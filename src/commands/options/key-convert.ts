import { MpError } from '../../errors.js'
import type { PasswordSource } from '../../profiles/settings.js'
import { passwordFile } from './key.js'
import { type Destination, OUTPUT, oneOf, readPrivateOutput } from './key-file.js'
import { type OptionGroup, type RawOptions, textOf } from './option.js'

const FORMATS = ['pkcs12', 'pem', 'jwk'] as const

export const KEY_CONVERT: OptionGroup = {
  title: 'Convert options:',
  options: [
    { long: 'to', value: 'format', values: FORMATS, description: 'pkcs12, pem or jwk' },
    OUTPUT,
    {
      long: 'output-password-file',
      value: 'file',
      values: 'file',
      description: "file with the new file's password; - for standard input",
    },
    { long: 'output-alias', value: 'alias', description: 'name of the entry in a pkcs12 file' },
  ],
}

/** What a key is to become. */
export interface ConvertOptions {
  to: (typeof FORMATS)[number]
  output: Destination
  password?: PasswordSource
  alias?: string
}

/** Reads the flags of a conversion. Throws `MP_USAGE`. */
export function readKeyConvert(raw: RawOptions, cwd: string): ConvertOptions {
  const to = oneOf(raw, 'to', FORMATS)
  if (to === undefined) throw new MpError('MP_USAGE', '--to <format> is missing: pkcs12, pem or jwk')
  const output = readPrivateOutput(raw, cwd)
  const passwordPath = textOf(raw, 'outputPasswordFile')
  const alias = textOf(raw, 'outputAlias')
  if (alias !== undefined && to !== 'pkcs12')
    throw new MpError('MP_USAGE', `--output-alias is for pkcs12: ${to} has no place for it`)
  if (passwordPath !== undefined && to === 'jwk')
    throw new MpError('MP_USAGE', '--output-password-file is for pkcs12 and pem: a jwk is not encrypted')
  return {
    to,
    output,
    ...(passwordPath !== undefined && { password: passwordFile(passwordPath, cwd) }),
    ...(alias !== undefined && { alias }),
  }
}
