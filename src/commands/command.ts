import type { Host } from '../host.js'
import type { OptionGroup, RawOptions, Values } from './options/option.js'

/** What a command does: gives its exit code where that is not 0. `argv` is the whole line as it was typed. */
export type Run = (
  raw: RawOptions,
  host: Host,
  args: readonly string[],
  argv: readonly string[],
) => Promise<number | undefined>

/** A word after the command: `<needed>`, `[optional]`, and `...` after the name where it may be several. */
export interface Argument {
  readonly name: string
  readonly description: string
  readonly values?: Values
}

/** One command as data: how it is called, what help says of it, and where its code is. */
export interface CommandSpec {
  /** Its words: `['token']`, `['config', 'show']`. */
  readonly path: readonly string[]
  readonly summary: string
  readonly args?: readonly Argument[]
  /** Its words stand behind `--`, and are another program's: nothing in them is mp's. */
  readonly runsProgram?: true
  readonly groups: readonly OptionGroup[]
  readonly examples: readonly string[]
  /** What help says before the examples, beside the options. */
  readonly notes?: readonly string[]
  /** Loads the code when the command is called, and not before. */
  load(): Promise<Run>
}
