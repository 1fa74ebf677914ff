import { MpError } from '../../errors.js'
import { type Destination, OUTPUT, oneOf, readNewKid, readOutput } from './key-file.js'
import type { OptionGroup, RawOptions } from './option.js'

const FORMATS = ['jwk', 'jwks', 'pem'] as const

export type PublicFormat = (typeof FORMATS)[number]

export const KEY_PUBLIC: OptionGroup = {
  title: 'Public options:',
  options: [
    { long: 'format', value: 'format', values: FORMATS, description: 'jwk (default), jwks or pem' },
    OUTPUT,
  ],
}

/** Reads the flags of a public key. Throws `MP_USAGE`. */
export function readKeyPublic(raw: RawOptions, cwd: string): { format: PublicFormat; output: Destination } {
  const format = oneOf(raw, 'format', FORMATS) ?? 'jwk'
  readNewKid(raw)
  if (format === 'pem' && raw.json === true)
    throw new MpError('MP_USAGE', '--json and --format pem exclude each other')
  return { format, output: readOutput(raw, cwd) ?? { kind: 'stdout' } }
}
