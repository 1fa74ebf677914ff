import { MpError } from '../../errors.js'
import { type Destination, oneOf, readOutput } from './key-file.js'
import type { OptionGroup, RawOptions } from './option.js'

export const TOKEN_FORMATS = ['raw', 'json', 'header', 'env', 'export', 'curl'] as const

export type TokenFormat = (typeof TOKEN_FORMATS)[number]

export const TOKEN_FORMAT: OptionGroup = {
  title: 'Output options:',
  options: [
    {
      long: 'format',
      value: 'name',
      values: TOKEN_FORMATS,
      description: 'raw (default), json, header, env, export, or curl (for curl -K -)',
    },
    {
      long: 'output',
      short: 'o',
      value: 'file',
      values: 'file',
      description: 'file to write instead, for you alone; - for standard output',
    },
  ],
}

/** How a token is printed, and where. */
export interface TokenPrinting {
  format: TokenFormat
  output: Destination
}

/** Reads `--format`, `--json` and `--output`. Throws `MP_USAGE`. */
export function readTokenPrinting(raw: RawOptions, cwd: string): TokenPrinting {
  const format = oneOf(raw, 'format', TOKEN_FORMATS)
  if (raw.json === true && format !== undefined && format !== 'json')
    throw new MpError('MP_USAGE', `--json and --format ${format} exclude each other`)
  return {
    format: raw.json === true ? 'json' : (format ?? 'raw'),
    output: readOutput(raw, cwd) ?? { kind: 'stdout' },
  }
}
