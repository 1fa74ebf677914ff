import type { CommandSpec } from '../command.js'
import { GLOBAL, HELP, VERSION } from '../options/global.js'
import { type Option, optionKey, type RawOptions, spellings } from '../options/option.js'

/** What stands on a line before the word that is to be completed. */
export interface Before {
  /** The command's words, as far as they have come. */
  readonly path: readonly string[]
  readonly command?: CommandSpec
  /** How many words have come after the command. */
  readonly args: number
  readonly given: readonly Option[]
  /** The flags' texts, the last where one was given twice. */
  readonly raw: RawOptions
  /** The flag whose value is to come. */
  readonly pending?: Option
  /** Behind `--`, or behind a word that is no command: nothing is known there. */
  readonly isLost: boolean
}

/** A flag as it was typed. `prefix` is what stands before the value in the same word. */
export interface TypedFlag {
  option: Option
  prefix: string
  value?: string
}

const NOTHING: Before = { path: [], args: 0, given: [], raw: {}, isLost: false }

/** Reads the words before the cursor, of which any may be wrong. */
export function readWords(words: readonly string[], commands: readonly CommandSpec[]): Before {
  return words.reduce((before, word) => take(word, before, commands), NOTHING)
}

function take(word: string, before: Before, commands: readonly CommandSpec[]): Before {
  const { pending, ...rest } = before
  if (before.isLost) return before
  if (pending) return withText(rest, pending, word)
  if (word === '--') return { ...before, isLost: true }
  if (word.startsWith('-') && word !== '-') return takeFlag(word, before)
  return takeWord(word, before, commands)
}

function takeWord(word: string, before: Before, commands: readonly CommandSpec[]): Before {
  if (before.args === 0 && nextWords(before.path, commands).includes(word)) {
    const path = [...before.path, word]
    const command = commands.find((spec) => spec.path.join(' ') === path.join(' '))
    return { ...before, path, ...(command && { command }) }
  }
  return before.command ? { ...before, args: before.args + 1 } : { ...before, isLost: true }
}

function takeFlag(word: string, before: Before): Before {
  const typed = flagIn(word, optionsAfter(before))
  if (!typed) return before
  const { option, value } = typed
  const known = { ...before, given: [...before.given, option] }
  if (option.value === undefined) return known
  return value === undefined ? { ...known, pending: option } : withText(known, option, value)
}

function withText(before: Omit<Before, 'pending'>, { long }: Option, text: string): Before {
  return { ...before, raw: { ...before.raw, [optionKey(long)]: text } }
}

/** The flag that a word is or begins with: `--name`, `--name=value`, `-n` or `-nvalue`. */
export function flagIn(word: string, options: readonly Option[]): TypedFlag | undefined {
  const length = !word.startsWith('--') ? 2 : word.includes('=') ? word.indexOf('=') : word.length
  const option = options.find((candidate) => spellings(candidate).includes(word.slice(0, length)))
  if (!option) return undefined
  const prefix = word.slice(0, word.startsWith('--') ? length + 1 : length)
  const isWhole = option.value === undefined || word.length === length
  return { option, prefix, ...(!isWhole && { value: word.slice(prefix.length) }) }
}

/** The flags that may stand here. */
export function optionsAfter({ path, command }: Pick<Before, 'path' | 'command'>): Option[] {
  if (path[0] === 'help') return [HELP]
  if (path.length === 0) return [...GLOBAL.options, HELP, VERSION]
  return [...(command?.groups ?? []).flatMap(({ options }) => options), HELP]
}

/** The words that may follow these, and make or begin a command. */
export function nextWords(path: readonly string[], commands: readonly CommandSpec[]): string[] {
  if (path[0] === 'help') return nextWords(path.slice(1), commands).filter((word) => word !== 'help')
  const longer = commands.filter((spec) => path.every((word, index) => spec.path[index] === word))
  const next = longer.flatMap((spec) => spec.path[path.length] ?? [])
  return [...new Set(path.length === 0 ? [...next, 'help'] : next)]
}
