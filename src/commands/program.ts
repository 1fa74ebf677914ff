import { type Argument, Command, CommanderError, Option as CommanderOption } from 'commander'
import { MpError } from '../errors.js'
import type { Host } from '../host.js'
import { nearest } from '../nearest.js'
import { COMMANDS } from './catalogue.js'
import type { CommandSpec } from './command.js'
import { GLOBAL } from './options/global.js'
import type { Option, OptionGroup, RawOptions } from './options/option.js'
import type { CommandLine } from './read-command-line.js'

/** Words that stand before a command's own. */
const NOUNS: Record<string, string> = {
  key: 'look at keys and keystores, make keys and convert them',
  config: 'look at the configuration',
  admin: "clients, keys, scopes and access, in Digdir's self-service API",
  'admin client': 'clients of the organisation',
  'admin key': 'keys of a client',
  'admin scope': 'scopes of the organisation, and the public list of all',
  'admin access': 'who may have a scope',
  'admin onbehalfof': 'whom a client acts for',
}

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
    .version(host.version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .exitOverride()
    .configureHelp({ subcommandTerm })
    .configureOutput({ writeOut: host.stdout, writeErr: host.stdout, outputError: () => {} })
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 2 usage, 3 configuration or key, 4 refused, 5 no answer, 6 and 7 the API answered 4xx and 5xx, 8 a check found something, 10 to be confirmed',
    )
  addGroups(program, [GLOBAL])
  for (const spec of COMMANDS) addCommand(program, spec, { call, isNamed: isNamed(spec, argv) })
  addHelpCommand(program)
  return program
}

/** commander's own knows one word, and takes an unknown one for none. */
function addHelpCommand(program: Command): void {
  const command = program.command('help').argument('[command...]').description('print help for a command')
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

/** As commander has it, for commands whose options have not been made too. */
function subcommandTerm(command: Command): string {
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
  { call, isNamed }: { call: (line: CommandLine) => void; isNamed: boolean },
): void {
  const name = spec.path.at(-1) ?? ''
  const command = parentOf(program, spec).command(name).description(spec.summary)
  for (const argument of spec.args ?? []) command.argument(argument.name, argument.description)
  if (!isNamed) return
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

function toCommander({
  long,
  short,
  value,
  repeatable,
  negative,
  switchable,
  description,
}: Option): CommanderOption[] {
  if (negative) return [new CommanderOption(`--no-${long}`, description)]
  const flags = `${short === undefined ? '' : `-${short}, `}--${long}${value === undefined ? '' : ` <${value}>`}`
  const option = new CommanderOption(flags, description)
  if (repeatable) option.argParser((text: string, earlier: string[] = []) => [...earlier, text])
  return switchable ? [option, new CommanderOption(`--no-${long}`).hideHelp()] : [option]
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

function inOurWords(message: string): string {
  return message
    .replace(/^error: /, '')
    .replace(/\.$/, '')
    .replaceAll("'", '"')
}
