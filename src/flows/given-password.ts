import type { Host } from '../host.js'
import type { PasswordSource, Sourced } from '../profiles/settings.js'
import { Secret } from '../secret.js'
import { type PasswordPorts, readPassword } from './read-password.js'

/** A password, and the place that gave it as a person would name it. */
export interface GivenPassword {
  secret: Secret
  place: string
}

/** What a keystore is tried with: its own password, and that of an entry with one of its own. */
export interface GivenPasswords {
  store?: GivenPassword
  entry?: GivenPassword
}

/** The password that the settings lead to, else the one in `variable`. Throws as {@link readPassword}. */
export async function givenPassword(
  source: Sourced<PasswordSource> | undefined,
  variable: string,
  host: PasswordPorts,
): Promise<GivenPassword | undefined> {
  if (source) return { secret: await readPassword(source.value, host), place: placeOf(source) }
  const value = host.env[variable]
  return value === undefined ? undefined : { secret: new Secret(value), place: `$${variable}` }
}

/** Asks a person on the terminal. */
export async function typedPassword(
  question: string,
  { promptHidden }: Pick<Host, 'promptHidden'>,
): Promise<GivenPassword> {
  return { secret: await promptHidden(question), place: 'the prompt' }
}

function placeOf({ value, origin }: Sourced<PasswordSource>): string {
  switch (value.kind) {
    case 'file':
      return origin.startsWith('--') ? `${origin} "${value.label}"` : `${origin} (file "${value.label}")`
    case 'stdin':
      return `${origin} -`
    case 'variable':
      return origin === `$${value.name}` ? origin : `${origin} (variable ${value.name})`
    case 'command':
      return `${origin} (program "${value.argv[0]}")`
    case 'plain':
      return origin
  }
}
