import type { Host } from '../host.js'
import type { GlobalOptions } from './options/global.js'

/** Whether a person may be asked: there is one, and `--no-input` was not given. */
export function mayPrompt({ input }: Pick<GlobalOptions, 'input'>, host: Host): () => boolean {
  return () => input && host.isTerminal(0) && host.isTerminal(2)
}
