import type { Algorithm } from '../protocol/grant-limits.js'
import type { Secret } from '../secret.js'

/** Where a key's bytes are. `label` is what the person wrote. */
export type KeySource =
  | { kind: 'file'; path: string; label: string }
  | { kind: 'variable'; name: string; label: string }
  | { kind: 'stdin'; label: string }
  | { kind: 'text'; text: Secret; label: string }

/** The configuration file that asks for a program to be run. One that was merely found needs the person's leave. */
export interface AskingFile {
  path: string
  label: string
  bytes: Uint8Array
  found: 'named' | 'walked' | 'user'
}

/** Where a password is; the password itself only where it was written in plain text. */
export type PasswordSource =
  | { kind: 'file'; path: string; label: string }
  | { kind: 'variable'; name: string }
  | { kind: 'command'; argv: readonly string[]; config: AskingFile }
  | { kind: 'plain'; secret: Secret }
  | { kind: 'stdin' }

export interface KeySettings {
  source?: KeySource
  alias?: string
  kid?: string
  password?: PasswordSource
  entryPassword?: PasswordSource
}

/** What one place (the flags, the variables, a profile) says. Everything is optional: the places complete each other. */
export interface Settings {
  clientId?: string
  scopes?: readonly string[]
  resource?: readonly string[]
  consumerOrg?: string
  onBehalfOf?: string
  pid?: string
  systemuserOrg?: string
  externalRef?: string
  authorizationDetails?: readonly unknown[]
  lifetime?: number
  alg?: Algorithm
  altinn?: boolean
  altinnEnv?: string
  altinnTest?: boolean
  key?: KeySettings
  /** By name. */
  apis?: Readonly<Record<string, ApiSettings>>
}

/** What a profile says of an API: one of its own, or what differs from the built-in one of that name. */
export interface ApiSettings {
  baseUrl?: string
  scopes?: readonly string[]
  /** An empty list: none. */
  resource?: readonly string[]
  /** Whether it takes Altinn's token. */
  altinn?: boolean
}

export type SettingName = Exclude<keyof Settings, 'key' | 'apis'>

/** Settings, and how to name the place of one of them to a person (`--scope`, `$MP_KEY`, `file: profiles.test.scopes`). */
export interface Layer {
  readonly settings: Settings
  origin(name: string): string
}

/** A value and the place it came from. */
export interface Sourced<T> {
  value: T
  origin: string
}
