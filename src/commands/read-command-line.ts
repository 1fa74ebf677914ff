import type { Argument, CommandSpec } from './command.js'
import type { RawOptions } from './options/option.js'
import { type Argv, readArgv } from './options/read-argv.js'

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
  const read = command && readWords(argv.slice(command.path.length), command)
  return command && read && fits(read.args.length, command.args) ? { command, ...read } : undefined
}

/** Where another program's words are wanted, they are all that stands behind `--`. */
function readWords(words: readonly string[], { runsProgram, groups }: CommandSpec): Argv | undefined {
  if (!runsProgram) return readArgv(words, groups)
  const at = words.indexOf('--')
  const read = at < 0 ? undefined : readArgv(words.slice(0, at), groups)
  return read && { ...read, args: [...read.args, ...words.slice(at + 1)] }
}

/** Too few words or too many: commander says it. */
function fits(count: number, expected: readonly Argument[] = []): boolean {
  const least = expected.filter(({ name }) => name.startsWith('<')).length
  const most = expected.some(({ name }) => name.includes('...')) ? count : expected.length
  return least <= count && count <= most
}
