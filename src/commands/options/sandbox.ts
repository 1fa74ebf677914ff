import { MpError } from '../../errors.js'
import { type OptionGroup, type RawOptions, textOf } from './option.js'

export const SANDBOX: OptionGroup = {
  title: 'Sandbox options:',
  options: [
    { long: 'port', value: 'port', description: 'port on loopback (default 8473; 0 for any that is free)' },
  ],
}

/** Reads the sandbox's flags. Throws `MP_USAGE`. */
export function readSandbox(raw: RawOptions): { port?: number } {
  const text = textOf(raw, 'port')
  if (text === undefined) return {}
  if (/^\d{1,5}$/.test(text) && Number(text) < 65536) return { port: Number(text) }
  throw new MpError('MP_USAGE', `--port "${text}" is not a port from 0 to 65535`)
}
