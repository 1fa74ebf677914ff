/** How the few words that stand out are marked. */
export interface Style {
  error(text: string): string
  warning(text: string): string
  hint(text: string): string
}

export const PLAIN: Style = { error: (text) => text, warning: (text) => text, hint: (text) => text }

export async function colourful(): Promise<Style> {
  const { Chalk } = await import('chalk')
  const chalk = new Chalk({ level: 1 })
  return { error: chalk.red.bold, warning: chalk.yellow, hint: chalk.cyan }
}

/** `--color` and `--no-color`, then `NO_COLOR` and `FORCE_COLOR` (no-color.org, force-color.org), then the terminal. */
export function wantsColour(
  flag: boolean | undefined,
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: () => boolean,
): boolean {
  if (flag !== undefined) return flag
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0'
  return isTerminal() && env.TERM !== 'dumb'
}
