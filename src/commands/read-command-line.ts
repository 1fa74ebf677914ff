import { COMMANDS } from './catalogue.js'
import type { CommandSpec } from './command.js'
import type { RawOptions } from './options/option.js'
import { readArgv } from './options/read-argv.js'

/** A command and what stood after it. */
export interface CommandLine {
  command: CommandSpec
  raw: RawOptions
  args: readonly string[]
}

/** Reads a plain command line without commander; undefined for anything that wants commander's help or its words. */
export function readCommandLine(argv: readonly string[]): CommandLine | undefined {
  const command = COMMANDS.find(({ path }) => path.every((word, index) => argv[index] === word))
  const raw = command && !command.args && readArgv(argv.slice(command.path.length), command.groups)
  return command && raw ? { command, raw, args: [] } : undefined
}
