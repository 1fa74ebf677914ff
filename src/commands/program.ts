import { type Argument, Command, CommanderError, Option as CommanderOption } from 'commander'
import { MpError } from '../errors.js'
import type { Host } from '../host.js'
import { nearest } from '../nearest.js'
import { COMMANDS } from './catalogue.js'
import type { CommandSpec } from './command.js'
import { HELP_COMMAND, NOUNS } from './nouns.js'
import { GLOBAL, HELP, VERSION } from './options/global.js'
import type { Option, OptionGroup, RawOptions } from './options/option.js'
import type { CommandLine } from './read-command-line.js'

/**
 * Reads any command line with commander. Undefined: help or the version was asked for, and has been printed. Throws
 * `MP_USAGE`, with the nearest known name where there is one.
 */
export async function parseWithCommander(
  argv: readonly string[],
  host: Host,
): Promise<CommandLine | undefined> {
  let called: CommandLine | undefined
  const program = buildProgram(argv, host, (line) => {
    called = line
  })
  try {
    await program.parseAsync(argv.length === 0 ? ['--help'] : argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode !== 0 && error.code !== 'commander.help') throw usageError(error)
  }
  return called
}

function buildProgram(argv: readonly string[], host: Host, call: (line: CommandLine) => void): Command {
  const program = new Command('mp')
    .description('Access tokens from Maskinporten')
    .version(host.version(), flagsOf(VERSION), VERSION.description)
    .helpOption(flagsOf(HELP), HELP.description)
    .helpCommand(false)
    .exitOverride()
    .configureHelp({ subcommandTerm })
    .configureOutput({ writeOut: host.stdout, writeErr: host.stdout, outputError: () => {} })
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 2 usage, 3 configuration or key, 4 refused, 5 no answer, 6 and 7 the API answered 4xx and 5xx, 8 a check found something, 10 to be confirmed',
    )
  addGroups(program, [GLOBAL])
  for (const spec of COMMANDS) addCommand(program, spec, { call, isNamed: isNamed(spec, argv), argv })
  addHelpCommand(program)
  return program
}

/** commander's own knows one word, and takes an unknown one for none. */
function addHelpCommand(program: Command): void {
  const command = program.command('help').argument('[command...]').description(HELP_COMMAND)
  command.action(() => command.args.reduce(commandIn, program).help())
}

function commandIn(parent: Command, word: string): Command {
  const found = parent.commands.find((command) => command.name() === word)
  if (found) return found
  const names = parent.commands.map((command) => command.name())
  const suggestion = nearest(word, names)
  throw new MpError('MP_USAGE', `unknown command "${word}"`, suggestion === undefined ? {} : { suggestion })
}

/** Only a command that the line may mean gets its options: hundreds of others would be made for nobody. */
function isNamed({ path }: CommandSpec, argv: readonly string[]): boolean {
  return path.every((word) => argv.includes(word))
}

const BEFORE_PROGRAM = '[options] -- <program> [args...]'

/** As commander has it, for commands whose options have not been made too. */
function subcommandTerm(command: Command): string {
  if (command.usage() === BEFORE_PROGRAM) return `${command.name()} ${BEFORE_PROGRAM}`
  const words = command.registeredArguments.map((argument) => humanReadable(argument))
  const takesOptions = command.commands.length === 0 && command.name() !== 'help'
  return [command.name(), ...(takesOptions ? ['[options]'] : []), ...words].join(' ')
}

function humanReadable(argument: Argument): string {
  const word = `${argument.name()}${argument.variadic ? '...' : ''}`
  return argument.required ? `<${word}>` : `[${word}]`
}

function addCommand(
  program: Command,
  spec: CommandSpec,
  { call, isNamed, argv }: { call: (line: CommandLine) => void; isNamed: boolean; argv: readonly string[] },
): void {
  const name = spec.path.at(-1) ?? ''
  const command = parentOf(program, spec).command(name).description(spec.summary)
  for (const argument of spec.args ?? []) command.argument(argument.name, argument.description)
  if (spec.runsProgram) command.usage(BEFORE_PROGRAM)
  if (!isNamed) return
  // Without `--` its flags would be read as mp's, and be unknown: what is wrong is that it is missing.
  if (spec.runsProgram && !argv.includes('--')) command.allowUnknownOption()
  addGroups(command, spec.groups)
  if (spec.notes) command.addHelpText('after', `\n${spec.notes.join('\n')}`)
  command.addHelpText('after', `\nExamples:\n${spec.examples.map((example) => `  ${example}`).join('\n')}`)
  command.action(() => call({ command: spec, raw: rawOptions(command), args: command.args }))
}

function parentOf(program: Command, { path }: CommandSpec): Command {
  return path.slice(0, -1).reduce((parent, noun, depth) => {
    const known = parent.commands.find((command) => command.name() === noun)
    return (
      known ??
      parent
        .command(noun)
        .description(NOUNS[path.slice(0, depth + 1).join(' ')] ?? '')
        .helpCommand(false)
    )
  }, program)
}

function addGroups(command: Command, groups: readonly OptionGroup[]): void {
  for (const { title, options } of groups) {
    for (const option of options.flatMap(toCommander)) command.addOption(option.helpGroup(title))
  }
}

function toCommander(table: Option): CommanderOption[] {
  const { long, repeatable, negative, switchable, description } = table
  if (negative) return [new CommanderOption(`--no-${long}`, description)]
  const option = new CommanderOption(flagsOf(table), description)
  if (repeatable) option.argParser((text: string, earlier: string[] = []) => [...earlier, text])
  return switchable ? [option, new CommanderOption(`--no-${long}`).hideHelp()] : [option]
}

function flagsOf({ long, short, value }: Option): string {
  return `${short === undefined ? '' : `-${short}, `}--${long}${value === undefined ? '' : ` <${value}>`}`
}

/** What was given on the line: before the command or after it; commander's own defaults are left out. */
function rawOptions(command: Command): RawOptions {
  const above = command.parent ? rawOptions(command.parent) : {}
  const given = Object.entries(command.opts()).filter(([key]) => command.getOptionValueSource(key) === 'cli')
  return { ...above, ...Object.fromEntries(given) }
}

/** commander's words without its prefix, and its suggestion as a fact. */
function usageError(error: CommanderError): MpError {
  const [first = '', second = ''] = error.message.split('\n')
  const suggestion = /^\(Did you mean (.+)\?\)$/.exec(second)?.[1]
  return new MpError('MP_USAGE', inOurWords(first), suggestion === undefined ? {} : { suggestion })
}

/** What was put behind an unknown flag may be a password, and is not repeated. */
function inOurWords(message: string): string {
  return message
    .replace(/^error: /, '')
    .replace(/^(unknown option '[^=]*=).*/, "$1…'")
    .replace(/\.$/, '')
    .replaceAll("'", '"')
}
