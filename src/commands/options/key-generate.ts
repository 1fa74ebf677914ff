import type { KeyWish } from '../../flows/generate-key.js'
import { type Destination, OUTPUT, oneOf, readNewKid, readPrivateOutput } from './key-file.js'
import type { OptionGroup, RawOptions } from './option.js'

const FORMATS = ['jwk', 'pem'] as const
const BITS = ['2048', '3072', '4096'] as const

export const KEY_GENERATE: OptionGroup = {
  title: 'Generate options:',
  options: [
    OUTPUT,
    { long: 'format', value: 'format', values: FORMATS, description: 'jwk (default) or pem' },
    { long: 'bits', value: 'bits', values: BITS, description: '2048 (default), 3072 or 4096' },
    { long: 'kid', value: 'kid', description: 'id to register the key under (default: one of its own)' },
  ],
}

/** Reads the flags of a new key. Throws `MP_USAGE`. */
export function readKeyGenerate(raw: RawOptions, cwd: string): { wish: KeyWish; output: Destination } {
  const output = readPrivateOutput(raw, cwd)
  const kid = readNewKid(raw)
  const wish = {
    format: oneOf(raw, 'format', FORMATS) ?? 'jwk',
    bits: Number(oneOf(raw, 'bits', BITS) ?? '2048'),
    ...(kid !== undefined && { kid }),
  }
  return { wish, output }
}
