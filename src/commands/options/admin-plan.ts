import type { WantedSource } from '../../flows/admin/wanted.js'
import { named } from './call-body.js'
import type { Option, OptionGroup, RawOptions } from './option.js'

const PRUNE: Option = {
  long: 'prune',
  description: 'take away what a list has beyond the file: scopes of its clients, consumers of its scopes',
}

export const PLAN: OptionGroup = { title: 'Plan options:', options: [PRUNE] }

export const APPLY: OptionGroup = {
  title: 'Change options:',
  options: [
    PRUNE,
    { long: 'dry-run', description: 'show what would be done, as mp admin plan does, and exit with 0' },
    { long: 'yes', description: 'go on without asking' },
  ],
}

/** Whether what the file does not have is to go. */
export function readPrune(raw: RawOptions): boolean {
  return raw.prune === true
}

/** The file that tells what is wanted; `-` is standard input. */
export function readWantedSource([text = '']: readonly string[], cwd: string): WantedSource {
  return text === '-' ? { kind: 'stdin', label: 'standard input' } : { kind: 'file', ...named(text, cwd) }
}
