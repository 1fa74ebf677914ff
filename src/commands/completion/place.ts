import type { Argument, CommandSpec } from '../command.js'
import { HELP_COMMAND, NOUNS } from '../nouns.js'
import { type Option, type RawOptions, spellings, type Values } from '../options/option.js'
import { type Before, flagIn, nextWords, optionsAfter, readWords } from './read-words.js'

/** One thing that a word may become. */
export interface Candidate {
  value: string
  description?: string
}

/** What has to be looked up in the configuration or the catalogue of APIs. */
export type Unknown = Exclude<Values, readonly string[] | 'file' | '@file'>

/** What the last word of a line may be. */
export interface Place {
  /** What the tables alone say; whole words. */
  candidates: readonly Candidate[]
  lookUp?: Unknown
  /** Where it may be a file: what stands before the file's name in the same word. */
  files?: string
  /** What stands before a value in the same word: `--env=`. */
  prefix: string
  /** What the flags before it say. */
  raw: RawOptions
}

/** Says what the last of these words may become. The words are those after `mp`, as they reach a program. */
export function placeOf(words: readonly string[], commands: readonly CommandSpec[]): Place {
  const last = words.at(-1) ?? ''
  const before = readWords(words.slice(0, -1), commands)
  const { raw, pending, isLost } = before
  if (isLost) return { candidates: [], prefix: '', raw }
  if (pending) return { ...valuesOf(pending.values, '', last), raw }
  if (!last.startsWith('-')) return { ...wordsAt(before, last, commands), raw }
  const typed = flagIn(last, optionsAfter(before))
  if (typed?.value !== undefined) return { ...valuesOf(typed.option.values, typed.prefix, last), raw }
  return { candidates: flagsAt(before), prefix: '', raw }
}

type Offer = Omit<Place, 'raw'>

function valuesOf(values: Values | undefined, prefix: string, last: string): Offer {
  if (values === undefined) return { candidates: [], prefix }
  if (typeof values !== 'string')
    return { candidates: values.map((value) => ({ value: prefix + value })), prefix }
  if (values === 'file') return { candidates: [], files: prefix, prefix }
  if (values !== '@file') return { candidates: [], lookUp: values, prefix }
  return { candidates: [], prefix, ...(last.startsWith(`${prefix}@`) && { files: `${prefix}@` }) }
}

/** Words of commands and words after them; flags only where no word can come. */
function wordsAt(before: Before, last: string, commands: readonly CommandSpec[]): Offer {
  const next = before.args > 0 ? [] : commandWords(before, commands)
  const argument = argumentAt(before)
  if (argument) {
    const offer = valuesOf(argument.values, '', last)
    return { ...offer, candidates: [...next, ...offer.candidates] }
  }
  if (next.length > 0 || last !== '' || !before.command) return { candidates: next, prefix: '' }
  return { candidates: flagsAt(before).filter(({ value }) => value.startsWith('--')), prefix: '' }
}

function argumentAt({ command, args }: Before): Argument | undefined {
  const expected = command?.args ?? []
  const last = expected.at(-1)
  return expected[args] ?? (last?.name.includes('...') ? last : undefined)
}

function commandWords({ path }: Before, commands: readonly CommandSpec[]): Candidate[] {
  return nextWords(path, commands).map((word) => {
    const whole = [...path.filter((part) => part !== 'help'), word].join(' ')
    const summary = commands.find((spec) => spec.path.join(' ') === whole)?.summary ?? NOUNS[whole]
    return { value: word, description: word === 'help' ? HELP_COMMAND : (summary ?? '') }
  })
}

/** Short before long; one that has been given comes no more, unless it may be repeated. */
function flagsAt(before: Before): Candidate[] {
  return optionsAfter(before)
    .filter((option) => option.repeatable || !before.given.includes(option))
    .flatMap((option) => spelledOut(option))
}

function spelledOut(option: Option): Candidate[] {
  return spellings(option).map((value) => ({ value, description: option.description }))
}
