/** One flag, as data: it feeds the command line's quick reader and commander's help alike. */
export interface Option {
  readonly long: string
  readonly short?: string
  /** What its value is called in help. A flag without one is a switch. */
  readonly value?: string
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

/** The name a flag's value is kept under: `client-id` becomes `clientId`. */
export function optionKey(long: string): string {
  return long.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

/** A flag's text, or undefined where it was not given. */
export function textOf(raw: RawOptions, key: string): string | undefined {
  const value = raw[key]
  return typeof value === 'string' ? value : undefined
}

/** A repeatable flag's texts, or undefined where it was not given. */
export function listOf(raw: RawOptions, key: string): readonly string[] | undefined {
  const value = raw[key]
  return Array.isArray(value) ? value : undefined
}
