import type { Option, OptionGroup, RawOptions } from './option.js'
import { optionKey } from './option.js'

const CLIENT_ID: Option = {
  long: 'client-id',
  value: 'id',
  description: 'client that administers, by its id at Maskinporten',
}

/** What the self-service API takes (Digdir, "Self-service API"). */
export const SELFSERVICE_SCOPES = [
  'idporten:dcr.read',
  'idporten:dcr.write',
  'idporten:scopes.read',
  'idporten:scopes.write',
]

const SCOPE: Option = {
  long: 'scope',
  short: 's',
  value: 'scope',
  values: SELFSERVICE_SCOPES,
  repeatable: true,
  description: "scope of the token for the self-service API, instead of the command's own; repeatable",
}

/** Who administers, and with which token. */
export const SESSION: OptionGroup = { title: 'Session options:', options: [CLIENT_ID, SCOPE] }

/** The same for a command whose `--scope` is something else. */
export const SESSION_WITHOUT_SCOPE: OptionGroup = { ...SESSION, options: [CLIENT_ID] }

/** What every change can be told. */
export const CHANGE: OptionGroup = {
  title: 'Change options:',
  options: [
    { long: 'dry-run', description: 'print the request that would be sent, and change nothing' },
    { long: 'yes', description: 'go on without asking' },
  ],
}

/** With what is inactive too. */
export const INACTIVE: OptionGroup = {
  title: 'List options:',
  options: [{ long: 'inactive', description: 'those that have been deactivated too' }],
}

export interface ChangeOptions {
  dryRun: boolean
  yes: boolean
}

/** Reads the flags of a change. */
export function readChange(raw: RawOptions): ChangeOptions {
  return { dryRun: raw.dryRun === true, yes: raw.yes === true }
}

/** What a command line says of the session: a command's own flags mean something else there, and are left out. */
export function forSession(raw: RawOptions, own: OptionGroup): RawOptions {
  const names = own.options.map(({ long }) => optionKey(long))
  return Object.fromEntries(Object.entries(raw).filter(([name]) => !names.includes(name)))
}
