import type { Secret } from '../../secret.js'
import type { Settings } from '../settings.js'

/** What a file of another tool's settings says, in mp's words. Secrets are in it as they are. */
export interface ForeignSettings {
  /** The issuer as it was written, and what it was written under. */
  issuer?: { value: string; origin: string }
  tokenEndpoint?: string
  settings: Pick<Settings, 'clientId' | 'scopes' | 'resource' | 'consumerOrg' | 'pid'>
  key: ForeignKey
  /** What a person should look at. No secret stands in it. */
  warnings: readonly string[]
}

export interface ForeignKey {
  /** A path as it was written, or a key that stands in the file itself. */
  source?: { kind: 'path'; path: string } | { kind: 'text'; text: Secret }
  /** The format that the file claims. */
  type?: string
  alias?: string
  kid?: string
  password?: Secret
  entryPassword?: Secret
}
