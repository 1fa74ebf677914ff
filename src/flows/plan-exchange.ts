import { platformOf } from '../profiles/altinn-platforms.js'
import type { Resolved } from '../profiles/resolve.js'

/** Where Maskinporten's token is to be traded for Altinn's. */
export interface Exchange {
  /** Origin of Altinn's platform. */
  platform: string
  /** Whether Altinn's own organisation wants the token of the service owner `ttd`. */
  test: boolean
}

/** The exchange that the settings ask for, or undefined where they ask for none. Throws as {@link platformOf}. */
export function planExchange({
  environment,
  settings: { altinn, altinnEnv, altinnTest },
}: Pick<Resolved, 'environment' | 'settings'>): Exchange | undefined {
  if (!altinn?.value) return undefined
  const platform = platformOf(environment.value, altinnEnv, altinn.origin)
  return { platform, test: altinnTest?.value ?? false }
}
