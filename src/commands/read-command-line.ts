import type { Argument, CommandSpec } from './command.js'
import type { RawOptions } from './options/option.js'
import { readArgv } from './options/read-argv.js'

/** A command and what stood after it. */
export interface CommandLine {
  command: CommandSpec
  raw: RawOptions
  args: readonly string[]
}

/** Reads a plain line of one of these commands without commander; undefined for anything that wants commander's help or its words. */
export function readCommandLine(
  argv: readonly string[],
  commands: readonly CommandSpec[],
): CommandLine | undefined {
  const command = commands.find(({ path }) => path.every((word, index) => argv[index] === word))
  const read = command && readArgv(argv.slice(command.path.length), command.groups)
  return command && read && fits(read.args.length, command.args) ? { command, ...read } : undefined
}

/** Too few words or too many: commander says it. */
function fits(count: number, expected: readonly Argument[] = []): boolean {
  const least = expected.filter(({ name }) => name.startsWith('<')).length
  const most = expected.some(({ name }) => name.includes('...')) ? count : expected.length
  return least <= count && count <= most
}
