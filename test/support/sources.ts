import type { ConfigSource } from '../../src/profiles/load.js'
import { validateConfig } from '../../src/profiles/validate.js'

/** A configuration file that was read: the project's, unless it says otherwise. The data must be valid. */
export function sourceOf(data: unknown, place: Partial<ConfigSource> = {}): ConfigSource {
  const { config, problems } = validateConfig(data)
  if (config === undefined) throw new Error(JSON.stringify(problems))
  const bytes = new TextEncoder().encode(JSON.stringify(data))
  return {
    path: '/project/maskinporten.config.json',
    label: 'maskinporten.config.json',
    found: 'walked',
    bytes,
    config,
    ...place,
  }
}

/** The same for the user's own file. */
export function userSourceOf(data: unknown): ConfigSource {
  return sourceOf(data, {
    path: '/home/kari/.config/maskinporten/config.json',
    label: '~/config.json',
    found: 'user',
  })
}
