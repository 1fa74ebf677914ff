import { type Option, type OptionGroup, optionKey, type RawOptions, spellings } from './option.js'

/** What stood after a command's name: flags, and the words between them. */
export interface Argv {
  raw: RawOptions
  args: readonly string[]
}

/**
 * Reads the arguments of one command in the plainest way, for the paths that must start fast. It gives up (undefined) on
 * anything out of the ordinary, right or wrong: commander then reads the same line, and finds the words for what is wrong.
 */
export function readArgv(argv: readonly string[], groups: readonly OptionGroup[]): Argv | undefined {
  const options = groups.flatMap((group) => group.options)
  const raw: Record<string, string | boolean | string[]> = {}
  const args: string[] = []
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? ''
    if (isOperand(word)) {
      args.push(word)
      continue
    }
    const [name, attached] = split(word)
    const option = options.find((candidate) => spellings(candidate).includes(name))
    if (option === undefined) return undefined
    if (option.value === undefined) {
      if (attached !== undefined) return undefined
      raw[optionKey(option.long)] = !name.startsWith('--no-')
      continue
    }
    const value = attached ?? argv[++index]
    if (value === undefined || (attached === undefined && !isOperand(value))) return undefined
    set(raw, option, value)
  }
  return { raw, args }
}

/** `-` stands for standard input, and a word may be empty. */
function isOperand(word: string): boolean {
  return word === '-' || !word.startsWith('-')
}

/** `--name=value` and `--name`; a short flag stands alone. */
function split(argument: string): [string, string | undefined] {
  const equals = argument.startsWith('--') ? argument.indexOf('=') : -1
  return equals < 0 ? [argument, undefined] : [argument.slice(0, equals), argument.slice(equals + 1)]
}

function set(raw: Record<string, string | boolean | string[]>, option: Option, value: string): void {
  const key = optionKey(option.long)
  if (!option.repeatable) {
    raw[key] = value
    return
  }
  const earlier = raw[key]
  raw[key] = Array.isArray(earlier) ? [...earlier, value] : [value]
}
