import { resolve } from 'node:path'
import { MpError } from '../../errors.js'
import { type OptionGroup, type RawOptions, textOf } from './option.js'

export const DOCTOR: OptionGroup = {
  title: 'Doctor options:',
  options: [
    { long: 'offline', description: 'ask nobody: look at configuration, key, certificate and grant alone' },
    {
      long: 'bundle',
      value: 'file',
      values: 'file',
      description: 'write what was found, without any secret, to a new file that a service desk can be sent',
    },
  ],
}

export interface DoctorOptions {
  offline: boolean
  /** `label` is the file as the person wrote it. */
  bundle: { path: string; label: string } | undefined
}

/** Reads the flags of `mp doctor`. Throws `MP_USAGE`. */
export function readDoctor(raw: RawOptions, cwd: string): DoctorOptions {
  const label = textOf(raw, 'bundle')
  if (label === '-') throw new MpError('MP_USAGE', '--bundle takes a file: standard output has the steps')
  return {
    offline: raw.offline === true,
    bundle: label === undefined ? undefined : { path: resolve(cwd, label), label },
  }
}
