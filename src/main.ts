import { type CommandLine, readCommandLine } from './commands/read-command-line.js'
import { MpError } from './errors.js'
import { EXIT_BUG, EXIT_CODES } from './exit-codes.js'
import type { Host } from './host.js'

/** Runs one command line to its exit code. Never exits, and prints failures in this one place. */
export async function main(argv: readonly string[], host: Host): Promise<number> {
  const words = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv
  const json = words.includes('--json')
  const held = json ? holdStandardError(host) : undefined
  try {
    const line = readCommandLine(argv) ?? (await readAnyCommandLine(argv, host))
    const code = line && (await run(line, held?.host ?? host))
    held?.release()
    return code ?? 0
  } catch (error) {
    if (!(error instanceof MpError)) return await reportBug(error, words, json, host)
    host.stderr(await rendered(error, words, json, held?.lines() ?? [], host))
    return EXIT_CODES[error.code]
  }
}

async function readAnyCommandLine(argv: readonly string[], host: Host): Promise<CommandLine | undefined> {
  const { parseWithCommander } = await import('./commands/program.js')
  return parseWithCommander(argv, host)
}

async function run({ command, raw, args }: CommandLine, host: Host): Promise<number | undefined> {
  const runCommand = await command.load()
  return runCommand(raw, host, args)
}

/** With `--json` a failure is one line on standard error: what was said before it waits, and becomes part of that line. */
function holdStandardError(host: Host): { host: Host; release(): void; lines(): string[] } {
  const held: string[] = []
  return {
    host: { ...host, stderr: (text) => void held.push(text) },
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
  if (json) return renderErrorJson(error, warnings)
  const { colourful, PLAIN, wantsColour } = await import('./commands/render/style.js')
  const flag = words.includes('--no-color') ? false : words.includes('--color') ? true : undefined
  return renderError(error, wantsColour(flag, host.env, () => host.isTerminal(2)) ? await colourful() : PLAIN)
}

/** Anything else that is thrown is ours to mend. The stack is for those who ask for it. */
async function reportBug(
  error: unknown,
  words: readonly string[],
  json: boolean,
  host: Host,
): Promise<number> {
  const verbose = words.includes('--verbose') || words.includes('-v')
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const { renderBug, renderBugJson } = await import('./commands/render/bug.js')
  const stack = verbose && error instanceof Error ? error.stack : undefined
  host.stderr(json ? renderBugJson(what) : renderBug(what, stack))
  return EXIT_BUG
}
