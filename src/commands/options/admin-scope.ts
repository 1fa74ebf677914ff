import { MpError } from '../../errors.js'
import { splitList } from '../../profiles/key-source.js'
import { readScopeName } from '../../protocol/selfservice/identifiers.js'
import type { ScopeDetails, ScopeWish } from '../../protocol/selfservice/scope.js'
import { neededText } from './admin-text.js'
import { oneOf } from './key-file.js'
import { listOf, type Option, type OptionGroup, type RawOptions, textOf } from './option.js'

const VISIBILITIES = ['public', 'private', 'internal'] as const
const TOKEN_TYPES = ['self-contained', 'opaque'] as const

const DETAILS: readonly Option[] = [
  { long: 'long-description', value: 'text', description: 'the whole story of it' },
  { long: 'visibility', value: 'who', values: VISIBILITIES, description: 'public, private or internal' },
  { long: 'token-type', value: 'type', values: TOKEN_TYPES, description: 'self-contained or opaque' },
  {
    long: 'integration-type',
    value: 'type',
    values: ['maskinporten'],
    repeatable: true,
    description: 'kind of client that may have it (maskinporten, ...); repeatable',
  },
  { long: 'at-max-age', value: 'seconds', description: 'longest life of its access tokens' },
  {
    long: 'delegation-source',
    value: 'url',
    description: 'where it may be delegated: an issuer of mp admin delegation-sources',
  },
  {
    long: 'accessible-for-all',
    switchable: true,
    description: 'every organisation may have it, or (--no-accessible-for-all) those it is granted to',
  },
]

const DESCRIPTION: Option = { long: 'description', value: 'text', description: 'what it gives access to' }

export const SCOPE_CREATE: OptionGroup = {
  title: 'Scope options:',
  options: [
    { long: 'prefix', value: 'prefix', description: 'what stands before the colon: a prefix of your own' },
    { long: 'subscope', value: 'name', description: 'what stands after it' },
    DESCRIPTION,
    ...DETAILS,
  ],
}

export const SCOPE_UPDATE: OptionGroup = { title: 'Scope options:', options: [DESCRIPTION, ...DETAILS] }

/** Reads the flags of a new scope. Throws `MP_USAGE`. */
export function readScopeCreate(raw: RawOptions): ScopeWish {
  const [prefix, subscope] = [neededText(raw, 'prefix'), neededText(raw, 'subscope')]
  readScopeName(`${prefix}:${subscope}`)
  return { prefix, subscope, description: neededText(raw, 'description'), ...readDetails(raw) }
}

/** Reads the flags of a change to a scope. Throws `MP_USAGE`, also where there is none. */
export function readScopeUpdate(raw: RawOptions): ScopeDetails {
  const description = textOf(raw, 'description')
  const change = { ...(description !== undefined && { description }), ...readDetails(raw) }
  if (Object.keys(change).length > 0) return change
  throw new MpError('MP_USAGE', 'nothing is to change: --description or another scope option')
}

function readDetails(raw: RawOptions): ScopeDetails {
  const longDescription = textOf(raw, 'longDescription')
  const visibility = oneOf(raw, 'visibility', VISIBILITIES)
  const tokenType = oneOf(raw, 'tokenType', TOKEN_TYPES)
  const types = listOf(raw, 'integrationType')
  const maxAge = textOf(raw, 'atMaxAge')
  const source = textOf(raw, 'delegationSource')
  return {
    ...(longDescription !== undefined && { longDescription }),
    ...(visibility !== undefined && { visibility: visibility.toUpperCase() }),
    ...(tokenType !== undefined && { tokenType: tokenType.toUpperCase().replace('-', '_') }),
    ...(types && { allowedIntegrationTypes: splitList(types) }),
    ...(maxAge !== undefined && { atMaxAge: readMaxAge(maxAge) }),
    ...(source !== undefined && { delegationSource: source }),
    ...(typeof raw.accessibleForAll === 'boolean' && { accessibleForAll: raw.accessibleForAll }),
  }
}

function readMaxAge(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new MpError('MP_USAGE', `--at-max-age "${text}" is not a whole number of seconds`)
}
