import { languageOf, readLanguage } from './commands/options/language.js'
import { type CommandLine, readCommandLine } from './commands/read-command-line.js'
import { TOKEN_COMMANDS } from './commands/token-commands.js'
import { MpError } from './errors.js'
import { EXIT_BUG, EXIT_CODES } from './exit-codes.js'
import type { Host } from './host.js'

/** Runs one command line to its exit code. Never exits, and prints failures in this one place. */
export async function main(argv: readonly string[], host: Host): Promise<number> {
  if (argv[0] === '__complete')
    return (await import('./commands/complete.js')).runComplete(argv.slice(1), host)
  const words = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv
  const json = wantsJson(words)
  const held = json ? holdStandardError(host, isVerbose(words)) : undefined
  try {
    const line = readCommandLine(argv, TOKEN_COMMANDS) ?? (await readAnyCommandLine(argv, host))
    const code = line && (await run(line, held?.host ?? host, argv))
    held?.release()
    return code ?? 0
  } catch (error) {
    if (!(error instanceof MpError)) return await reportBug(error, words, json, host)
    host.stderr(await rendered(error, words, json, held?.lines() ?? [], host))
    return EXIT_CODES[error.code]
  }
}

async function readAnyCommandLine(argv: readonly string[], host: Host): Promise<CommandLine | undefined> {
  const { COMMANDS } = await import('./commands/catalogue.js')
  const line = readCommandLine(argv, COMMANDS)
  if (line) return line
  const { parseWithCommander } = await import('./commands/program.js')
  return parseWithCommander(argv, host)
}

async function run(
  { command, raw, args }: CommandLine,
  host: Host,
  argv: readonly string[],
): Promise<number | undefined> {
  readLanguage(raw, host.env) // what is wrong with it is told before anything is done
  const runCommand = await command.load()
  return runCommand(raw, host, args, argv)
}

interface Held {
  host: Host
  release(): void
  lines(): string[]
}

/** With `--json` a failure is one line on standard error: what was said before it waits, and becomes part of that line. */
function holdStandardError(host: Host, verbose: boolean): Held {
  const held: string[] = []
  const say = (text: string) => void held.push(text)
  const hear = (line: string) => {
    if (verbose) say(`mp: ${line}\n`)
  }
  // The host's own getters stay getters: what cannot be read fails where it is wanted.
  const own = Object.getOwnPropertyDescriptors({
    stderr: say,
    run: (argv: readonly string[]) => host.run(argv, hear),
  })
  return {
    host: Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(host), ...own }) as Host,
    release: () => host.stderr(held.join('')),
    lines: () => held.map((text) => text.replace(/^mp: (?:warning: )?/, '').trimEnd()),
  }
}

async function rendered(
  error: MpError,
  words: readonly string[],
  json: boolean,
  warnings: readonly string[],
  host: Host,
): Promise<string> {
  const { renderError, renderErrorJson } = await import('./commands/render/error.js')
  const language = languageOf(words, host.env)
  if (json) return renderErrorJson(error, warnings, language)
  const { colourful, PLAIN, wantsColour } = await import('./commands/render/style.js')
  const flag = words.includes('--no-color') ? false : words.includes('--color') ? true : undefined
  const style = wantsColour(flag, host.env, () => host.isTerminal(2)) ? await colourful() : PLAIN
  return renderError(error, style, language)
}

/** `--json`, and what `mp token` calls the same. */
function wantsJson(words: readonly string[]): boolean {
  return words.some(
    (word, index) =>
      word === '--json' || `${words[index - 1]} ${word}` === '--format json' || word === '--format=json',
  )
}

function isVerbose(words: readonly string[]): boolean {
  return words.includes('--verbose') || words.includes('-v')
}

/** Anything else that is thrown is ours to mend. The stack is for those who ask for it. */
async function reportBug(
  error: unknown,
  words: readonly string[],
  json: boolean,
  host: Host,
): Promise<number> {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const { renderBug, renderBugJson } = await import('./commands/render/bug.js')
  const stack = isVerbose(words) && error instanceof Error ? error.stack : undefined
  host.stderr(json ? renderBugJson(what) : renderBug(what, stack))
  return EXIT_BUG
}
