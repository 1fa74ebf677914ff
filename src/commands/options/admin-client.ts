import { MpError } from '../../errors.js'
import { splitList } from '../../profiles/key-source.js'
import type { ClientChange, ClientWish } from '../../protocol/selfservice/client.js'
import { neededText } from './admin-text.js'
import { listOf, type OptionGroup, type RawOptions, textOf } from './option.js'

export const CLIENT_CREATE: OptionGroup = {
  title: 'Client options:',
  options: [
    { long: 'name', value: 'name', description: 'name of the client' },
    { long: 'description', value: 'text', description: 'what it is for' },
    {
      long: 'scope',
      short: 's',
      value: 'scope',
      values: 'any-scope',
      repeatable: true,
      description: 'scope that it may ask for; repeatable, or several in one value',
    },
    { long: 'lifetime', value: 'seconds', description: 'life of its access tokens' },
  ],
}

export const CLIENT_UPDATE: OptionGroup = {
  title: 'Client options:',
  options: [
    { long: 'name', value: 'name', description: 'new name of the client' },
    { long: 'description', value: 'text', description: 'what it is for' },
    {
      long: 'add-scope',
      value: 'scope',
      values: 'any-scope',
      repeatable: true,
      description: 'scope to add; repeatable',
    },
    {
      long: 'remove-scope',
      value: 'scope',
      values: 'any-scope',
      repeatable: true,
      description: 'scope to take away; repeatable',
    },
  ],
}

/** Reads the flags of a new client. Throws `MP_USAGE`. */
export function readClientCreate(raw: RawOptions): ClientWish {
  const lifetime = textOf(raw, 'lifetime')
  const scopes = scopesOf(raw, 'scope')
  const wish = { name: neededText(raw, 'name'), description: neededText(raw, 'description'), scopes }
  if (scopes.length === 0) throw new MpError('MP_USAGE', '--scope is missing')
  return { ...wish, ...(lifetime !== undefined && { lifetime: readLifetime(lifetime) }) }
}

/** Reads the flags of a change to a client. Throws `MP_USAGE`, also where there is none. */
export function readClientUpdate(raw: RawOptions): ClientChange {
  const [name, description] = [textOf(raw, 'name'), textOf(raw, 'description')]
  const [addScopes, removeScopes] = [scopesOf(raw, 'addScope'), scopesOf(raw, 'removeScope')]
  const both = addScopes.find((scope) => removeScopes.includes(scope))
  if (both !== undefined)
    throw new MpError('MP_USAGE', `scope "${both}" stands with both --add-scope and --remove-scope`)
  if (name === undefined && description === undefined && addScopes.length + removeScopes.length === 0)
    throw new MpError(
      'MP_USAGE',
      'nothing is to change: --name, --description, --add-scope or --remove-scope',
    )
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    addScopes,
    removeScopes,
  }
}

function scopesOf(raw: RawOptions, key: string): string[] {
  return splitList(listOf(raw, key) ?? [])
}

/** Digdir's own limits are Digdir's to say (self-service API, `access_token_lifetime`). */
function readLifetime(text: string): number {
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (seconds > 0) return seconds
  throw new MpError('MP_USAGE', `--lifetime "${text}" is not a whole number of seconds above 0`)
}
