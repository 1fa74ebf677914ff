import { MpError } from '../../errors.js'
import type { Files } from '../../host.js'
import { splitList } from '../../profiles/key-source.js'
import type { Settings } from '../../profiles/settings.js'
import { MAX_LIFETIME } from '../../protocol/grant-limits.js'
import { parseOrgnr } from '../../protocol/orgnr.js'
import { isPid } from '../../protocol/pid.js'
import { readAuthorizationDetails } from './authorization-details.js'
import { ifGiven, listOf, type OptionGroup, type RawOptions } from './option.js'

export const GRANT: OptionGroup = {
  title: 'Grant options:',
  options: [
    { long: 'client-id', value: 'id', description: 'client id at Maskinporten' },
    {
      long: 'scope',
      short: 's',
      value: 'scope',
      values: 'scope',
      repeatable: true,
      description: 'scope to ask for; repeatable, or several in one value',
    },
    { long: 'resource', value: 'uri', repeatable: true, description: 'audience of the token; repeatable' },
    {
      long: 'consumer-org',
      value: 'orgnr',
      description: 'organisation that has delegated the scope to yours in Altinn',
    },
    { long: 'on-behalf-of', value: 'id', description: 'onbehalfof id registered on the client' },
    {
      long: 'pid',
      value: 'pid',
      description:
        'national identity number that the token is bound to; mp token: @file for many, one a line',
    },
    { long: 'systemuser-org', value: 'orgnr', description: 'organisation that owns the Altinn system user' },
    { long: 'external-ref', value: 'ref', description: 'external reference of the system user' },
    {
      long: 'authorization-details',
      value: 'json',
      values: '@file',
      description: 'authorization_details as JSON, or @file',
    },
    {
      long: 'lifetime',
      value: 'seconds',
      description: `life of the grant, at most ${MAX_LIFETIME} (default 60)`,
    },
  ],
}

/** Where `@file` is read from. */
export interface GrantFiles {
  cwd: string
  files: Pick<Files, 'read'>
}

/** Reads the grant flags. Throws `MP_USAGE` for what is malformed or excludes each other. */
export function readGrant(raw: RawOptions, from: GrantFiles): Settings {
  const scopes = listOf(raw, 'scope')
  const resource = listOf(raw, 'resource')
  forbidTogether(raw, 'consumer-org', 'consumerOrg', 'on-behalf-of', 'onBehalfOf')
  forbidTogether(raw, 'systemuser-org', 'systemuserOrg', 'authorization-details', 'authorizationDetails')
  return {
    ...(scopes && { scopes: nonEmpty('--scope', splitList(scopes)) }),
    ...(resource && { resource }),
    ...ifGiven(raw, 'clientId', (clientId) => ({ clientId })),
    ...ifGiven(raw, 'consumerOrg', (text) => ({ consumerOrg: readOrgnr('--consumer-org', text) })),
    ...ifGiven(raw, 'onBehalfOf', (onBehalfOf) => ({ onBehalfOf })),
    ...ifGiven(raw, 'pid', (text) => ({ pid: readPid(text) })),
    ...ifGiven(raw, 'systemuserOrg', (text) => ({ systemuserOrg: readOrgnr('--systemuser-org', text) })),
    ...ifGiven(raw, 'externalRef', (externalRef) => ({ externalRef })),
    ...ifGiven(raw, 'authorizationDetails', (text) => ({
      authorizationDetails: readAuthorizationDetails(text, from),
    })),
    ...ifGiven(raw, 'lifetime', (text) => ({ lifetime: readLifetime(text) })),
  }
}

function forbidTogether(
  raw: RawOptions,
  flag: string,
  key: string,
  otherFlag: string,
  otherKey: string,
): void {
  if (raw[key] === undefined || raw[otherKey] === undefined) return
  throw new MpError('MP_USAGE', `--${flag} and --${otherFlag} exclude each other`)
}

function nonEmpty(flag: string, values: string[]): string[] {
  if (values.length > 0) return values
  throw new MpError('MP_USAGE', `${flag} is empty`)
}

function readOrgnr(flag: string, text: string): string {
  const orgnr = parseOrgnr(text)
  if (orgnr !== undefined) return orgnr
  throw new MpError(
    'MP_USAGE',
    `${flag} "${text}" is not an organisation number: nine digits, the last a check digit`,
  )
}

/** The number itself is not repeated: it is a person's. */
function readPid(text: string): string {
  if (isPid(text)) return text
  if (text.startsWith('@'))
    throw new MpError('MP_USAGE', '--pid @<file> is for mp token: here it is one number')
  throw new MpError(
    'MP_USAGE',
    '--pid is not a national identity number: eleven digits, the last two check digits',
  )
}

function readLifetime(text: string): number {
  const seconds = /^\d+$/.test(text) ? Number(text) : 0
  if (seconds >= 1 && seconds <= MAX_LIFETIME) return seconds
  throw new MpError(
    'MP_USAGE',
    `--lifetime "${text}" is not a whole number of seconds from 1 to ${MAX_LIFETIME}`,
  )
}
