import { MpError } from '../../errors.js'
import type { Wish } from '../../profiles/choose.js'
import { LANG } from './language.js'
import { type Option, type OptionGroup, type RawOptions, textOf } from './option.js'

export const GLOBAL: OptionGroup = {
  title: 'Global options:',
  options: [
    {
      long: 'profile',
      short: 'p',
      value: 'name',
      values: 'profile',
      description: 'profile of the configuration file',
    },
    {
      long: 'env',
      short: 'e',
      value: 'name',
      values: 'environment',
      description: 'test, prod, sandbox, or one of your own',
    },
    {
      long: 'config',
      value: 'file',
      values: 'file',
      description: 'configuration file, instead of the one found by walking up',
    },
    { long: 'json', description: 'machine-readable result, and failures as JSON on standard error' },
    { long: 'quiet', short: 'q', description: 'no warnings' },
    { long: 'verbose', short: 'v', description: 'tell on standard error what is done; never a secret' },
    { long: 'color', switchable: true, description: 'colour, or none; by default on a terminal' },
    LANG,
    { long: 'input', negative: true, description: 'never ask anything' },
    { long: 'timeout', value: 'seconds', description: 'for each request (default 10)' },
  ],
}

/** What every command has of itself. */
export const HELP: Option = { long: 'help', short: 'h', description: 'print help' }

/** What stands before every command. */
export const VERSION: Option = { long: 'version', short: 'V', description: 'print the version' }

export interface GlobalOptions {
  wish: Wish
  config?: string
  json: boolean
  quiet: boolean
  verbose: boolean
  input: boolean
  timeoutMs: number
}

/** Reads the global flags. Throws `MP_USAGE`. */
export function readGlobal(raw: RawOptions): GlobalOptions {
  const config = readConfigFile(raw)
  return {
    wish: { profile: textOf(raw, 'profile'), environment: textOf(raw, 'env') },
    ...(config !== undefined && { config }),
    json: raw.json === true,
    quiet: raw.quiet === true,
    verbose: raw.verbose === true,
    input: raw.input !== false,
    timeoutMs: readTimeout(textOf(raw, 'timeout')),
  }
}

function readConfigFile(raw: RawOptions): string | undefined {
  const config = textOf(raw, 'config')
  if (config !== '-') return config
  throw new MpError('MP_USAGE', '--config takes a file: a configuration is not read from standard input')
}

const MAX_TIMEOUT = 3600

function readTimeout(text = '10'): number {
  const seconds = Number(text)
  if (/^\d+(\.\d+)?$/.test(text) && seconds > 0 && seconds <= MAX_TIMEOUT) return Math.ceil(seconds * 1000)
  throw new MpError(
    'MP_USAGE',
    `--timeout "${text}" is not a number of seconds above 0 and at most ${MAX_TIMEOUT}`,
  )
}
