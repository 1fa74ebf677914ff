import { MpError } from '../../errors.js'

/**
 * What a value may be, for completion alone: one of these words, or what has to be looked up. `@file` is a file's name after
 * an `@`; `scope` is one that the profile has, `any-scope` one that is known at all.
 */
export type Values =
  | readonly string[]
  | 'file'
  | '@file'
  | 'profile'
  | 'environment'
  | 'scope'
  | 'any-scope'
  | 'api'

/** One flag, as data: it feeds the command line's quick reader, commander's help and completion alike. */
export interface Option {
  readonly long: string
  readonly short?: string
  /** What its value is called in help. A flag without one is a switch. */
  readonly value?: string
  readonly values?: Values
  readonly repeatable?: true
  /** Only `--no-<long>` exists. */
  readonly negative?: true
  /** `--<long>` and `--no-<long>` both exist. */
  readonly switchable?: true
  readonly description: string
}

/** Flags that belong together and mean the same thing in every command that has them. */
export interface OptionGroup {
  readonly title: string
  readonly options: readonly Option[]
}

/** What stood on the command line, by camelCase name. Switches are booleans, repeatable flags lists. */
export type RawOptions = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

/** The ways to write a flag. */
export function spellings({ long, short, negative, switchable }: Option): string[] {
  const longs = negative ? [`--no-${long}`] : switchable ? [`--${long}`, `--no-${long}`] : [`--${long}`]
  return short === undefined ? longs : [...longs, `-${short}`]
}

/** The name a flag's value is kept under: `client-id` becomes `clientId`. */
export function optionKey(long: string): string {
  return long.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

/** A flag's text, or undefined where it was not given. Throws `MP_USAGE` for an empty one: a variable was not set. */
export function textOf(raw: RawOptions, key: string): string | undefined {
  const value = raw[key]
  if (value === '') throw new MpError('MP_USAGE', `${flagOf(key)} is empty`)
  return typeof value === 'string' ? value : undefined
}

/** Reads a flag's text into settings, where it was given. */
export function ifGiven<T extends object>(
  raw: RawOptions,
  key: string,
  read: (text: string) => T,
): T | undefined {
  const text = textOf(raw, key)
  return text === undefined ? undefined : read(text)
}

/** A repeatable flag's texts, or undefined where it was not given. Throws `MP_USAGE` where one of them is empty. */
export function listOf(raw: RawOptions, key: string): readonly string[] | undefined {
  const value = raw[key]
  if (!Array.isArray(value)) return undefined
  if (value.some((text) => text.trim() === '')) throw new MpError('MP_USAGE', `${flagOf(key)} is empty`)
  return value
}

/** How a flag is spelt: the inverse of {@link optionKey}. */
export function flagOf(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}
