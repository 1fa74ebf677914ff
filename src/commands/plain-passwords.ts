import type { Resolved } from '../profiles/resolve.js'

/** What to warn of before a key is opened: each password that stands in a configuration file as it is. */
export function plainPasswords({ password, entryPassword }: Resolved['key']): string[] {
  return [password, entryPassword].flatMap((place) =>
    place?.value.kind === 'plain' ? [`${place.origin} holds a password in plain text`] : [],
  )
}
