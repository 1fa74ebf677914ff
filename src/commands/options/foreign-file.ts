import { MpError } from '../../errors.js'
import type { ForeignSource } from '../../flows/read-foreign.js'
import { named } from './call-body.js'
import { flagOf, type RawOptions } from './option.js'

/** Reads which file of another tool's settings is meant; `-` is standard input. Throws `MP_USAGE`. */
export function readForeignFile([text = '']: readonly string[], cwd: string): ForeignSource {
  if (text === '') throw new MpError('MP_USAGE', '<file> is empty')
  return text === '-' ? { kind: 'stdin', label: 'standard input' } : { kind: 'file', ...named(text, cwd) }
}

/** Refuses what would choose a profile where the file alone says everything. Throws `MP_USAGE`. */
export function refuseChoice(raw: RawOptions, command: string): void {
  const chosen = ['profile', 'env', 'config'].find((key) => raw[key] !== undefined)
  if (chosen !== undefined)
    throw new MpError('MP_USAGE', `${flagOf(chosen)} does not go with ${command}: its file says everything`)
}
