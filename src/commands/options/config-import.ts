import type { OptionGroup, RawOptions } from './option.js'

export const CONFIG_IMPORT: OptionGroup = {
  title: 'Import options:',
  options: [{ long: 'dry-run', description: 'print what would be written, and write nothing' }],
}

/** Whether nothing is to be written. */
export function readDryRun(raw: RawOptions): boolean {
  return raw.dryRun === true
}
